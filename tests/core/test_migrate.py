"""Migrations, on databases that have no table yet."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Index, MetaData, inspect

from lti_social.core import migrate as migrations
from lti_social.core.migrate import difference, migrate, revision
from tests.core.village import Village, settle, talk
from tests.databases import KINDS, Databases, databases


@pytest.fixture(scope="session", params=KINDS)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    with databases(request.param, None, tmp_path_factory.mktemp("db")) as ready:
        yield ready


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """Migrations of a product that has no version yet."""
    copy = tmp_path / "100% migrations"
    shutil.copytree(migrations.folder(), copy, ignore=shutil.ignore_patterns("*.py[c]"))
    for version in (copy / "versions").glob("*.py"):
        version.unlink()
    return copy


def _with_untitled_threads() -> MetaData:
    later = MetaData(naming_convention=Village.metadata.naming_convention)
    for table in Village.metadata.sorted_tables:
        table.to_metadata(later)
    later.tables["thread"].c.title.nullable = True
    return later


def test_the_first_version_makes_what_the_models_say(engine, scripts):
    revision("first", Village.metadata, scripts)
    assert [path.name for path in (scripts / "versions").glob("*.py")] == ["0001_first.py"]
    migrate(engine, scripts)
    migrate(engine, scripts)
    assert difference(engine, Village.metadata) == []


def test_a_version_speaks_of_plain_types(scripts):
    revision("first", Village.metadata, scripts)
    version = (scripts / "versions" / "0001_first.py").read_text()
    assert "lti_social" not in version
    assert "sa.DateTime(timezone=True)" in version


def test_the_next_version_holds_what_the_last_one_lacks(engine, scripts):
    revision("first", Village.metadata, scripts)
    later = _with_untitled_threads()
    Index("ix_post_body", later.tables["post"].c.body)
    revision("look for words", later, scripts)

    migrate(engine, scripts)
    assert difference(engine, later) == []
    assert difference(engine, Village.metadata) != []


def test_a_database_without_tables_differs_in_each(engine):
    changes = difference(engine, Village.metadata)
    missing = {change[1].name for change in changes if change[0] == "add_table"}
    assert missing == set(Village.metadata.tables)


def test_two_processes_that_migrate_at_once_do_it_once(engine, scripts):
    revision("first", Village.metadata, scripts)
    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(migrate, engine, scripts) for _ in range(2)]:
            done.result()
    assert difference(engine, Village.metadata) == []


BROKEN = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    raise RuntimeError("no further")
"""


def test_a_version_that_fails_leaves_the_database_as_it_was(engine, scripts):
    revision("first", Village.metadata, scripts)
    (scripts / "versions" / "0002_broken.py").write_text(BROKEN)
    with pytest.raises(RuntimeError, match="no further"):
        migrate(engine, scripts)
    assert inspect(engine).get_table_names() == []


def test_rebuilding_a_table_keeps_the_rows_that_point_at_it(engine, scripts):
    revision("first", Village.metadata, scripts)
    migrate(engine, scripts)
    talk(engine, settle(engine, "Botany"), "Leaves", "Why do they fall?")
    later = _with_untitled_threads()
    revision("untitled threads", later, scripts)
    migrate(engine, scripts)

    with engine.connect() as connection:
        bodies = connection.exec_driver_sql("select body from post").scalars().all()
    assert bodies == ["Why do they fall?"]
    assert difference(engine, later) == []
