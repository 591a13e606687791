"""What the product costs: CPU, beside others that do the same, in one run."""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.bench import (
    allocation,
    crowd,
    launches,
    library,
    pages,
    reading,
    roster,
    searching,
)

TABLES: dict[str, Callable[[Path], str]] = {
    "page": pages.table,
    "library": library.table,
    "launch": launches.table,
    "crowd": crowd.table,
    "roster": roster.table,
    "resources": reading.table,
    "search": searching.table,
    "allocation": allocation.table,
}


def main(names: list[str]) -> None:
    """All of them, or those that are named: `python -m tests.bench launch roster`."""
    for name in names or TABLES:
        with TemporaryDirectory() as folder:
            try:
                print(TABLES[name](Path(folder)), end="\n\n")
            except pytest.skip.Exception as missing:
                raise SystemExit(f"The bench needs PostgreSQL: {missing}") from missing


if __name__ == "__main__":
    main(sys.argv[1:])
