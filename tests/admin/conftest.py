from collections.abc import Callable

import pytest

from lti_social.core.wall import open_house
from lti_social.lti.models import Deployment, Platform
from tests.admin.consoles import Console, administrator_of, another_lms, operator_of
from tests.cohorts.launching import rows


@pytest.fixture
def operator(engine, town, app) -> Console:
    return operator_of(engine, app)


@pytest.fixture
def administrator(engine, town, app) -> Console:
    """Of the town's own LMS."""
    return administrator_of(engine, app, town.deployment.platform_id)


@pytest.fixture
def neighbour(engine, town) -> int:
    """The registration of another LMS than the town's."""
    return another_lms(engine)


@pytest.fixture
def stranger(engine, app, neighbour) -> Console:
    """Who runs that other LMS."""
    return administrator_of(engine, app, neighbour, "Yann")


@pytest.fixture
def platform(engine, town) -> Callable[[], Platform]:
    """The town's LMS as the database has it now."""
    return lambda: next(
        one for one in rows(engine, Platform) if one.id == town.deployment.platform_id
    )


@pytest.fixture
def waiting(engine, town) -> Callable[[], Deployment]:
    """A deployment of the town's LMS that nobody has answered, as it is now."""
    where = {"platform_id": town.deployment.platform_id, "lms_id": "agence-3"}
    with open_house(engine) as db, db.begin():
        db.add(Deployment(**where, first_course="Vente conseil (copie)"))
    return lambda: next(d for d in rows(engine, Deployment) if d.lms_id == "agence-3")
