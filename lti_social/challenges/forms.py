"""What may be sent about challenges: what they ask, their example, teams, decisions."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, model_validator

from lti_social.challenges.dates import NAMES
from lti_social.challenges.models import Format, Told
from lti_social.core.errors import N_, Invalid
from lti_social.core.text import one_line, says_something
from lti_social.resources.forms import Anchoring
from lti_social.threads.forms import Wording
from lti_social.web.forms import ONE_LINE, Reason

MOST_CRITERIA, MOST_REVIEWS = 6, 5
PARTS = ("submitted", "reviewed", "revised", "debriefed")  # of a rule, in their order
RUBRIC = {
    "title": N_("What is looked at"),
    "there": N_("It is there when…"),
    "not_yet": N_("Not yet when…"),
}
CALLED = {  # what the fields are called
    "objective": N_("What is to be done, in a sentence"),
    "body": N_("How it is done"),
    **{f"criterion-{n}-{part}": RUBRIC[part] for n in range(1, 7) for part in RUBRIC},
}
_LINE = re.compile(r"criterion-([1-6])-(title|there|not_yet)")
_FOUND = re.compile(r"found-(\d{1,10})")
_WITH = re.compile(r"with-(\d{1,10})")
_CHOSEN = ("wanted", "maximum", "shape", "told", "team")  # as usual where they are empty
_LONGEST = {"title": 120, "there": 300, "not_yet": 300}
_TOO_LONG = N_("this is too long.")
_NO_TITLE = N_("say in a word or two what is looked at.")


def _text(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


Words = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_text)]
Long = Annotated[str, StringConstraints(max_length=6000), AfterValidator(_text)]
Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(one_line)]
Called = Annotated[str, StringConstraints(max_length=120), ONE_LINE]
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Row(NamedTuple):
    """A line of the rubric."""

    title: str = ""
    there: str = ""
    not_yet: str = ""


class Makes(Anchoring, Wording):
    """A challenge as its form sends it; lines of the rubric by their position.

    `fixed` is what the form says that was made after something had been handed in: it has
    no rubric, and nothing else that is fixed then. `seen` tells what it was made from.
    """

    title: Called
    worth: Words = ""  # of its time: why
    objective: Line = ""
    shape: Format = Format.project
    wanted: Annotated[int, Field(ge=1, le=MOST_REVIEWS)] = 2
    blind: bool = False
    rule: Sequence[str] = ()
    told: Told = Told.nothing
    maximum: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] = 1
    dates: Mapping[str, str] = {}
    rubric: Mapping[int, Row] = {}
    pattern: str = ""
    fixed: bool = False
    seen: str = ""
    announce: bool = False

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        kept = {name: said for name, said in sent.items() if said or name not in _CHOSEN}
        rule = [part for part in PARTS if sent.get(f"rule-{part}") == "1"]
        dates = {name: str(sent.get(name, "")).strip() for name in NAMES}
        return {
            **kept,
            "rule": rule or ["submitted"],
            "dates": dates,
            "rubric": _rows(sent),
        }

    def require_rubric(self) -> None:
        wrong = {}
        for position, row in self.rubric.items():
            number = position + 1
            for part, words in row._asdict().items():
                if len(words) > _LONGEST[part]:
                    wrong[f"criterion-{number}-{part}"] = _TOO_LONG
            if not says_something(row.title):
                wrong[f"criterion-{number}-title"] = _NO_TITLE
        if wrong:
            raise Invalid(fields=wrong)


def _rows(sent: Mapping[str, Any]) -> dict[int, Row]:
    """Those that say anything, by position; fields count from one."""
    said: dict[int, dict[str, str]] = {}
    for name, words in sent.items():
        if named := _LINE.fullmatch(name):
            said.setdefault(int(named[1]) - 1, {})[named[2]] = one_line(words)
    rows = {position: Row(**parts) for position, parts in sorted(said.items())}
    return {position: row for position, row in rows.items() if any(row)}


class Example(BaseModel):
    """What reviewers try the rubric on: `found` says by criterion (id) whether it is there,
    and why."""

    text: Long = ""
    found: Mapping[int, tuple[bool, str]] = {}

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for name, said in sent.items():
            if (named := _FOUND.fullmatch(name)) and said in ("there", "not_yet"):
                why = one_line(sent.get(f"because-{named[1]}", ""))[:300]
                found[int(named[1])] = (said == "there", why)
        return {**sent, "found": found}


class Puts(BaseModel):
    """Dates that are put off, and why."""

    dates: Mapping[str, str] = {}
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        return {**sent, "dates": {n: sent[n].strip() for n in NAMES if n in sent}}


class Says(BaseModel):
    reason: Reason


class Gathers(BaseModel):
    """A team, new or there already: its name, and who (ids) is in it from now on."""

    team: Id | None = None
    name: Annotated[str, StringConstraints(max_length=80), ONE_LINE]
    members: frozenset[int] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        named = (found[1] for name in sent if (found := _WITH.fullmatch(name)))
        kept = {name: said for name, said in sent.items() if said or name not in _CHOSEN}
        return {**kept, "members": frozenset(int(digits) for digits in named)}
