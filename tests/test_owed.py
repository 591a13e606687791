"""Nothing that certification and security ask for goes untested unnoticed."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests import certified, secured
from tests.lti import certification

TESTS = Path(__file__).parent
ITEMS = {**certified.CERTIFICATION, **secured.SECURITY}


@cache
def names_in(file: str) -> set[str]:
    found = ast.parse((TESTS / file).read_text()).body
    return {one.name for one in found if isinstance(one, ast.FunctionDef)}


def test_the_core_launches_are_those_of_the_guide():
    assert tuple(name for name, *_ in certification.KNOWN_BAD) == certified.KNOWN_BAD
    assert tuple(name for name, *_ in certification.VALID) == certified.VALID


@pytest.mark.parametrize("places", ITEMS.values(), ids=ITEMS)
def test_an_item_of_the_lists_is_tested(places):
    for place in places:
        file, _, name = place.partition("::")
        assert name in names_in(file), place
