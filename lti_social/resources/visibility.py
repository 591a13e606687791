"""What a reader may see of a course, as its LMS would decide: plain values in and out.

A rule is Moodle's availability tree: `op` is one of & | !& !|, `c` its conditions, each a
date, a group, or a tree again. In the outermost one `showc` (a list, for & and !|) or
`show` says whether somebody who does not meet a condition sees the resource greyed or not
at all. What cannot be judged is not met, whatever stands around it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

Rule: TypeAlias = Mapping[str, Any]
Judgement: TypeAlias = bool | None
DEEPEST = 20  # trees within trees


class Sight(StrEnum):
    """How much of a resource somebody sees."""

    open = "open"
    greyed = "greyed"  # its title, and that it is not for them now
    absent = "absent"


@dataclass(frozen=True)
class Reader:
    """`groups` are the LMS's ids of theirs; None where nobody knows."""

    teaches: bool
    now: datetime
    groups: frozenset[str] | None = None


@dataclass(frozen=True)
class Chosen:
    """What a teacher chose in the LMS for one resource."""

    visible: bool
    on_page: bool
    rule: Rule | None


def sight(chosen: Chosen, reader: Reader) -> Sight:
    """Of one resource, whatever it lies in."""
    if not (chosen.visible and chosen.on_page):
        return Sight.absent
    if chosen.rule is None:
        return Sight.open
    return _judged(chosen.rule, reader)


def within(own: Sight, around: Sight) -> Sight:
    """Of a resource that lies in another: what is closed closes all that it holds."""
    return own if around is Sight.open else Sight.absent


def _judged(rule: Rule, reader: Reader) -> Sight:
    met = _tree(rule, reader, negated=False, room=DEEPEST)
    if met:
        return Sight.open
    return Sight.greyed if met is False and _shows(rule, reader) else Sight.absent


def _shows(rule: Rule, reader: Reader) -> bool:
    """Whether those who do not meet it are told. For & and !| each condition says so, and
    one that might not be met counts as well as one that is not."""
    if rule["op"] in ("|", "!&"):
        return rule.get("show") is True
    told = rule.get("showc")
    if not isinstance(told, list) or len(told) != len(rule["c"]):
        return False
    negated = rule["op"] == "!|"
    return all(
        shows is True or _one(one, reader, negated, DEEPEST) is True
        for one, shows in zip(rule["c"], told, strict=True)
    )


def _tree(rule: object, reader: Reader, negated: bool, room: int) -> Judgement:
    """A "not" is carried down to the conditions: a tree without any is met either way."""
    if not isinstance(rule, Mapping) or not isinstance(rule.get("c"), list) or not room:
        return None
    operator = rule.get("op")
    if operator not in ("&", "|", "!&", "!|"):
        return None
    inner = negated is not operator.startswith("!")
    judged = [_one(one, reader, inner, room - 1) for one in rule["c"]]
    takes_all = operator.endswith("&") is not inner
    decisive = not takes_all  # one False settles "all", one True settles "any"
    if not judged or decisive in judged:
        return decisive if judged else True
    return None if None in judged else takes_all


def _one(one: object, reader: Reader, negated: bool, room: int) -> Judgement:
    if not isinstance(one, Mapping):
        return None
    if "type" not in one:
        return _tree(one, reader, negated, room)
    judge = _CONDITIONS.get(one["type"]) if isinstance(one["type"], str) else None
    met = judge(one, reader) if judge else None
    return None if met is None else met is not negated


def _date(one: Rule, reader: Reader) -> Judgement:
    moment = one.get("t")
    if not isinstance(moment, int) or one.get("d") not in (">=", "<"):
        return None
    has_come = reader.now.timestamp() >= moment
    return has_come if one["d"] == ">=" else not has_come


def _group(one: Rule, reader: Reader) -> Judgement:
    """Any group at all, where none is named."""
    if reader.groups is None:
        return None
    if one.get("id") is None:
        return bool(reader.groups)
    return str(one["id"]) in reader.groups


_CONDITIONS: Mapping[str, Callable[[Rule, Reader], Judgement]] = {
    "date": _date,
    "group": _group,
}
