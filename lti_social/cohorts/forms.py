"""What members may send about themselves and their cohort."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from lti_social.cohorts.levels import Level
from lti_social.cohorts.models import GIVEN, Phase, Role
from lti_social.core.text import one_line
from lti_social.web.forms import ONE_LINE, OTHERWISE, Switch
from lti_social.web.zones import NAMES

Then = Annotated[str, StringConstraints(pattern=r"^(/[\w/-]{1,200})?$")]  # in this cohort


def _a_zone(name: str) -> str:
    if name not in NAMES:
        raise ValueError(OTHERWISE)
    return name


def _a_zone_or_none(name: str) -> str:
    return name and _a_zone(name)


class Corner(BaseModel):
    """A member's own settings."""

    name: Annotated[str, StringConstraints(max_length=80), ONE_LINE]
    language: Literal["", "fr", "en"] = ""  # empty: as the LMS says
    zone: Annotated[str, AfterValidator(_a_zone_or_none)] = ""  # empty: the cohort's
    appearance: Literal["device", "light"] = "device"
    then: Then = ""


class Purpose(BaseModel):
    purpose: Annotated[str, StringConstraints(strip_whitespace=True, max_length=240)]


def _given(role: Role) -> Role:
    if role not in GIVEN:
        raise ValueError(OTHERWISE)
    return role


class Settings(BaseModel):
    """Of the cohort. Without a name it is called as its course is."""

    name: Annotated[str, StringConstraints(max_length=120), AfterValidator(one_line)] = ""
    language: Literal["", "fr", "en"] = ""
    zone: Annotated[str, AfterValidator(_a_zone)]
    champions: bool  # may they endorse


class NewPhase(BaseModel):
    phase: Phase


class NewLevel(BaseModel):
    level: Level


class NewPause(Switch):
    """On with the sentence that everybody reads, or off."""

    sentence: Annotated[
        str, StringConstraints(max_length=240), AfterValidator(one_line)
    ] = ""


class GroupName(BaseModel):
    name: Annotated[str, StringConstraints(max_length=80), ONE_LINE]


class NewAppointment(BaseModel):
    member: Annotated[int, Field(ge=1, le=2**31 - 1)]
    role: Annotated[Role, AfterValidator(_given)]
