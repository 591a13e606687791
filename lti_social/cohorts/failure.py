"""Why an LMS did not do as asked, in words that are ready to be printed."""

from dataclasses import dataclass
from typing import Self

from lti_social.cohorts.here import Here
from lti_social.lti.fixing import is_quoted
from lti_social.web.render import say


@dataclass(frozen=True)
class Failure:
    """`said` may be the LMS's own words: a template prints it, and never takes it for a
    msgid, whose signs would mean something."""

    said: str
    fix: str
    is_quoted: bool

    @classmethod
    def of(cls, here: Here, said: str, fix: str) -> Self:
        return cls(say(here.ask, said), say(here.ask, fix), is_quoted(said))
