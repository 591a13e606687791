"""Registering by hand: what to write into which field, by the words of each LMS.

The descriptions are in the checkout's lti_config/, or in the wheel's
lti_social/_lti_config: a TOML file for each kind of LMS, and Canvas's own JSON.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

import lti_social
from lti_social.lti.profiles import PROFILES, Profile, profile_named
from lti_social.lti.profiles.profile import GROUPS

_PACKAGE = Path(lti_social.__file__).parent


@dataclass(frozen=True)
class Field:
    """A field of a form there. `copied`: its value is to be copied to the letter."""

    label: str
    value: str
    copied: bool


@dataclass(frozen=True)
class Given:
    """What the LMS then shows, and what the tool calls it: a field of an `Entry`."""

    label: str
    asks: str


@dataclass(frozen=True)
class Description:
    """How one kind of LMS is told about the tool by hand, in one language."""

    key: str  # "moodle"…, as profiles have it
    name: str
    where: str  # the way to the form
    fields: tuple[Field, ...]
    given_where: str  # the way to what the LMS gives
    given: tuple[Given, ...]
    afterwards: tuple[str, ...]  # msgids: what remains to be done


def kinds() -> list[tuple[str, str]]:
    """(key, name) of every kind of LMS that is described."""
    return [(profile.key, profile.name) for profile in PROFILES]


def describe(key: str, tool_url: str, language: str = "en") -> Description | None:
    """None where no kind of LMS has this key. Words of an LMS that we have in no other
    language are in English, as the LMS may show them anyway."""
    profile = profile_named(key)
    if profile is None:
        return None
    said = _in(language, _read(key))
    values = _values(tool_url, profile)
    return Description(
        key=key,
        name=profile.name,
        where=said["where"],
        fields=tuple(
            Field(
                one["label"], Template(one["value"]).substitute(values), "$" in one["value"]
            )
            for one in said["fields"]
        ),
        given_where=said["given_where"],
        given=tuple(Given(**one) for one in said["given"]),
        afterwards=profile.afterwards,
    )


def canvas_json(tool_url: str) -> dict[str, Any]:
    """What a developer key of Canvas is made of."""
    profile = profile_named("canvas")
    assert profile
    values = _values(tool_url, profile)
    text = (folder() / "canvas.json").read_text()
    made: dict[str, Any] = json.loads(text, object_hook=lambda part: _filled(part, values))
    scopes = [scope for scope in profile.scopes if scope != GROUPS]
    return made | {"scopes": scopes, "custom_fields": dict(profile.custom)}


def folder() -> Path:
    packed = _PACKAGE / "_lti_config"
    return packed if packed.is_dir() else _PACKAGE.parent / "lti_config"


@cache
def _read(key: str) -> dict[str, Any]:
    return tomllib.loads((folder() / f"{key}.toml").read_text())


def _in(language: str, said: Any) -> Any:
    """The same in one language: where there are several, they stand side by side."""
    if isinstance(said, list):
        return [_in(language, one) for one in said]
    if not isinstance(said, dict):
        return said
    if "en" in said:
        return said.get(language, said["en"])
    return {name: _in(language, one) for name, one in said.items()}


def _values(tool_url: str, profile: Profile) -> dict[str, str]:
    """What a description may name, as `$launch`."""
    return {
        "tool": tool_url,
        "launch": f"{tool_url}/lti/launch",
        "login": f"{tool_url}/lti/login",
        "jwks": f"{tool_url}/lti/jwks",
        "canvas": f"{tool_url}/lti/config/canvas.json",
        "domain": urlsplit(tool_url).netloc,
        "scopes": "\n".join(profile.scopes),
        "custom": "\n".join(f"{name}={said}" for name, said in profile.custom.items()),
    }


def _filled(part: dict[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: Template(said).substitute(values) if isinstance(said, str) else said
        for name, said in part.items()
    }
