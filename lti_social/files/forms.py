"""What a form says of files: which ones go with a text, and what each image shows."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, model_validator

from lti_social.core.text import one_line
from lti_social.web.uploads import GOES, LEAVES

LONGEST = 300  # characters about one image

_LARGEST = 2**31 - 1


class Carrying(BaseModel):
    """`goes` gives, by number, what the files of this text show; `leaves` go for good."""

    goes: dict[int, str] = {}
    leaves: frozenset[int] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        leaves = frozenset(_numbered(sent, LEAVES))
        goes = {
            number: one_line(shows)[:LONGEST]
            for number, shows in _numbered(sent, GOES).items()
            if number not in leaves
        }
        return {**sent, "goes": goes, "leaves": leaves}


def _numbered(sent: Mapping[str, Any], prefix: str) -> dict[int, Any]:
    return {
        int(digits): value
        for name, value in sent.items()
        if (digits := name.removeprefix(prefix)) != name and is_number(digits)
    }


def is_number(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal() and 0 < int(digits[:11]) <= _LARGEST
