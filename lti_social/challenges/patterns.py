"""Challenges to begin with, in French and English: plain words in beginnings/*.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lti_social.challenges.forms import Row
from lti_social.challenges.models import Format
from lti_social.core.text import safe

WORDS = Path(__file__).parent / "beginnings"


class Pattern(NamedTuple):
    """`brief` is safe HTML. Of the `example` each line of the rubric is there or not yet,
    for a reason, in the order of the rubric."""

    key: str
    title: str
    why: str
    objective: str
    brief: str
    format: Format
    rubric: Sequence[Row]
    example: str
    found: Sequence[tuple[bool, str]]


@cache
def patterns(language: str) -> Mapping[str, Pattern]:
    """By key, in the order in which they are offered."""
    said = tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
    return {key: _pattern(key, words) for key, words in said.items()}


def _pattern(key: str, said: Mapping[str, Any]) -> Pattern:
    lines = said["rubric"]
    return Pattern(
        key=key,
        title=said["title"],
        why=said["why"],
        objective=said["objective"],
        brief=safe(said["brief"]),
        format=Format(said["format"]),
        rubric=[Row(line["title"], line["there"], line["not_yet"]) for line in lines],
        example=said["example"].strip(),
        found=[(line["is_there"], line["because"]) for line in lines],
    )
