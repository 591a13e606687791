"""What a member says when reporting, deciding, handing on, appealing."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints, model_validator

from lti_social.core.errors import N_
from lti_social.core.text import says_something
from lti_social.moderation.words import NEEDS_NO_REASON, OFFERS, Act, Matter
from lti_social.web.forms import OTHERWISE, Reason

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class NewReport(BaseModel):
    matter: Matter
    reason: Words = ""

    @model_validator(mode="after")
    def _says_what(self) -> "NewReport":
        if self.matter is Matter.other and not says_something(self.reason):
            raise ValueError(N_("Say in a few words what the matter is."))
        return self


class NewDecision(BaseModel):
    """`last` is the latest step that the page showed; without it, whichever it is."""

    act: Act
    reason: Words = ""
    last: int | None = None

    @model_validator(mode="after")
    def _says_why(self) -> "NewDecision":
        if self.act not in OFFERS:
            raise ValueError(OTHERWISE)
        if self.act not in NEEDS_NO_REASON and not says_something(self.reason):
            raise ValueError(N_("Say why: the author reads your reasons."))
        return self


class HandOn(BaseModel):
    """To somebody of the team, or without `to` to the LMS's administrators."""

    to: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    reason: Words = ""

    @model_validator(mode="before")
    @classmethod
    def _nobody(cls, sent: dict[str, str]) -> dict[str, str]:
        return {name: said for name, said in sent.items() if name != "to" or said}


class Why(BaseModel):
    reason: Reason
