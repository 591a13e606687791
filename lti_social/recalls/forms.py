"""What a member says of what comes back, and of a card that they look after."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel

from lti_social.core.clock import now
from lti_social.core.errors import N_
from lti_social.recalls.models import Habit
from lti_social.web.forms import Reason

FARTHEST = timedelta(days=3 * 365)


def _to_come(day: date) -> date:
    today = now().date()
    if not today < day <= today + FARTHEST:
        raise ValueError(N_("choose a day to come, within three years."))
    return day


class Answer(BaseModel):
    habit: Habit


class NewReview(BaseModel):
    review_on: Annotated[date, AfterValidator(_to_come)]


class Wish(BaseModel):
    """What should be updated."""

    reason: Reason
