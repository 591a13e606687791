"""The bare handler: the page's statements by the driver alone, then its HTML, ready made.

`python -m tests.bench.bare PAGE DATABASE PORT`
"""

import pickle
import sqlite3
import sys
import threading
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
        return sqlite3.connect(str(url.database), isolation_level=None)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def serve(page: Page, database: str, port: int) -> None:
    mine = threading.local()

    def show(_request: Request) -> HTMLResponse:
        """Each thread has a connection and keeps it: no pool could be cheaper."""
        if not hasattr(mine, "connection"):
            mine.connection = connect(database)
        for text, given in page.statements:
            mine.connection.execute(text, given).fetchall()
        return HTMLResponse(page.html)

    app = Starlette(routes=[Route(page.path, show)])
    uvicorn.run(app, port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    file, database, port = sys.argv[1:]
    serve(pickle.loads(Path(file).read_bytes()), database, int(port))
