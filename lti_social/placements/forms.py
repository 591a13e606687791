"""What trainers may send while they choose, and when a course was copied."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from lti_social.placements.models import Kind
from lti_social.web.forms import ONE_LINE

Title = Annotated[str, StringConstraints(max_length=200), ONE_LINE]
Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class Choice(BaseModel):
    what: Kind
    target: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class Wording(BaseModel):
    """How the LMS is to show it; `graded` asks for a column of its gradebook."""

    title: Title
    text: Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)] = ""
    graded: bool = False
    label: Line = ""
    maximum: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] = 1


class Wishes(BaseModel):
    """What to carry over; nothing ticked means nothing."""

    setup: bool = False
    threads: bool = False
    links: bool = False
