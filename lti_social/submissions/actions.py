"""Handing in, revising, withdrawing, and letting others see it."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import delete

from lti_social.challenges.models import Challenge
from lti_social.challenges.phases import Phase
from lti_social.challenges.queries import seats
from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict, Invalid, NotFound
from lti_social.core.wall import upsert
from lti_social.files.actions import NO_FILES, attach, take_off
from lti_social.files.models import SUBMISSION
from lti_social.grades.owing import took_part
from lti_social.resources.anchoring import NOWHERE, On, hang
from lti_social.submissions import policy, queries
from lti_social.submissions.forms import NOTHING
from lti_social.submissions.models import Showcase, State, Submission, SubmissionVersion
from lti_social.submissions.nameless import without_names
from lti_social.submissions.regrouping import follow
from lti_social.submissions.when import handed_in, revised, withdrawn

NO_TEAM = N_("This is done in teams, and you are in none yet: ask your trainer for one.")

MEANWHILE = N_("Somebody of your team changed it meanwhile. Look at it again.")
ELSEWHERE = N_(
    "It was changed since you opened it, in another window perhaps. Look at it again."
)


class Work(NamedTuple):
    """What is handed in."""

    title: str
    body: str
    links: str = ""
    practice_id: int | None = None
    files: Mapping[int, str] = NO_FILES
    files_off: Collection[int] = ()
    about: Mapping[int, str] = NOWHERE
    about_no_more: Collection[int] = ()
    seen: str = NOTHING  # the stamp of what is changed here, by others too perhaps


def begin(
    here: Here, challenge: Challenge, phase: Phase, mine: Submission | None
) -> Submission:
    """What the reader or their team has for it; a new draft where they have nothing. What
    they began alone is their team's from now on, if it has nothing."""
    require(policy.may_hand_in(here.me, phase, mine))
    is_by_team = challenge.format.is_by_team
    team = queries.team_of(here, challenge) if is_by_team else None
    if mine is not None:
        if mine.team_id is None and team:
            mine.team_id = team.id
        return mine
    if is_by_team and team is None:
        raise Invalid(NO_TEAM)
    follow(here.db, challenge, seats(here.db, challenge))  # a row of old may name them
    draft = Submission(
        challenge_id=challenge.id, member_id=here.me.id, team_id=team and team.id
    )
    here.db.add(draft)
    here.db.flush()
    return draft


def write(here: Here, challenge: Challenge, draft: Submission, work: Work) -> None:
    """What it says from now on; the door has asked whether it may be said."""
    require(policy.may_take_part(here.me))
    files = (file.id for file in queries.files_of(here.db, draft))
    if work.seen != queries.stamp(draft, files):
        raise Conflict(MEANWHILE if draft.team_id else ELSEWHERE)
    cards = {None, *(card.id for card in queries.cards_for(here, draft))}
    if work.practice_id not in cards:
        raise NotFound
    draft.title, draft.body, draft.links = work.title, work.body, work.links
    draft.practice_id = work.practice_id
    take_off(here.db, draft.id, work.files_off, on=SUBMISSION)
    attach(here.db, here.me.id, draft.id, work.files, on=SUBMISSION)
    hang(here, On("submission_id", draft.id), work.about, work.about_no_more)
    if challenge.blind:
        names = queries.authors_of(here.db, draft).names
        for file in queries.files_of(here.db, draft):
            file.name = without_names(file.name, names)


def hand_in(here: Here, challenge: Challenge, phase: Phase, mine: Submission) -> None:
    """For the first time, again after changes, or late."""
    require(policy.may_hand_in(here.me, phase, mine))
    if challenge.format.is_by_team and mine.team_id is None:
        raise Invalid(NO_TEAM)
    is_new = not policy.is_in(mine)
    mine.late = phase is not Phase.open
    mine.state, mine.submitted_at = State.submitted, mine.submitted_at or now()
    challenge.locked_at = challenge.locked_at or now()
    _keep_version(here, mine)
    for author in queries.authors(here.db, mine):
        took_part(here.db, author)
    if is_new:
        mine.released_at = None  # it was withdrawn: others read it anew
        handed_in.tell(here.db, mine)


def revise(here: Here, phase: Phase, mine: Submission) -> None:
    """With what the reviews said; the first version is kept beside it."""
    require(policy.may_revise(here.me, phase, mine))
    mine.revised_at = now()
    _keep_version(here, mine)
    revised.tell(here.db, mine)


def keep(here: Here, phase: Phase, mine: Submission) -> None:
    """As it is: it is final."""
    require(policy.may_keep(here.me, phase, mine))
    mine.state, mine.final_at = State.final, now()
    revised.tell(here.db, mine)


def withdraw(here: Here, phase: Phase, mine: Submission) -> None:
    """Nobody reviews it any more; it may be handed in again as long as it is time."""
    require(policy.may_withdraw(here.me, phase, mine))
    mine.state = State.withdrawn
    here.db.execute(delete(Showcase).where(Showcase.submission_id == mine.id))
    withdrawn.tell(here.db, mine)


def show(here: Here, mine: Submission, *, on: bool) -> None:
    """To the whole cohort, once all its authors say so."""
    require(policy.may_show(here.me, mine))
    said = {"submission_id": mine.id, "member_id": here.me.id}
    if on:
        upsert(here.db, Showcase, [said], key=Showcase.one_per)
    else:
        here.db.execute(delete(Showcase).filter_by(**said))


def _keep_version(here: Here, mine: Submission) -> None:
    mine.version += 1
    says = {"title": mine.title, "body": mine.body, "links": mine.links}
    known = {"submission_id": mine.id, "number": mine.version, "member_id": here.me.id}
    here.db.add(SubmissionVersion(**known, **says))
    here.db.flush()
