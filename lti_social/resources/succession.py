"""Which resource took the place of another: a guess for the trainer, by place and title."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from lti_social.resources.outlining import Entry
from lti_social.resources.sources.meta import Kind

LIKELY = 0.75  # of 1.3
SECTION, POSITION, KIND = 0.15, 0.1, 0.05  # what each in common counts, beside the title


def successor(gone: Entry, listed: Iterable[Entry]) -> Entry | None:
    """The likeliest of those that are there; None where none is likely."""
    best, likely = None, LIKELY
    for one in listed:
        if one.vanished_at or one.id == gone.id or _is_section(one) != _is_section(gone):
            continue
        likeness = _likeness(gone, one, likely)
        if likeness > likely:
            best, likely = one, likeness
    return best


def _is_section(entry: Entry) -> bool:
    return entry.kind is Kind.section


def _likeness(gone: Entry, one: Entry, enough: float) -> float:
    """Mostly of titles, as place and kind alone prove nothing."""
    common = KIND if one.kind is gone.kind else 0.0
    if one.parent_id == gone.parent_id:
        common += SECTION + (POSITION if one.position == gone.position else 0.0)
    titles = SequenceMatcher(None, gone.title.casefold(), one.title.casefold())
    if titles.quick_ratio() + common <= enough:  # cheap, and never too low
        return 0.0
    return titles.ratio() + common
