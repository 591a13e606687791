"""What reviewers send, and what those answer who were reviewed."""

import re
from collections.abc import Collection, Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, StringConstraints, model_validator

from lti_social.core.errors import N_, Invalid
from lti_social.reviews.models import Useful

THERE, WORDS = "there-", "words-"  # before a criterion's number, in the names of fields
PARTS = ("works", "question", "suggestion")
CHOOSE = N_("Say of each criterion whether it is there, or not yet.")
SAY_MORE = N_("say it in a few words of your own: a number or “OK” helps nobody.")

_NUMBERED = re.compile(r"\d{1,10}")
_A_WORD = re.compile(r"[^\W\d_]+")
# What says nothing of any work, in French and English: no length is asked for.
_STOCK = """
ok oui non rien ras bien bon bravo super parfait top idem néant aucun aucune merci très tout
est c d accord pas mal n a
yes no nothing none good fine great nice perfect it s is all well done thanks the very not
bad same
"""
_SAYS_NOTHING = frozenset(_STOCK.split())

Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class Found(NamedTuple):
    """Of one criterion; `there` is nothing as long as nobody has chosen."""

    there: bool | None
    words: str = ""


class Looking(BaseModel):
    """By criterion (id), what somebody found."""

    found: dict[int, Found] = {}

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        there = {n: said == "1" for n, said in _numbered(sent, THERE) if said in ("0", "1")}
        words = {n: said.strip()[:1000] for n, said in _numbered(sent, WORDS)}
        found = {n: Found(there.get(n), words.get(n, "")) for n in there.keys() | words}
        return {**sent, "found": found}

    def require_all(self, criteria: Collection[int]) -> None:
        chosen = {n for n, found in self.found.items() if found.there is not None}
        if set(criteria) - chosen:
            raise Invalid(CHOOSE)


class Writing(Looking):
    """A review; `send` hands it over, else it is kept as a draft."""

    works: Said = ""
    question: Said = ""
    suggestion: Said = ""
    send: bool = False

    def require_something(self) -> None:
        """Checked gently: whether it says anything, and not how much."""
        said = {name: getattr(self, name) for name in PARTS}
        if wrong := {n: SAY_MORE for n, words in said.items() if not _tells(words)}:
            raise Invalid(fields=wrong)


class Declining(BaseModel):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]

    @model_validator(mode="after")
    def _says_why(self) -> "Declining":
        if not _tells(self.reason):
            raise ValueError(N_("Say why in a few words: only the team reads it."))
        return self


class Rating(BaseModel):
    """How useful a review was, and what its receiver answers."""

    useful: Useful | None = None
    answer: Note = ""

    @model_validator(mode="before")
    @classmethod
    def _none_chosen(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        return {name: said for name, said in sent.items() if said or name != "useful"}


def _tells(words: str) -> bool:
    said = _A_WORD.findall(words.casefold())
    return any(word not in _SAYS_NOTHING for word in said)


def _numbered(sent: Mapping[str, Any], prefix: str) -> list[tuple[int, Any]]:
    return [
        (int(digits), said)
        for name, said in sent.items()
        if (digits := name.removeprefix(prefix)) != name and _NUMBERED.fullmatch(digits)
    ]
