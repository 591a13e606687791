"""When a digest may go out, by the clock of its reader: never at night or on weekends."""

from datetime import datetime, time
from typing import NamedTuple

EARLIEST, LATEST = 8, 17  # the hours that a trainer may choose
FRIDAY = 5
MORNING, EVENING = time(8), time(18, 50)  # what leaves by then arrives before seven


class Times(NamedTuple):
    """Days of the week, Monday is 1, and the hour from which the digest goes out."""

    days: str
    hour: int


USUAL = Times("25", 9)  # Tuesday and Friday


def is_quiet(local: datetime) -> bool:
    return local.isoweekday() > FRIDAY or not MORNING <= local.time() < EVENING


def is_due(times: Times, local: datetime) -> bool:
    """From the hour on: where no worker ran at that hour, later on the same day."""
    is_today = str(local.isoweekday()) in times.days
    return is_today and local.hour >= times.hour and not is_quiet(local)
