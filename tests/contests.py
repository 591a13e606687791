"""Challenges in the town: what is asked, what is handed in, who reads it."""

from datetime import timedelta
from typing import Any

from lti_social.challenges.models import Challenge, Criterion, Standing
from lti_social.challenges.phases import Phase
from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.wall import Database
from lti_social.reviews.models import Review
from lti_social.submissions.models import State, Submission, SubmissionVersion
from tests.town import Town

RUBRIC = (
    ("Questions ouvertes", "la personne parle plus", "on peut répondre par oui ou non"),
    ("Reformulation", "on reconnaît ses mots", "le produit arrive dans la phrase"),
)
WEEK = timedelta(days=7)
AGO = {  # weeks since it opened
    Phase.scheduled: -0.5,
    Phase.open: 0.5,
    Phase.reviewing: 1.5,
    Phase.revising: 2.5,
    Phase.debrief: 3.5,
    Phase.closed: 5,
}


def challenge(
    town: Town, author: Member, phase: Phase = Phase.open, **said: Any
) -> Challenge:
    """With two criteria; each of its phases takes a week."""
    told = {"title": "Une découverte en dix minutes", "standing": Standing.announced}
    opens = now() - WEEK * AGO[phase] if phase in AGO else None
    if opens:
        told |= {"opens_at": opens, "submit_by": opens + WEEK}
        told |= {"review_by": opens + 2 * WEEK, "revise_by": opens + 3 * WEEK}
        told |= {"closes_at": opens + 4 * WEEK}
    else:
        told |= {"standing": Standing(phase.value)}
    words = {
        "why": "Écouter avant de proposer.",
        "objective": "Menez un vrai entretien, puis racontez-le.",
        "brief": "<p>Dix minutes, pas plus.</p>",
    }
    row = Challenge(author_id=author.id, **(words | told | said))

    def then(db: Database) -> None:
        for position, (title, there, not_yet) in enumerate(RUBRIC):
            words = {"title": title, "there": there, "not_yet": not_yet}
            db.add(Criterion(challenge_id=row.id, position=position, **words))

    return town.add(author, row, then=then)


def submission(
    town: Town,
    to: Challenge,
    author: Member,
    title: str = "La chambre du petit",
    state: State = State.submitted,
    **said: Any,
) -> Submission:
    """Handed in now, unless it is still a draft."""
    is_in = state is not State.draft
    known = {"submitted_at": now(), "version": 1} if is_in else {}
    words = {"title": title, "body": "<p>Elle a parlé deux minutes.</p>"}
    row = Submission(
        challenge_id=to.id,
        member_id=author.id,
        state=state,
        **(words | known | said),
    )

    def then(db: Database) -> None:
        if is_in:
            as_it_was = {"title": row.title, "body": row.body, "links": row.links}
            version = {"number": 1, "member_id": author.id} | as_it_was
            db.add(SubmissionVersion(submission_id=row.id, **version))

    return town.add(author, row, then=then)


def review(town: Town, of: Submission, reader: Member, **said: Any) -> Review:
    """Assigned and no more, unless `said` tells how far it is."""
    return town.add(
        of,
        Review(
            challenge_id=of.challenge_id,
            submission_id=of.id,
            member_id=reader.id,
            **said,
        ),
    )
