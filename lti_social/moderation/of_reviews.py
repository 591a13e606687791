"""Reviews of what was handed in, as moderation handles them."""

from sqlalchemy import cast, literal, null, select
from sqlalchemy.orm import aliased

from lti_social.challenges.models import Challenge
from lti_social.cohorts.models import Member
from lti_social.core.db import Moment
from lti_social.core.wall import Database
from lti_social.moderation.things import Content, What, written_by
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


def _about(db: Database, review: Review, *, to_all: bool) -> About:
    del to_all  # what it is called is the challenge’s own title
    challenge = db.get_one(Challenge, review.challenge_id)
    return About(f"/reviews/{review.id}", challenge.path, challenge.title)


REVIEWS = Content(
    model=Review,
    things=_THINGS,
    is_by=written_by(Written.id, Written.member_id),
    find=hiding.to_judge,
    find_shown=hiding.the_read,
    about=_about,
    page=lambda review: f"/challenges/{review.challenge_id}",
    edit=lambda _db, _review: None,  # what was sent stays as it is
    shelf="/challenges",
    hiding=hiding,
)
