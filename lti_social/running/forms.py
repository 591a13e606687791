"""What may be sent about a challenge under way, and about goals."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints, model_validator

from lti_social.challenges.models import Told
from lti_social.core.errors import N_
from lti_social.running.models import Counted, Part
from lti_social.threads.forms import Writing
from lti_social.web.forms import ONE_LINE

Id = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Whom(StrEnum):
    """Who is written to: those who have not done a thing yet, or everybody."""

    all = "all"
    not_handed_in = "not_handed_in"
    reviewing = "reviewing"
    not_revised = "not_revised"
    not_debriefed = "not_debriefed"

    @property
    def words(self) -> str:
        return WHOM[self]


WHOM = {
    Whom.all: N_("Everybody who takes part"),
    Whom.not_handed_in: N_("Who has handed nothing in yet"),
    Whom.reviewing: N_("Who has reviews left to write"),
    Whom.not_revised: N_("Who has not revised yet"),
    Whom.not_debriefed: N_("Who has not written in the debrief yet"),
}


class Line(Writing):
    """Of the debrief."""

    part: Part


class Message(Writing):
    whom: Whom


class Pointed(BaseModel):
    """`points` as people type them."""

    @model_validator(mode="before")
    @classmethod
    def _as_typed(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        return {**sent, "points": str(sent.get("points", "")).strip().replace(",", ".")}


class Telling(Pointed):
    """What goes to the gradebook, out of how many points."""

    told: Told
    points: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]


class Score(Pointed):
    member: Id
    points: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""


class NewGoal(BaseModel):
    title: Annotated[str, StringConstraints(max_length=120), ONE_LINE]
    counted: Counted
    many: Annotated[int, Field(ge=1, le=100_000)]
    ends_on: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_a_day(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        return {name: said for name, said in sent.items() if name != "ends_on" or said}
