from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lti_social.demo.lms import create_lms
from tests.demo.lms import LMS, TOOL


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the keys are; one for all tests, since making them takes a while."""
    return tmp_path_factory.mktemp("lms")


@pytest.fixture
def browser(folder: Path) -> Callable[[], TestClient]:
    """A fresh browser that looks at the demo LMS."""
    lms = create_lms(TOOL, LMS, folder)
    return lambda: TestClient(lms, base_url=LMS, follow_redirects=False)
