"""Who is where, as a table that spreadsheets open."""

from collections.abc import Iterator, Sequence

from lti_social.cohorts.here import Here
from lti_social.core.errors import N_
from lti_social.core.table import table_line
from lti_social.running.monitor import Where
from lti_social.web.i18n import iso
from lti_social.web.render import say

MARK = "\ufeff"  # by which spreadsheets know that it is UTF-8
COLUMNS = (
    N_("Name"),
    N_("Team"),
    N_("Submission"),
    N_("Handed in"),
    N_("Late"),
    N_("Reviews to write"),
    N_("Reviews written"),
    N_("Reviews received"),
    N_("Revised"),
    N_("Debriefed"),
    N_("Completed"),
    N_("Score"),
)


def as_csv(here: Here, people: Sequence[Where]) -> str:
    return MARK + "".join(_lines(here, people))


def _lines(here: Here, people: Sequence[Where]) -> Iterator[str]:
    yield table_line(say(here.ask, words) for words in COLUMNS)
    for one in people:
        row, is_in = one.row, one.handed_in
        yield table_line(
            (
                *(row.name, row.team or "", row.title if is_in else ""),
                *(iso(row.submitted_at) if is_in and row.submitted_at else "",),
                _yes(here, is_in and row.late),
                *(one.asked, one.sent, one.received[0]),
                _yes(here, one.part.is_final),
                _yes(here, one.part.debriefed),
                _yes(here, not one.left),
                one.score.score if one.score else "",
            )
        )


def _yes(here: Here, is_so: bool) -> str:
    return say(here.ask, N_("yes") if is_so else N_("no"))
