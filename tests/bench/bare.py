"""The bare handler: the page's statements by the driver alone, then its HTML, ready made.

`python -m tests.bench.bare PAGE DATABASE PORT`
"""

import pickle
import sqlite3
import sys
from collections import deque
from pathlib import Path
from typing import Any

import psycopg
import uvicorn
from sqlalchemy import make_url
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from tests.bench.page import Page


def connect(database: str) -> Any:
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        file = str(url.database)
        return sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def serve(page: Page, database: str, port: int) -> None:
    idle: deque[Any] = deque()

    def show(_request: Request) -> HTMLResponse:
        """No pool could be cheaper. A connection outlives its thread, which ends after ten
        idle seconds: what a backend that has gone spent would be missing from the cost."""
        connection = idle.pop() if idle else connect(database)
        for text, given in page.statements:
            connection.execute(text, given).fetchall()
        idle.append(connection)
        return HTMLResponse(page.html)

    app = Starlette(routes=[Route(page.path, show)])
    uvicorn.run(app, port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    file, database, port = sys.argv[1:]
    serve(pickle.loads(Path(file).read_bytes()), database, int(port))
