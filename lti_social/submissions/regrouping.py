"""What becomes of drafts when people change teams, or a challenge its format.

They may until something is handed in. A draft stays with those of its team who are still in
it, and its row names one of them. Where nobody is left, or teams are no more, each of them
keeps the whole text as a draft of their own: nobody can say which of its sentences are
whose, and none of them is to lose what they typed. Who began alone, and is in a team later,
has theirs to themselves until they save it for the team (submissions.actions).

Who left, or got a copy, had a hand in what the others have, and never reviews that: a
version in their name says so.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import func, select

from lti_social.challenges.models import Challenge
from lti_social.challenges.queries import seats
from lti_social.challenges.when import Teams, regrouped
from lti_social.core.text import from_plain
from lti_social.core.wall import Database
from lti_social.files.models import Attachment
from lti_social.practices.models import Practice
from lti_social.resources.models import Anchor
from lti_social.submissions.models import State, Submission, SubmissionVersion


class Says(NamedTuple):
    title: str
    body: str
    links: str


@regrouped
def follow(db: Database, challenge: Challenge, before: Teams) -> None:
    """`before` is who was in which team."""
    after = seats(db, challenge) if challenge.format.is_by_team else {}
    to_all: list[tuple[Submission, frozenset[int]]] = []
    for work in _of_teams(db, challenge):
        # Its member is of the team; they could once leave, and the row kept naming them.
        team = work.team_id or 0
        were = before.get(team, frozenset()) | {work.member_id}
        are = after.get(team, frozenset())
        if were <= are:
            continue
        if heir := _heir(db, work, were, are):
            work.member_id = heir
            _note_hands(db, work, were - are)
        elif work.state is State.draft:
            work.team_id = None
            to_all.append((work, were))
    db.flush()
    said = [Says(work.title, work.body, work.links) for work, _ in to_all]
    for (work, people), says in zip(to_all, said, strict=True):
        _share_out(db, work, says, people)


def _of_teams(db: Database, challenge: Challenge) -> Collection[Submission]:
    by_team = (Submission.challenge_id == challenge.id, Submission.team_id.is_not(None))
    return db.scalars(select(Submission).where(*by_team).order_by(Submission.id)).all()


def _heir(
    db: Database, work: Submission, were: frozenset[int], are: frozenset[int]
) -> int | None:
    """Who is still in the team, if anybody is. A row of their own names some already, and
    in a challenge no two may name the same member: then it is who came to the team."""
    if not (stay := were & are):
        return None
    if work.member_id in stay:
        return work.member_id
    named = select(Submission.member_id).where(Submission.challenge_id == work.challenge_id)
    taken = set(db.scalars(named))
    candidates = [*sorted(stay), *sorted(are - stay)]
    return next((who for who in candidates if who not in taken), None)


def _share_out(db: Database, work: Submission, says: Says, people: Collection[int]) -> None:
    """The row is whose it names; each of the other people has a copy."""
    others = sorted(set(people) - {work.member_id})
    copies = {who: _copied(db, work, says, who) for who in others}
    of_work = SubmissionVersion.submission_id == work.id
    earlier = db.scalars(select(SubmissionVersion.member_id).where(of_work)).all()
    for who, copy in copies.items():
        _note_hands(db, copy, {*people, *earlier} - {who})
    _note_hands(db, work, others)
    _give_out(db, work, copies)


def _copied(db: Database, work: Submission, says: Says, who: int) -> Submission:
    """Below what they have of their own, if they have."""
    theirs = {"challenge_id": work.challenge_id, "member_id": who}
    own = db.scalar(select(Submission).filter_by(**theirs))
    if own is None:
        own = Submission(**theirs, **says._asdict())
        db.add(own)
    else:
        own.body += from_plain(says.title) + says.body
        own.links = "\n".join(filter(None, (own.links, says.links)))
    db.flush()
    return own


def _give_out(db: Database, work: Submission, copies: Mapping[int, Submission]) -> None:
    """A file goes with who sent it, a card with its author, what it is about with all."""
    for file in db.scalars(select(Attachment).filter_by(submission_id=work.id)):
        if copy := copies.get(file.member_id or 0):
            file.submission_id = copy.id
    card = db.get(Practice, work.practice_id) if work.practice_id else None
    if card and (copy := copies.get(card.author_id or 0)):
        copy.practice_id, work.practice_id = card.id, None
    for copy in copies.values():
        _hang_as(db, work, copy)
    db.flush()


def _hang_as(db: Database, work: Submission, copy: Submission) -> None:
    """On the same resources."""
    of = select(Anchor.resource_id).where(Anchor.submission_id == copy.id)
    there = set(db.scalars(of))
    for row in db.scalars(select(Anchor).filter_by(submission_id=work.id)).all():
        if row.resource_id not in there:
            known = {"resource_id": row.resource_id, "place": row.place}
            db.add(Anchor(submission_id=copy.id, member_id=copy.member_id, **known))


def _note_hands(db: Database, work: Submission, people: Collection[int]) -> None:
    """Below the first version, as none of these was handed in: what it said when they last
    had it."""
    numbers = select(func.coalesce(func.min(SubmissionVersion.number), 1))
    of = SubmissionVersion.submission_id == work.id
    lowest = min(db.scalars(numbers.where(of)).one(), 1)
    says = {"title": work.title, "body": work.body, "links": work.links}
    for below, who in enumerate(sorted(people), start=1):
        known = {"submission_id": work.id, "number": lowest - below, "member_id": who}
        db.add(SubmissionVersion(**known, **says))
    db.flush()
