"""Servers in processes of their own, requests over kept connections, and their CPU time."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

from sqlalchemy import Engine

CONNECTIONS = 4
SECRET = "a secret of at least thirty-two letters"
PATIENCE = 20  # seconds for a server to start


@dataclass(frozen=True)
class Server:
    """A process that answers at a port, and the database that it keeps busy."""

    pid: int
    port: int
    database: Engine | None = None

    def cpu(self) -> float:
        """Seconds spent so far, by the server and by what serves it in PostgreSQL."""
        spent = _spent(self.pid)
        if self.database is not None and self.database.dialect.name == "postgresql":
            spent += sum(map(_spent, _backends(self.database)))
        return spent


@contextmanager
def product(engine: Engine, **settings: str) -> Iterator[Server]:
    """The product as it is served, on a database that is up to date."""
    port = free_port()
    given = {
        "DATABASE": engine.url.render_as_string(hide_password=False),
        "URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "SECRET": SECRET,
        **settings,
    }
    named = {f"LTI_SOCIAL_{name}": value for name, value in given.items()}
    with running("lti_social", "serve", port=port, database=engine, **named) as server:
        yield server


@contextmanager
def running(
    module: str,
    *arguments: str,
    port: int,
    database: Engine | None = None,
    **settings: str,
) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env=os.environ | settings,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(process, port)
        yield Server(process.pid, port, database)
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as any_socket:
        any_socket.bind(("127.0.0.1", 0))
        return int(any_socket.getsockname()[1])


def ask(
    server: Server, path: str, headers: Mapping[str, str], times: int
) -> Sequence[bytes]:
    """Ask for a page so many times, over few connections. The last answer on each."""
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        share = times // CONNECTIONS
        return list(
            pool.map(
                lambda _: _ask_in_a_row(server.port, path, headers, share),
                range(CONNECTIONS),
            )
        )


def _ask_in_a_row(port: int, path: str, headers: Mapping[str, str], times: int) -> bytes:
    connection, body = HTTPConnection("127.0.0.1", port, timeout=30), b""
    for _ in range(times):
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} at {path}")
    connection.close()
    return body


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(PATIENCE * 10):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise RuntimeError(f"nobody answers at port {port}")


def _spent(pid: int) -> float:
    """User and system time of a process, by its own clock: /proc knows only hundredths of a
    second. Its number is made as the C library's clock_getcpuclockid makes it."""
    return time.clock_gettime((~pid << 3) | 2)


_BACKENDS = """select pid from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()"""


def _backends(engine: Engine) -> Sequence[int]:
    """Who serve this database's connections: they live as long as the pool keeps them."""
    with engine.connect() as connection:
        return connection.exec_driver_sql(_BACKENDS).scalars().all()
