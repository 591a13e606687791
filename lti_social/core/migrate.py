"""Bringing a database up to date, and comparing one with the models.

The versions are in the checkout's migrations/, or in the wheel's lti_social/_migrations.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, func, select

import lti_social
from lti_social.core.db import Base, Moment
from lti_social.core.engines import connect

_LOCK = 6058201  # any number, the same in every process
_PACKAGE = Path(lti_social.__file__).parent


def folder() -> Path:
    """Where the versions are."""
    packed = _PACKAGE / "_migrations"
    return packed if packed.is_dir() else _PACKAGE.parent / "migrations"


def migrate(engine: Engine, scripts: Path | None = None) -> None:
    """Run every version that this database has not seen: all of them or none."""
    with _alone(engine) as connection:
        command.upgrade(_config(connection, scripts or folder()), "head")


def is_behind(engine: Engine) -> bool:
    """Whether there are versions that this database has not seen."""
    with engine.connect() as connection:
        seen = MigrationContext.configure(connection).get_current_heads()
        scripts = ScriptDirectory.from_config(_config(connection, folder()))
        return set(seen) != set(scripts.get_heads())


def difference(engine: Engine, metadata: MetaData) -> list[Any]:
    """What would have to change in the database for it to equal the models."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=dict(OPTIONS))
        return list(compare_metadata(context, metadata))


def revision(
    message: str, metadata: MetaData = Base.metadata, scripts: Path | None = None
) -> None:
    """Write the next version: what the imported models have and the versions lack."""
    scripts = scripts or folder()
    number = len(list(scripts.glob("versions/*.py"))) + 1
    with TemporaryDirectory() as place:
        engine = connect(f"sqlite:///{place}/so-far.db")
        migrate(engine, scripts)
        with engine.connect() as connection:
            config = _config(connection, scripts)
            config.attributes["metadata"] = metadata
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    """A version must not change when the product's types do."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


OPTIONS = {"compare_type": True, "render_as_batch": True, "render_item": render_item}


def _config(connection: Connection, scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other migration shares, on a connection used for nothing else.

    SQLite rebuilds the tables it changes: its foreign keys are looked at when all is done.
    """
    with engine.connect() as connection:
        connection.detach()
        if connection.dialect.name == "sqlite":
            _driver(connection).execute("pragma foreign_keys = off")
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("set local statement_timeout = 0")
                connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            yield connection
            if connection.dialect.name == "sqlite":
                _check_foreign_keys(connection)


def _driver(connection: Connection) -> Any:
    return connection.connection.dbapi_connection


def _check_foreign_keys(connection: Connection) -> None:
    if broken := connection.exec_driver_sql("pragma foreign_key_check").all():
        tables = sorted({row[0] for row in broken})
        raise RuntimeError(f"rows that point at nothing, in {', '.join(tables)}")
