from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine

from tests.core.village import Village, settle, talk
from tests.databases import KINDS, Databases, of_each_kind


@pytest.fixture(scope="session")
def villages(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], Databases]]:
    """Databases of each kind with the tables of the village instead of the product's."""
    with of_each_kind(Village.metadata, tmp_path_factory.mktemp) as ready:
        yield ready


@pytest.fixture(scope="session", params=KINDS)
def house(
    request: pytest.FixtureRequest, villages: Callable[[str], Databases]
) -> Databases:
    """Those of one kind, then of the other."""
    return villages(request.param)


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
