"""The databases that tests run on: SQLite always, PostgreSQL where a server answers.

Tables are made once. A test on SQLite gets a copy of a file; one on PostgreSQL gets the
database of this run, emptied, and connections that know its tables already.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, Protocol

import pytest
from sqlalchemy import Engine, MetaData, event
from sqlalchemy.exc import OperationalError

from lti_social.core.engines import connect, reading

KINDS = ("sqlite", "postgresql")
STATEMENTS = {"query_cache_size": 3_000}  # all that the tests of a run ask
VARIABLE = "LTI_SOCIAL_TEST_POSTGRES"
USUAL_SERVER = "postgresql+psycopg://postgres@127.0.0.1/postgres"


class Databases(Protocol):
    """Hands out one database after the other, each with the tables and no rows.

    It is one engine behind a new face each time, so that what a test listens to is heard by
    that test alone. One, because what SQLAlchemy made of a statement stays with the engine,
    as in life: a new one would spend most of its test on that.
    """

    def empty(self) -> Engine: ...


class SqliteFiles:
    def __init__(self, metadata: MetaData | None, folder: Path) -> None:
        self._original, self._copy = folder / "original.db", folder / "test.db"
        engine = connect(f"sqlite:///{self._original}")
        with engine.begin() as connection:
            if metadata is not None:
                metadata.create_all(connection)
        with reading(engine).connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
        engine.dispose()
        self._engine = connect(f"sqlite:///{self._copy}", **STATEMENTS)
        event.listen(self._engine, "connect", _trust_the_machine)

    def empty(self) -> Engine:
        self.close()
        for left in self._copy.parent.glob(f"{self._copy.name}*"):
            left.unlink()  # whoever still has it open keeps what was there
        shutil.copy(self._original, self._copy)
        return self._engine.execution_options()

    def close(self) -> None:
        self._engine.dispose()


class PostgresDatabase:
    def __init__(self, metadata: MetaData | None, url: str) -> None:
        self._engine, self._is_bare = connect(url, **STATEMENTS), metadata is None
        if metadata is None:
            self._emptying = "drop schema public cascade; create schema public"
            return
        tables = [table.name for table in metadata.sorted_tables]
        # A hundred times faster than TRUNCATE where there are but a few rows.
        # Nothing is left that a row could point at, and looking for it takes seconds after
        # a test with thousands of people: who may, does without.
        self._emptying = ";".join(
            [
                "select set_config('session_replication_role', 'replica', true) "
                "where current_setting('is_superuser') = 'on'"
            ]
            + [f'delete from "{table}"' for table in reversed(tables)]
            + [f"select setval('{table}_id_seq', 1, false)" for table in tables]
        )
        metadata.create_all(self._engine)

    def empty(self) -> Engine:
        if self._is_bare or self._engine.pool.checkedout():
            self.close()  # they knew other tables; a test left one open
        with self._engine.begin() as connection:
            connection.exec_driver_sql(self._emptying)
        return self._engine.execution_options()

    def close(self) -> None:
        self._engine.dispose()


def _trust_the_machine(connection: Any, _record: object) -> None:
    """What a crash would lose is of no interest here, and disks are slow."""
    connection.execute("pragma synchronous = off")


@contextmanager
def of_each_kind(
    metadata: MetaData, folder: Callable[[str], Path]
) -> Iterator[Callable[[str], Databases]]:
    """Databases of the kind one asks for, made when it is asked for the first time.

    A run changes from one kind to the other and back with every file of tests: a fixture
    with two parameters would make its tables again each time.
    """
    with ExitStack() as made:

        @cache
        def of_kind(kind: str) -> Databases:
            return made.enter_context(databases(kind, metadata, folder(kind)))

        yield of_kind


@contextmanager
def databases(kind: str, metadata: MetaData | None, folder: Path) -> Iterator[Databases]:
    """Databases of that kind with the tables of `metadata`; None for no tables at all."""
    if kind == "sqlite":
        with closing(SqliteFiles(metadata, folder)) as ready:
            yield ready
        return
    with _new_postgres_database() as url, closing(PostgresDatabase(metadata, url)) as ready:
        yield ready


@contextmanager
def _new_postgres_database() -> Iterator[str]:
    server = reading(connect(os.environ.get(VARIABLE, USUAL_SERVER)))
    name = f"lti_social_test_{os.getpid()}_{secrets.token_hex(3)}"
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"create database {name}")
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
