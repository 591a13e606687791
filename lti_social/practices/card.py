"""What a card says, wherever it stands: as it is now, in a version, in a copy."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.errors import N_


class Language(StrEnum):
    fr = "fr"
    en = "en"


class Licence(StrEnum):
    """How others may use a card's words."""

    here = "here"
    cc_by = "cc_by"
    cc_by_sa = "cc_by_sa"
    cc0 = "cc0"

    @property
    def words(self) -> str:
        return LICENCES[self]


LICENCES = {
    Licence.here: N_("For our organisation"),
    Licence.cc_by: N_("Creative Commons: name the authors (CC BY)"),
    Licence.cc_by_sa: N_("Creative Commons: name the authors, share alike (CC BY-SA)"),
    Licence.cc0: N_("Free of any condition (CC0)"),
}
CHOICES: Mapping[str, str] = {  # what a card says by choosing, in words
    Language.fr.value: "Français",
    Language.en.value: "English",
    **{one.value: words for one, words in LICENCES.items()},
}


class Card:
    """What a card says: plain text. `steps` (what I did) and `fails_when` are a line each.

    Context is `job`, `audience` and `constraints`.
    """

    title: Mapped[str]  # as an action
    problem: Mapped[str] = mapped_column(default="")
    job: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default="")
    constraints: Mapped[str] = mapped_column(default="")
    steps: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")  # and the evidence
    conditions: Mapped[str] = mapped_column(default="")
    fails_when: Mapped[str] = mapped_column(default="")
    effort: Mapped[str] = mapped_column(default="")
    language: Mapped[Language] = mapped_column(default=Language.fr)
    licence: Mapped[Licence] = mapped_column(default=Licence.here)


FIELDS = (  # of a card, in the order in which they are read
    *("title", "problem", "job", "audience", "constraints", "steps", "why", "result"),
    *("conditions", "fails_when", "effort", "language", "licence"),
)

LABELS = {
    "title": N_("The practice, as an action"),
    "problem": N_("The problem"),
    "job": N_("For which job"),
    "audience": N_("With whom"),
    "constraints": N_("Under which constraints"),
    "steps": N_("What I do"),
    "why": N_("Why it works"),
    "result": N_("What comes of it"),
    "conditions": N_("What it takes"),
    "fails_when": N_("When it does not work"),
    "effort": N_("The effort"),
    "language": N_("Language"),
    "licence": N_("How others may use it"),
    "skills": N_("What it is good for"),
    "changed": N_("What you changed"),
}
_NEEDED = N_("this is needed before others can try it.")
_CONTEXT = N_("say for which job, or with whom, before others can try it.")


def lacking(card: Card) -> Mapping[str, str]:
    """What a card that others are to try does not say yet: by field, a sentence."""
    missing = {
        name: _NEEDED for name in ("result", "conditions") if not getattr(card, name)
    }
    return missing if card.job or card.audience else {"job": _CONTEXT} | missing
