from collections.abc import Callable

import httpx
import pytest

from lti_social.files.models import Attachment
from lti_social.web.session import FORM_KEY
from tests.visitor import Visitor

THREAD = {"kind": "question", "title": "Un titre", "body": "Voici mes notes."}


def post_with(
    visitor: Visitor,
    path: str,
    *files: tuple[str, bytes],
    headers: dict[str, str] | None = None,
    **fields: str,
) -> httpx.Response:
    """A form with files, as a browser without script sends it."""
    form = {FORM_KEY: visitor.form_key} | fields
    parts = {f"file{number}": file for number, file in enumerate(files, 1)}
    return visitor.post(
        f"{visitor.path}{path}", data=form, files=parts or None, headers=headers
    )


@pytest.fixture
def solene(town, visit) -> Visitor:
    return visit(town.solene)


@pytest.fixture
def asks(solene) -> Callable[..., httpx.Response]:
    """Solène opens a thread with these files."""
    return lambda *files, **more: post_with(solene, "/threads", *files, **THREAD | more)


@pytest.fixture
def kept(town, app) -> Callable[[], list[Attachment]]:
    """What the cohort has; each row has its bytes, and there are no others."""

    def rows() -> list[Attachment]:
        found = town.rows(town.vente, Attachment)
        there = {key for key, _ in app.state.lti.files.all()}
        assert {row.key for row in found} == there
        return list(found)

    return rows
