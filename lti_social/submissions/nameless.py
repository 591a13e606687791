"""Names of files without those of their authors: who reviews blind reads no name there."""

import re
import unicodedata
from collections.abc import Sequence

from lti_social.core.text import one_line, says_something

UNNAMED = "document"
_HOLES = re.compile(r"\([\s_.-]*\)|[\s_.-]{2,}")
_WORD = re.compile(r"[a-z]{2,}")


def without_names(file: str, names: Sequence[str]) -> str:
    """`Rapport_Solène.docx` is `Rapport.docx`; short names only where they stand alone."""
    stem, _, ending = file.rpartition(".")
    words = {word for name in names for word in _WORD.findall(_folded(name))}
    found = "|".join(_pattern(word) for word in sorted(words, key=len, reverse=True))
    left = stem
    while found and (name := re.search(found, _folded(left))):
        left = left[: name.start()] + left[name.end() :]
    if left == stem:
        return file
    left = one_line(_HOLES.sub(" ", left)).strip(" _-.")
    return f"{left if says_something(left) else UNNAMED}.{ending}"


def _pattern(word: str) -> str:
    return word if len(word) > 4 else rf"(?<![a-z]){word}(?![a-z])"


def _folded(words: str) -> str:
    """Letter by letter, so that both have the same places."""
    return "".join(unicodedata.normalize("NFD", c)[0].lower()[:1] for c in words)
