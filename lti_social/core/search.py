"""Finding what people wrote by its words, in French and English, on either database.

Each thing that can be found has one row, with the stems of its words in their order. To
find is to look for stems in there, as any statement looks into any column: so the wall
stands as it does everywhere, a phrase is words side by side, and both databases find the
same, since neither does more than compare letters. An index of whole words (FTS5, tsvector)
would be faster among a hundred thousand texts; a cohort of thirty writes some hundreds, and
to look through them takes about twenty milliseconds (`python -m tests.bench search`).
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, delete, or_
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from lti_social.core.common import COMMON
from lti_social.core.db import Base, CohortOwned
from lti_social.core.stemming import Word, words
from lti_social.core.wall import Database, upsert

LONGEST = 200_000  # characters of one thing's text that are found: a hundred pages
MOST = 12  # parts of what is looked for; what comes after them is left out

# “a phrase” in any quotes, or one word with what hangs on it by a hyphen: rendez-vous
_ASKED = re.compile(r"""["“”«»]([^"“”«»]+)["“”«»]|([\w\u0300-\u036f'’ʼ·•‧∙‐‑-]+)""")


class What(StrEnum):
    """What can be found."""

    thread = "thread"
    practice = "practice"
    challenge = "challenge"


class Findable(CohortOwned, Base):
    """How one thing is found: by the stems of its title, and of its text.

    `thing` is its id. Nothing refers to it: this floor does not know what it is, and who
    looks joins it with the thing itself.
    """

    __tablename__ = "findable"
    one_per = ("what", "thing")

    what: Mapped[What]
    thing: Mapped[int]
    titled: Mapped[str]
    said: Mapped[str]
    text: Mapped[str] = mapped_column(deferred=True)


class Part(NamedTuple):
    """One word that is looked for, or several side by side: stems in both languages."""

    fr: tuple[str, ...]
    en: tuple[str, ...]


def put(db: Database, what: What, target_id: int, title: str, text: str) -> None:
    """Make this thing of the session's cohort found by its title and its plain `text` as
    they are now: instead of what it said before."""
    text = text[:LONGEST]
    row = {"what": what, "thing": target_id, "text": text}
    row |= {"titled": _stemmed(title), "said": _stemmed(text)}
    new = ["titled", "said", "text"]
    upsert(db, Findable, [row], key=Findable.one_per, update=new)


def drop(db: Database, what: What, target_id: int) -> None:
    """It is to be found no more."""
    same = (Findable.what == what, Findable.thing == target_id)
    db.execute(delete(Findable).where(*same))


def asked(said: str, *, only_telling: bool = False) -> list[Part]:
    """What somebody looks for. Common words are left out, unless there is no other:
    even then, where `only_telling` ones are wanted."""
    telling: list[Part] = []
    common: list[Part] = []
    for phrase, word in _ASKED.findall(said):
        several = list(words(phrase or word))
        is_common = not phrase and all(one.plain in COMMON for one in several)
        part = Part(tuple(w.fr for w in several), tuple(w.en for w in several))
        known = common if is_common else telling
        if several and part not in known:
            known.append(part)
    return (telling or ([] if only_telling else common))[:MOST]


@cache
def signs(many: int) -> Sequence[ColumnElement[bool]]:
    """Of a Findable, for so many parts: whether it has each in its title (`titled0`…), and
    then whether in its text (`said0`…)."""
    columns = {"titled": Findable.titled, "said": Findable.said}
    return [
        _has(column, number).label(f"{name}{number}")
        for name, column in columns.items()
        for number in range(many)
    ]


@cache
def has_any(many: int) -> ColumnElement[bool]:
    """Whether a Findable has one of so many parts."""
    columns = (Findable.titled, Findable.said)
    return or_(*(_has(column, number) for column in columns for number in range(many)))


def known_of(parts: Iterable[Part]) -> dict[str, str]:
    """The parameters of a statement that asks for these parts."""
    known = {}
    for number, part in enumerate(parts):
        known[f"fr{number}"] = f"% {' '.join(part.fr)} %"
        known[f"en{number}"] = f"% {' '.join(part.en)} %"
    return known


def _has(column: InstrumentedAttribute[str], number: int) -> ColumnElement[bool]:
    return or_(*(column.like(bindparam(f"{name}{number}")) for name in ("fr", "en")))


def _stemmed(text: str) -> str:
    """Both languages, one after the other; a word stands between spaces."""
    several: list[Word] = list(words(text))
    french, english = (w.fr for w in several), (w.en for w in several)
    return f" {' '.join(french)} / {' '.join(english)} "
