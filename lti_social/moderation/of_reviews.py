"""Reviews of what was handed in, as moderation handles them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, cast, exists, literal, null, select
from sqlalchemy.orm import aliased

from lti_social.challenges.models import Challenge
from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member
from lti_social.core.db import Moment
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database
from lti_social.moderation.things import Content, What
from lti_social.notifications.actions import About
from lti_social.reviews import hiding
from lti_social.reviews.models import Review, ReviewHiding, State

Written = aliased(Review)

_NEVER = cast(null(), Moment)
_BODY = Review.works + "\n\n" + Review.question + "\n\n" + Review.suggestion
_THINGS = (
    select(
        literal(What.reviews.value).label("what"),
        *(Review.id.label("content_id"), Challenge.title, _BODY.label("body")),
        *(Member.name.label("author"), Review.ended_at.label("written_at")),
        *(_NEVER.label("edited_at"), (Review.state != State.sent).label("gone")),
        *(literal(False).label("opens"), literal(True).label("plain"), ReviewHiding.how),
    )
    .join(Challenge, Challenge.id == Review.challenge_id)
    .join(Member, Member.id == Review.member_id)
    .outerjoin(ReviewHiding, ReviewHiding.review_id == Review.id)
)


def _is_by(
    review_id: ColumnElement[int], member_id: ColumnElement[int]
) -> ColumnElement[bool]:
    return exists().where(Written.id == review_id, Written.member_id == member_id)


def _no_files(_here: Here, _review_id: int) -> Sequence[AnyRow]:
    return ()


def _about(db: Database, review: Review, *, to_all: bool) -> About:
    del to_all  # what it is called is the challenge’s own title
    challenge = db.get_one(Challenge, review.challenge_id)
    return About(f"/reviews/{review.id}", challenge.path, challenge.title)


REVIEWS = Content(
    column="review_id",
    things=_THINGS,
    is_by=_is_by,
    find=hiding.to_judge,
    find_shown=hiding.the_read,
    get=lambda db, id: db.get_one(Review, id),
    files=_no_files,
    about=_about,
    page=lambda review: f"/challenges/{review.challenge_id}",
    shelf="/challenges",
    leaves_a_line=False,
    take_out=hiding.take_out,
    bring_back=hiding.bring_back,
    cover=hiding.cover,
)
