"""What members ask the library for, and what they send about collections."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, model_validator

from lti_social.core.errors import N_
from lti_social.core.text import one_line
from lti_social.practices.card import Language
from lti_social.practices.models import Maturity
from lti_social.web.forms import ONE_LINE

CURSOR = r"^\d{1,9}-\d{1,11}\.\d{6}-\d{1,9}$"

Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
Title = Annotated[str, StringConstraints(max_length=120), ONE_LINE]
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(one_line)]
NAME_IT = N_("choose a collection, or give the new one a title.")


class Show(StrEnum):
    """Which cards: offered ones, those with few trials, what the reader kept or wrote."""

    all = "all"
    trials = "trials"
    saved = "saved"
    mine = "mine"


class Filters(BaseModel):
    """What an address of the library says; `older` is where a further page begins."""

    show: Show = Show.all
    maturity: Maturity | None = None
    skill: Annotated[str, StringConstraints(max_length=80)] = ""
    job: Annotated[str, StringConstraints(max_length=200)] = ""
    language: Language | None = None
    resource: Id | None = None
    older: Annotated[str, StringConstraints(pattern=CURSOR)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _said(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        """A form sends its empty fields, too."""
        return {name: said for name, said in sent.items() if said}

    @property
    def narrowing(self) -> frozenset[str]:
        """The filters beside `show` that are set."""
        names = ("maturity", "skill", "job", "language", "resource")
        return frozenset(name for name in names if getattr(self, name))

    def but(self, **other: Any) -> str:
        """The query of an address that asks for the same but for this, from the start."""
        asked = dict(self) | {"older": None} | other
        said = {name: words for name, words in asked.items() if words}
        return urlencode({name: said[name] for name in said if said[name] != Show.all})


class Putting(BaseModel):
    """A card into a collection, or into a new one; why."""

    collection: Id | None = None
    title: Line = ""
    note: Line = ""

    @model_validator(mode="before")
    @classmethod
    def _said(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        return {name: said for name, said in sent.items() if said or name != "collection"}


class Words(BaseModel):
    """Of a collection: what it is called, and what it is for."""

    title: Title
    aim: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""


class Note(BaseModel):
    note: Line = ""


class Move(BaseModel):
    up: bool
