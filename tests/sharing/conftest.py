from types import SimpleNamespace

import pytest

from lti_social.cohorts.models import Role
from lti_social.practices.models import Practice
from tests.cards import practice
from tests.divided import a_group, its_cohort
from tests.sharing.passing import agree, widen


@pytest.fixture
def evening(town) -> SimpleNamespace:
    """Another cohort of the course of `vente`: Inès learns there, Paul teaches."""
    cohort = its_cohort(town, a_group(town, town.vente, "evening"))
    return SimpleNamespace(
        cohort=cohort,
        ines=town.member(cohort, "Inès"),
        paul=town.member(cohort, "Paul", Role.instructor),
    )


@pytest.fixture
def card(town) -> Practice:
    """Solène's own, published in `vente`."""
    return practice(town, town.solene)


@pytest.fixture
def in_course(visit, town, card, run_jobs, evening) -> Practice:
    """The card, passed on to the course and brought there."""
    assert agree(visit(town.solene), card, "organisation", "name") == 200
    assert widen(visit(town.claire), card) == 200
    run_jobs()
    return card
