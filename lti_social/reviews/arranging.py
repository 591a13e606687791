"""Changing who reviews what, by hand: what is begun stays where it is."""

from sqlalchemy import Select, delete, select

from lti_social.challenges.models import Challenge
from lti_social.challenges.phases import phase
from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import Member, Role, standing
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict, NotFound
from lti_social.core.jobs import later
from lti_social.core.wall import upsert
from lti_social.reviews import policy
from lti_social.reviews.assigning import ask, relieve
from lti_social.reviews.jobs import settle
from lti_social.reviews.known import UNDER_WAY, is_read
from lti_social.reviews.models import By, Exclusion, Review, State, Volunteer
from lti_social.reviews.situation import New
from lti_social.submissions.authorship import AUTHORSHIP, had_a_hand
from lti_social.submissions.models import Submission

BEGUN = N_("This review has been begun: it stays with who writes it.")
NOT_THEIRS = N_("They cannot review this: they wrote it, or they were asked already.")
ONESELF = N_("Choose two different people.")


def add(here: Here, challenge: Challenge, submission_id: int, reader_id: int) -> None:
    """One more review; a trainer may take it on themselves."""
    require(policy.may_arrange(here.me))
    submission = _the_submission(here, challenge, submission_id)
    _ask(here, challenge, submission, reader_id)


def move(here: Here, challenge: Challenge, review: Review, reader_id: int) -> None:
    require(policy.may_arrange(here.me))
    here.db.refresh(review, with_for_update={"key_share": True})
    if review.state is not State.assigned:
        raise Conflict(BEGUN)
    submission = _the_submission(here, challenge, review.submission_id)
    _ask(here, challenge, submission, reader_id)
    here.db.delete(review)


def keep_apart(here: Here, challenge: Challenge, one_id: int, other_id: int) -> None:
    """Neither reviews the other; what was not begun between them goes to somebody else."""
    require(policy.may_arrange(here.me))
    if one_id == other_id:
        raise Conflict(ONESELF)
    one, other = sorted((one_id, other_id))
    for who in (one, other):
        _the_role(here, who)
    pair = {"challenge_id": challenge.id, "member_id": one, "other_id": other}
    upsert(here.db, Exclusion, [pair], key=Exclusion.one_per)
    for reader, author in ((one, other), (other, one)):
        between = (Review.member_id == reader, Review.submission_id.in_(_by(author)))
        waits = (Review.challenge_id == challenge.id, Review.state == State.assigned)
        here.db.execute(delete(Review).where(*between, *waits))
    later(here.db, settle, challenge_id=challenge.id)


def rescue(here: Here, challenge: Challenge) -> None:
    """Somebody else is asked at once for what is missing, while reviews are under way."""
    require(policy.may_arrange(here.me))
    if phase(challenge, now()) in UNDER_WAY:
        relieve(here.db, challenge, at_once=True)


def volunteer(here: Here, challenge: Challenge, *, on: bool) -> None:
    require(policy.may_volunteer(here.me))
    mine = {"challenge_id": challenge.id, "member_id": here.me.id}
    if on:
        upsert(here.db, Volunteer, [mine], key=Volunteer.one_per)
        return
    of = (Volunteer.challenge_id == challenge.id, Volunteer.member_id == here.me.id)
    here.db.execute(delete(Volunteer).where(*of))


def the_review(here: Here, review_id: int) -> Review:
    """For those who arrange."""
    require(policy.may_arrange(here.me))
    review = here.db.get(Review, review_id)
    if review is None:
        raise NotFound
    return review


def _the_submission(here: Here, challenge: Challenge, submission_id: int) -> Submission:
    of = select(Submission).where(Submission.id == submission_id, *is_read)
    found = here.db.scalar(of.where(Submission.challenge_id == challenge.id))
    if found is None:
        raise NotFound
    return found


def _ask(here: Here, challenge: Challenge, of: Submission, reader_id: int) -> None:
    role = _the_role(here, reader_id)
    wrote = here.db.scalar(select(had_a_hand(of.id, reader_id)))
    had = select(Review.id).where(Review.submission_id == of.id)
    if wrote or here.db.scalar(had.where(Review.member_id == reader_id)):
        raise Conflict(NOT_THEIRS)
    by = _as_what(here, challenge, reader_id, role)
    ask(here.db, challenge, New(of.id, reader_id, by))


def _as_what(here: Here, challenge: Challenge, reader_id: int, role: Role) -> By:
    if role.facilitates:
        return By.facilitator
    if here.db.scalar(
        _by(reader_id).where(Submission.challenge_id == challenge.id, *is_read)
    ):
        return By.peer
    return {Role.champion: By.champion, Role.mentor: By.mentor}.get(role, By.volunteer)


def _the_role(here: Here, member_id: int) -> Role:
    """Of somebody who is here and reads as one of the cohort."""
    row = select(standing(Member)).where(Member.id == member_id, Member.left_at.is_(None))
    role = here.db.scalar(row.where(Member.role != Role.admin))
    if role is None:
        raise NotFound
    return role


def _by(member_id: int) -> Select[int]:
    """Ids of what somebody wrote, alone or in a team."""
    theirs = select(AUTHORSHIP.c.submission_id).where(AUTHORSHIP.c.member_id == member_id)
    return select(Submission.id).where(Submission.id.in_(theirs))
