"""What members may send when they hand in."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, field_validator, model_validator

from lti_social.core import text
from lti_social.core.errors import N_, Invalid
from lti_social.files.forms import Carrying
from lti_social.resources.forms import Anchoring
from lti_social.resources.sources.shape import address
from lti_social.threads.forms import TOO_LONG
from lti_social.web.forms import ONE_LINE

MOST_LINKS = 10
NOTHING = "none"  # what a form has seen that was opened before there was anything


class HandIn(Anchoring, Carrying, BaseModel):
    """Rich text, files, links, resources or a card; `send` hands it in, else it is a draft.

    `body` is safe HTML once read. `seen` tells what it was made from.
    """

    title: Annotated[str, StringConstraints(max_length=120), ONE_LINE]
    body: str = ""
    format: Literal["text", "html"] = "text"
    addresses: str = ""
    practice: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    seen: str = NOTHING
    send: bool = False

    @model_validator(mode="before")
    @classmethod
    def _none_chosen(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        return {k: v for k, v in sent.items() if k != "practice" or v}

    @field_validator("addresses")
    @classmethod
    def _each(cls, said: str) -> str:
        words = [word for word in re.split(r"\s+", said) if word]
        found = [address(word) for word in words]
        if None in found:
            raise ValueError(N_("this is not a web address: it begins with https://"))
        if len(found) > MOST_LINKS:
            raise ValueError(N_("these are too many links: ten is the most."))
        return "\n".join(url for url in found if url)

    @model_validator(mode="after")
    def _made_safe(self) -> "HandIn":
        is_html = self.format == "html"
        if len(self.body) > 2 * text.LONGEST or (is_html and text.is_deep(self.body)):
            raise ValueError(TOO_LONG)
        self.body = text.safe(self.body) if is_html else text.from_plain(self.body)
        if len(self.body) > text.LONGEST:
            raise ValueError(TOO_LONG)
        return self

    def require_something(self, *, has_files: bool) -> None:
        """Not every work is a text; but there must be one."""
        says = text.says_something(text.to_plain(self.body))
        if not (says or self.addresses or self.practice or self.goes or has_files):
            raise Invalid(fields={"body": N_("write a few words, or add what you made.")})

    def instead_of(self, body: str) -> str:
        """What it makes of `body`: nothing where the plain field says the same."""
        unchanged = self.format == "text" and text.to_plain(self.body) == text.to_plain(
            body
        )
        return body if unchanged else self.body
