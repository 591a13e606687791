"""What may be posted about resources."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, BinaryIO

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, model_validator

from lti_social.core.errors import N_, Invalid
from lti_social.core.text import one_line
from lti_social.resources.sources import cartridge
from lti_social.resources.sources.meta import Listing, Unavailable
from lti_social.resources.sources.shape import address
from lti_social.web.forms import ONE_LINE

LONGEST_PLACE = 80  # characters that say where in a resource

_CHOSEN, _LET_GO = re.compile(r"about-(\d{1,10})"), re.compile(r"let-(\d{1,10})")
_SLOT = re.compile(r"about([12])")
_LARGEST = 2**31 - 1


def _an_address(said: str) -> str:
    if (url := address(said.strip())) is None:
        raise ValueError(N_("this is not a web address: it begins with https://"))
    return url


Address = Annotated[str, AfterValidator(_an_address)]


def read_cartridge(file: BinaryIO) -> Listing:
    """What an uploaded cartridge lists; its remarks are for the trainer."""
    try:
        return cartridge.listing(file)
    except Unavailable as refused:
        raise Invalid(refused.reason) from refused


class ByHand(BaseModel):
    """A resource that a trainer writes down."""

    title: Annotated[str, StringConstraints(max_length=255), ONE_LINE]
    url: Address


class Access(BaseModel):
    """How a Moodle is asked: its address as people know it, and a service user's token."""

    url: Address
    ws_token: Annotated[
        str, StringConstraints(strip_whitespace=True, pattern="^[0-9a-zA-Z]+$")
    ]


class Anchoring(BaseModel):
    """What a text is about: `about` gives the place within each resource, by its id, and
    `about_no_more` those that it lets go.

    Chosen ones are fields of their own, `about-12`; without script there are places for two
    more, `about1` with its `place1`.
    """

    about: dict[int, str] = {}
    about_no_more: frozenset[int] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _chosen(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        about = {}
        for name, value in sent.items():
            if named := _CHOSEN.fullmatch(name):
                about[_number(named[1])] = _place(value)
            elif (slot := _SLOT.fullmatch(name)) and value:
                about[_number(value)] = _place(sent.get(f"place{slot[1]}", ""))
        let_go = [named[1] for name in sent if (named := _LET_GO.fullmatch(name))]
        no_more = frozenset(_number(digits) for digits in let_go)
        return {**sent, "about": about, "about_no_more": no_more}


class Elsewhere(BaseModel):
    """Where what hangs on a resource is to hang."""

    onto: Annotated[int, Field(ge=1, le=_LARGEST)]


def _number(digits: str) -> int:
    """Of a resource; of none where it is no number."""
    number = int(digits) if digits.isascii() and digits.isdecimal() else 0
    return number if 0 < number <= _LARGEST else 0


def _place(words: str) -> str:
    return one_line(words)[:LONGEST_PLACE].rstrip()
