"""What members may send to threads."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, model_validator

from lti_social.core import text
from lti_social.core.errors import N_
from lti_social.files.forms import Carrying
from lti_social.resources.forms import Anchoring
from lti_social.threads.models import Kind
from lti_social.web.forms import ONE_LINE

TOO_LONG = N_("This is too long: about eight pages is the most.")

Title = Annotated[str, StringConstraints(max_length=200), ONE_LINE]


class Wording(BaseModel):
    """A text as the field sent it: plain text, or HTML where the editor was at work; it may
    be empty.

    `body` is safe HTML once read.
    """

    body: str = ""
    format: Literal["text", "html"] = "text"

    @model_validator(mode="after")
    def _made_safe(self) -> "Wording":
        is_html = self.format == "html"
        if len(self.body) > 2 * text.LONGEST or (is_html and text.is_deep(self.body)):
            raise ValueError(TOO_LONG)
        self.body = text.safe(self.body) if is_html else text.from_plain(self.body)
        if len(self.body) > text.LONGEST:
            raise ValueError(TOO_LONG)
        return self

    def instead_of(self, body: str) -> str:
        """What an edit makes of `body`: nothing where the plain field says the same."""
        unchanged = self.format == "text" and text.to_plain(self.body) == text.to_plain(
            body
        )
        return body if unchanged else self.body


class Writing(Wording):
    """A text that says something."""

    body: str

    @model_validator(mode="after")
    def _says_something(self) -> "Writing":
        if not text.says_something(text.to_plain(self.body)):
            raise ValueError(N_("Write a few words first."))
        return self


class NewThread(Anchoring, Carrying, Writing):
    kind: Kind
    title: Title


class Edit(Anchoring, Carrying, Writing):
    """What was published before, said anew."""


class Answer(Carrying, Writing):
    parent: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
