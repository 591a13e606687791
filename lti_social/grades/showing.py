"""What the trainer's page of grades is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lti_social.cohorts.failure import Failure
from lti_social.cohorts.here import Here
from lti_social.core.rows import AnyRow
from lti_social.grades import queries
from lti_social.grades.models import State


@dataclass(frozen=True)
class Trouble:
    """What the LMS did not take, and of whom."""

    name: str
    failure: Failure
    is_final: bool  # nothing happens by itself any more


@dataclass(frozen=True)
class Report:
    """One place of the tool in the course, or something that is graded, and what the LMS is
    told of it."""

    link: AnyRow
    is_on: bool
    owed: int
    sent: int
    refused: int
    column: Trouble | None  # what stands in the way of the column itself
    troubles: Sequence[Trouble]


def overview(here: Here) -> Mapping[str, Any]:
    links, others = queries.links(here), queries.others(here)
    counts, troubles = queries.counts(here), _troubles(here)
    return {
        "reports": [_report(here, link, counts, troubles) for link in links],
        "others": [_report(here, one, counts, troubles) for one in others],
        "offered": any(link.lineitems_url or link.line_item_url for link in links),
    }


def column(here: Here, about: str) -> Report | None:
    """Of something that is graded; None where nothing was ever told of it."""
    for row in queries.others(here):
        if row.about == about:
            return _report(here, row, queries.counts(here), _troubles(here))
    return None


def _troubles(here: Here) -> Mapping[int, Sequence[Trouble]]:
    troubles: dict[int, list[Trouble]] = {}
    for row in queries.troubles(here):
        told = _trouble(here, row.name, row, is_final=row.state is State.refused)
        troubles.setdefault(row.line_item_id, []).append(told)
    return troubles


def _report(
    here: Here,
    link: AnyRow,
    counts: Mapping[tuple[int, State], int],
    troubles: Mapping[int, Sequence[Trouble]],
) -> Report:
    item = link.line_item_id
    return Report(
        link=link,
        is_on=item is not None and link.stopped_at is None,
        owed=counts.get((item, State.owed), 0),
        sent=counts.get((item, State.sent), 0),
        refused=counts.get((item, State.refused), 0),
        column=_trouble(here, "", link, is_final=True) if link.failure else None,
        troubles=troubles.get(item, ()),
    )


def _trouble(here: Here, name: str, row: AnyRow, *, is_final: bool) -> Trouble:
    return Trouble(name, Failure.of(here, row.failure, row.fix), is_final)
