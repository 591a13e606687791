"""The databases that tests run on: SQLite always, PostgreSQL where a server answers.

Tables are made once. A test on SQLite gets a copy of a file; one on PostgreSQL gets the
database of this run, emptied.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, Protocol

import pytest
from sqlalchemy import Engine, MetaData
from sqlalchemy.exc import OperationalError

from lti_social.core.db import connect, reading

KINDS = ("sqlite", "postgresql")
VARIABLE = "LTI_SOCIAL_TEST_POSTGRES"
USUAL_SERVER = "postgresql+psycopg://postgres@127.0.0.1/postgres"


class Databases(Protocol):
    """Hands out one database after the other, each with the tables and no rows."""

    def empty(self, folder: Path) -> Engine: ...


class SqliteFiles:
    def __init__(self, metadata: MetaData | None, folder: Path) -> None:
        self._original = folder / "original.db"
        engine = connect(f"sqlite:///{self._original}")
        with engine.begin() as connection:
            if metadata is not None:
                metadata.create_all(connection)
        with reading(engine).connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
        engine.dispose()

    def empty(self, folder: Path) -> Engine:
        copy = shutil.copy(self._original, folder / "test.db")
        return connect(f"sqlite:///{copy}")


class PostgresDatabase:
    def __init__(self, metadata: MetaData | None, url: str) -> None:
        self._url = url
        if metadata is None:
            self._emptying = "drop schema public cascade; create schema public"
            return
        tables = [table.name for table in metadata.sorted_tables]
        # A hundred times faster than TRUNCATE where there are but a few rows.
        self._emptying = ";".join(
            [f'delete from "{table}"' for table in reversed(tables)]
            + [f"select setval('{table}_id_seq', 1, false)" for table in tables]
        )
        engine = connect(url)
        metadata.create_all(engine)
        engine.dispose()

    def empty(self, folder: Path) -> Engine:
        engine = connect(self._url)
        with engine.begin() as connection:
            connection.exec_driver_sql(self._emptying)
        return engine


@contextmanager
def databases(kind: str, metadata: MetaData | None, folder: Path) -> Iterator[Databases]:
    """Databases of that kind with the tables of `metadata`; None for no tables at all."""
    if kind == "sqlite":
        yield SqliteFiles(metadata, folder)
        return
    with _new_postgres_database() as url:
        yield PostgresDatabase(metadata, url)


@contextmanager
def _new_postgres_database() -> Iterator[str]:
    server = connect(os.environ.get(VARIABLE, USUAL_SERVER), isolation_level="AUTOCOMMIT")
    name = f"lti_social_test_{os.getpid()}_{secrets.token_hex(3)}"
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"create database {name}")
            # What a crash would lose is of no interest here, and disks are slow.
            connection.exec_driver_sql(
                f"alter database {name} set synchronous_commit = off"
            )
    except OperationalError as error:
        _do_without(error)
    try:
        yield server.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f"drop database {name} with (force)")
        server.dispose()


def _do_without(error: OperationalError) -> NoReturn:
    reason = f"no PostgreSQL at {VARIABLE} or {USUAL_SERVER}: {error.orig}"
    if VARIABLE in os.environ or "CI" in os.environ:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
