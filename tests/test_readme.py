"""What the README says is so."""

import re
from pathlib import Path
from typing import Any

import pytest

import lti_social
from lti_social.__main__ import main
from lti_social.core.config import Settings
from lti_social.lti.reasons import Reason

ROOT = Path(lti_social.__file__).parent.parent
README = ROOT / "README.md"
PAGES = sorted(
    [
        README,
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("examples/**/*.md"),
        ROOT / "lti_config/README.md",
    ]
)


def rows() -> set[tuple[str, ...]]:
    """The cells of every table."""
    lines = [line for line in README.read_text().splitlines() if line.startswith("| ")]
    return {tuple(cell.strip() for cell in line.strip("| ").split(" | ")) for line in lines}


def said(default: Any) -> str:
    if default is None:
        return "none"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_explained_as_it_is(name):
    field = Settings.model_fields[name]

    row = (f"`LTI_SOCIAL_{name.upper()}`", said(field.default), field.description)
    assert row in rows()


@pytest.mark.parametrize("command", main.commands)
def test_a_command_is_named(command):
    assert f"`lti-social {command}" in README.read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_link_to_another_file_finds_it(page):
    for target in re.findall(r"\]\(([^)#]+)", page.read_text()):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("target", re.findall(r"`make ([a-z]+)`", README.read_text()))
def test_a_make_target_exists(target):
    assert re.search(rf"^{target}:", ROOT.joinpath("Makefile").read_text(), re.MULTILINE)


def test_the_administrators_guide_explains_each_reason_and_no_other():
    guide = (ROOT / "docs/admin.md").read_text()
    table = guide.partition("| `reason` |")[2]

    explained = re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)

    assert set(re.findall(r"`(\w+)`", " ".join(explained))) == set(Reason)
