"""What finding reviewers for a thousand people costs: CPU of this process."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lti_social.reviews.allocation import allocate
from lti_social.reviews.situation import Given, Situation, Work

PEOPLE, GOAL = 1000, 1.0  # seconds
Known = Callable[[int], Situation]  # by how many reviews are wanted


def table(_folder: Path) -> str:
    rows = {
        "each alone": everybody,
        "in teams of four": teams,
        "fifty who come late": late,
    }
    lines = [f"| Reviewers for {PEOPLE:,} people | 2 reviews | 3 reviews |"]
    lines.append("|---|---:|---:|")
    for name, known in rows.items():
        spent = [_cpu(known(wanted)) for wanted in (2, 3)]
        lines.append(f"| {name} | {' | '.join(f'{s * 1000:.0f} ms' for s in spent)} |")
    return "\n".join(lines) + f"\n\nThe goal: at most {GOAL:.0f} s."


def everybody(wanted: int) -> Situation:
    return _handed_in(range(PEOPLE), wanted)


def teams(wanted: int) -> Situation:
    works = [Work(at, frozenset(range(at, at + 4))) for at in range(0, PEOPLE, 4)]
    apart = [(who, who * 7 % PEOPLE) for who in range(1, PEOPLE, 10)]
    return Situation(works, range(PEOPLE), wanted, apart=apart)


def late(wanted: int) -> Situation:
    """The others were given theirs before."""
    first = _handed_in(range(PEOPLE - 50), wanted)
    given = [Given(*new) for new in allocate(first).new]
    return replace(everybody(wanted), given=given)


def _handed_in(people: range, wanted: int) -> Situation:
    works = [Work(who, frozenset({who})) for who in people]
    return Situation(works, people, wanted)


def _cpu(it: Situation) -> float:
    began = time.process_time()
    allocate(it)
    return time.process_time() - began
