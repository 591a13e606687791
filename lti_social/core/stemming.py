"""Words as they are compared: without accents, elision and endings, in French and English.

We do not know which language somebody writes in, nor which one somebody searches in. So
every word has a stem in both, and two words are the same where either is.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from lti_social.core.common import COMMON

_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"  # accents may stand beside their letters
_PIECE = rf"(?:(?<![^\W_])[eE][-‐‑](?=[^\W_]{{3}}))?{_LETTERS}(?:[·•‧∙]{_LETTERS})*"
_WORD = re.compile(rf"{_PIECE}(?:['’ʼ]{_PIECE})*")  # e-mail, client·e·s, l’essai, don’t
_APOSTROPHE = re.compile("['’ʼ]")
_DOTTED = re.compile("[·•‧∙].*")
_ELIDED = {"l", "d", "j", "m", "t", "s", "n", "c", "qu"}
_ELIDED |= {"jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"}
_AFTER = {"s", "t", "ll", "re", "ve", "d", "m"}  # Karim’s, don’t, they’re

_french = snowballstemmer.stemmer("french")
_english = snowballstemmer.stemmer("english")
# What the French stemmer knows by an accent that we took off, or takes for a verb.
_ENDINGS = {"ee": "e", "iere": "ier", "llere": "ller", "trice": "teur"}
_AS_THEY_ARE = {"mois": "mois", "fois": "fois", "trois": "trois", "travaux": "travail"}


class Word(NamedTuple):
    """One of a text, with where it stands there, and its stems."""

    start: int
    end: int
    plain: str
    fr: str
    en: str


def words(text: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        skipped, said = _unelided(found[0])
        if plain := fold(said):
            yield Word(found.start() + skipped, found.end(), plain, *stems(plain))


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """In small letters, without accents: `Œuvré` is `oeuvre`."""
    word = word.casefold().replace("œ", "oe").replace("æ", "ae")
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if letter.isalnum())


@lru_cache(maxsize=50_000)
def stems(plain: str) -> tuple[str, str]:
    """Of a folded word, as French and as English. A common word stays as it is: what would
    be left of `during` is a stem of `durée`."""
    if plain in COMMON:
        return plain, plain
    english: str = _english.stemWord(plain)
    return _AS_THEY_ARE.get(plain) or _in_french(plain), english


def _unelided(said: str) -> tuple[int, str]:
    """How many letters of it belong to the word before, and what is left of it."""
    pieces, skipped = _APOSTROPHE.split(said), 0
    while len(pieces) > 1 and fold(pieces[0]) in _ELIDED:
        skipped += len(pieces.pop(0)) + 1
    if len(pieces) > 1 and fold(pieces[-1]) in _AFTER:
        pieces.pop()
    return skipped, "".join(_DOTTED.sub("", piece) for piece in pieces)


def _in_french(plain: str) -> str:
    word = _singular(plain)
    for ending, instead in _ENDINGS.items():
        if word.endswith(ending):
            word = word.removesuffix(ending) + instead
    stem = _singular(_french.stemWord(word))
    return f"{stem[:-1]}i" if stem.endswith("y") else stem


def _singular(word: str) -> str:
    """Without an s at its end, which the stemmer leaves after some vowels (`lois`)."""
    is_one = len(word) < 4 or not word.endswith("s") or word.endswith("ss")
    return word if is_one else word[:-1]
