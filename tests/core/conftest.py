from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine

from tests.core.village import Village, settle, talk
from tests.databases import KINDS, Databases, databases


@pytest.fixture(scope="session", params=KINDS)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Databases with the tables of the village instead of the product's."""
    with databases(request.param, Village.metadata, tmp_path_factory.mktemp("db")) as ready:
        yield ready


@pytest.fixture
def village(engine: Engine) -> SimpleNamespace:
    """Two cohorts, each with a thread of two posts; their ids."""
    botany, chess = settle(engine, "Botany"), settle(engine, "Chess")
    return SimpleNamespace(
        botany=botany,
        chess=chess,
        leaves=talk(engine, botany, "Leaves", "Why do they fall?", "They are tired."),
        opening=talk(engine, chess, "Openings", "e4?", "c5!"),
    )
