"""What may be sent about notices."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, Field, model_validator

from lti_social.notifications.due import EARLIEST, LATEST
from lti_social.notifications.models import LABELS, Kind, Reach


class Choices(BaseModel):
    """Whether mail is sent, and how far each kind reaches: fields like `to_tried`."""

    mail: bool
    reach: dict[Kind, Reach]

    @model_validator(mode="before")
    @classmethod
    def _by_kind(cls, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        return {
            "mail": sent.get("mail"),
            "reach": {kind: sent[f"to_{kind}"] for kind in LABELS if f"to_{kind}" in sent},
        }


class NewRhythm(BaseModel):
    """The days of the digest, a field for each, and its hour."""

    day_1: bool = False
    day_2: bool = False
    day_3: bool = False
    day_4: bool = False
    day_5: bool = False
    hour: Annotated[int, Field(ge=EARLIEST, le=LATEST)]

    @property
    def days(self) -> str:
        return "".join(day for day in "12345" if getattr(self, f"day_{day}"))
