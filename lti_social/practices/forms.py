"""What members may send about cards."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, model_validator

from lti_social.core.errors import N_
from lti_social.core.text import one_line, says_something
from lti_social.practices.card import FIELDS, Language, Licence
from lti_social.practices.models import Known
from lti_social.resources.forms import Anchoring
from lti_social.threads.forms import Title, Writing
from lti_social.web.forms import ONE_LINE

MOST_SKILLS, LONGEST_SKILL = 5, 40
MOST_TOGETHER = 8  # members proposed at once
_NEEDED = N_("this is needed.")
_TOO_MANY = N_("These are too many people at once: eight is the most.")
_OPTIONAL = ("from_post", "from_submission", "inspired_by")  # empty where there is none
_WITH = re.compile(r"with-(\d{1,10})")


def _text(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


def _lines(words: str) -> str:
    """One thing a line; empty ones are left out."""
    lines = (one_line(line) for line in words.splitlines())
    return "\n".join(line for line in lines if says_something(line))


def _some_lines(words: str) -> str:
    if not (lines := _lines(words)):
        raise ValueError(_NEEDED)
    return lines


Words = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_text)]
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(one_line)]
Lines = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_lines)]
Steps = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_some_lines)]
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Writes(Anchoring, BaseModel):
    """A card as its form sends it. `others` are members (ids) who wrote it as well, and
    `seen` is the stamp of the card that was changed."""

    title: Annotated[str, StringConstraints(max_length=120), ONE_LINE]
    steps: Steps
    problem: Words = ""
    job: Line = ""
    audience: Line = ""
    constraints: Line = ""
    why: Words = ""
    result: Words = ""
    conditions: Words = ""
    fails_when: Lines = ""
    effort: Line = ""
    language: Language = Language.fr
    licence: Licence = Licence.here
    skills: Annotated[str, StringConstraints(max_length=400)] = ""
    changed: Line = ""
    others: frozenset[int] = frozenset()
    from_post: Id | None = None
    from_submission: Id | None = None
    inspired_by: Id | None = None
    seen: str = ""
    publish: bool = False

    @model_validator(mode="before")
    @classmethod
    def _named(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        named = (found[1] for name in sent if (found := _WITH.fullmatch(name)))
        kept = {name: said for name, said in sent.items() if said or name not in _OPTIONAL}
        return {**kept, "others": frozenset(int(digits) for digits in named)}

    @model_validator(mode="after")
    def _few(self) -> "Writes":
        if len(self.others) > MOST_TOGETHER:
            raise ValueError(_TOO_MANY)
        return self

    @property
    def fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in FIELDS}

    @property
    def skill_words(self) -> list[str]:
        """Of those that say the same, the first."""
        said = (one_line(word)[:LONGEST_SKILL] for word in re.split(r"[,;\n]", self.skills))
        by_key: dict[str, str] = {}
        for words in said:
            if says_something(words):
                by_key.setdefault(words.casefold(), words)
        return list(by_key.values())[:MOST_SKILLS]


class CreditAnswer(BaseModel):
    """What somebody who is credited says to it: `on` is yes. Whether their name `stays`
    once they have left."""

    on: bool
    outside: Known = Known.colleague
    stays: bool = True


class Reading(BaseModel):
    """The team lets a card through, or sends it back with words."""

    on: bool
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    seen: str = ""

    @model_validator(mode="after")
    def _says_why(self) -> "Reading":
        if not self.on and not says_something(self.reason):
            raise ValueError(N_("Say why: the author reads your reasons."))
        return self


class Talk(Writing):
    title: Title


class Choices(BaseModel):
    """What a trainer chose about practices."""

    cards_read_first: bool = False
    champions_curate: bool = False
    assistants_curate: bool = False
