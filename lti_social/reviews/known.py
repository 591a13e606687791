"""What the rows say of a challenge when reviewers are looked for, as plain values."""

from collections.abc import Mapping

from sqlalchemy import bindparam, exists, select

from lti_social.challenges.models import Challenge
from lti_social.challenges.phases import Phase
from lti_social.cohorts.models import Member, Role, standing
from lti_social.core.wall import Database
from lti_social.reviews.models import By, Exclusion, Review, Volunteer
from lti_social.reviews.situation import COMING, Given, Helper, Situation, Work
from lti_social.submissions.authorship import authors_by_work, hands_by_work
from lti_social.submissions.models import State as Handed
from lti_social.submissions.models import Submission, SubmissionHiding

UNDER_WAY = (Phase.reviewing, Phase.revising)  # reviews are: later ones come late
STANDS = (Handed.submitted, Handed.final)

is_read = (  # what others are asked to read: handed in, and not out of sight
    Submission.state.in_(STANDS),
    ~exists().where(SubmissionHiding.submission_id == Submission.id),
)
stands = (  # of a review: its work is read
    exists().where(Submission.id == Review.submission_id, *is_read).correlate(Review)
)
is_to_write = (Review.state.in_(COMING), stands)  # somebody waits for it
_WORKS = (
    select(Submission.id)
    .where(Submission.challenge_id == bindparam("challenge"), *is_read)
    .order_by(Submission.id)
)
_HERE = select(Member.id, standing(Member).label("role")).where(
    Member.left_at.is_(None), Member.role != Role.admin
)
_GIVEN = select(Review.submission_id, Review.member_id, Review.by, Review.state).where(
    Review.challenge_id == bindparam("challenge")
)
_APART = select(Exclusion.member_id, Exclusion.other_id).where(
    Exclusion.challenge_id == bindparam("challenge")
)
_VOLUNTEERS = (
    select(Volunteer.member_id)
    .where(Volunteer.challenge_id == bindparam("challenge"))
    .order_by(Volunteer.id)
)

Roles = Mapping[int, Role]  # by member


def roles_here(db: Database) -> Roles:
    """What everybody is who has not left."""
    return {row.id: row.role for row in db.rows(_HERE)}


def situation(db: Database, challenge: Challenge, here: Roles) -> Situation:
    """Works of which an author is still here; those who teach are no peers."""
    known = {"challenge": challenge.id}
    authors, hands = authors_by_work(db, challenge), hands_by_work(db, challenge)
    ids = db.rows(_WORKS, known).scalars()
    works = [Work(id, authors[id], hands[id] - authors[id]) for id in ids]
    works = [work for work in works if work.authors & here.keys()]
    peers = {one for work in works for one in work.authors & here.keys()}
    return Situation(
        works=works,
        peers={one for one in peers if not here[one].facilitates},
        wanted=challenge.wanted,
        given=[Given(*row) for row in db.rows(_GIVEN, known)],
        apart=[(row.member_id, row.other_id) for row in db.rows(_APART, known)],
        seed=challenge.seed + challenge.id,
    )


def helpers(db: Database, challenge: Challenge, here: Roles) -> list[Helper]:
    """Volunteers, champions and the team. Mentors come in once somebody says of whom."""
    volunteers = db.rows(_VOLUNTEERS, {"challenge": challenge.id}).scalars()
    found = [Helper(who, By.volunteer) for who in volunteers if who in here]
    for who, role in here.items():
        if role is Role.champion:
            found.append(Helper(who, By.champion))
        if role.facilitates:
            found.append(Helper(who, By.facilitator))
    return found
