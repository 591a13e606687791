"""A table as a file that spreadsheets open (CSV), line by line."""

import csv
import io
from collections.abc import Iterable

_RISKY = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
)  # a spreadsheet takes what begins so for a formula


def table_line(values: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(_harmless(value) for value in values)
    return written.getvalue()


def _harmless(value: object) -> object:
    risky = isinstance(value, str) and value.startswith(_RISKY)
    return f"'{value}" if risky else value
