"""A thousand people of one course who all open it at once, each for the first time."""

import time
from pathlib import Path
from statistics import median

from tests.bench.launches import served
from tests.bench.visitors import Crowd

PEOPLE, WITHIN = 1000, 10  # seconds


def table(folder: Path) -> str:
    """On PostgreSQL, as fast as few connections carry them, their LMS's answers at hand.
    The first that is not let in ends the bench."""
    with served("postgresql", folder / "crowd") as (server, moodle):
        crowd = Crowd(moodle, server.port, PEOPLE)
        crowd.log_in()
        crowd.sign()
        began, before = time.perf_counter(), server.cpu()
        launches = sorted(crowd.launch())
        took, spent = time.perf_counter() - began, server.cpu() - before
        assert len(set(crowd.sessions)) == PEOPLE
    middle, slowest = (f"{at * 1000:.0f} ms" for at in (median(launches), launches[-1]))
    return (
        f"| {PEOPLE:,} launches | In all | CPU | Median | Slowest | Failed |\n"
        f"|---|---:|---:|---:|---:|---:|\n"
        f"| lti-social, postgresql | {took:.1f} s | {spent:.1f} s | {middle} | {slowest} "
        f"| 0 |\n\nThe goal: within {WITHIN} s, and nobody fails."
    )
