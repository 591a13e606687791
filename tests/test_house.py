"""The rules of the house, so that nobody has to remember them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

import lti_social
from lti_social.core.config import Settings
from lti_social.core.db import Base
from lti_social.core.migrate import difference, migrate
from tests.databases import KINDS, databases

PACKAGE = Path(lti_social.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
VERBS = sorted(
    [
        *PACKAGE.glob("*/actions.py"),
        PACKAGE / "threads/marks.py",
        PACKAGE / "trials/curating.py",
        PACKAGE / "challenges/deciding.py",
        PACKAGE / "challenges/teams.py",
        PACKAGE / "cohorts/appointing.py",
        PACKAGE / "cohorts/dividing.py",
        PACKAGE / "cohorts/posting.py",
        PACKAGE / "placements/carrying.py",
        PACKAGE / "practices/crediting.py",
        PACKAGE / "recalls/caring.py",
    ]
)
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
FLOORS = (
    "web",
    "lti",
    "cohorts",
    "files",
    "notifications",
    "grades",
    "resources",
    "threads",
    "practices",
    "trials",
    "sharing",
    "recalls",
    "library",
    "challenges",
    "submissions",
    "reviews",
    "running",
    "moderation",
    "placements",
    "search",
    "home",
    "course",
    "admin",
)
NOT_SETTINGS = {"LTI_SOCIAL_ASSETS", "LTI_SOCIAL_TEST_POSTGRES"}  # of the build, of tests
ROUND_THE_WALL = {"connection", "exec_driver_sql", "__table__"}
RAW_SQL = {"text", "literal_column", "table", "column"}


def short(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def parsed(template: Path) -> nodes.Template:
    return Environment(extensions=["jinja2.ext.i18n"]).parse(template.read_text())


each_module = pytest.mark.parametrize("module", MODULES, ids=short)
each_template = pytest.mark.parametrize("template", TEMPLATES, ids=short)


@each_module
def test_a_module_fits_in_the_head(module):
    assert len(module.read_text().splitlines()) <= 250
    for function in functions(module):
        assert function.end_lineno - function.lineno < 30, function.name


@each_module
def test_a_module_says_what_it_is_in_one_sentence(module):
    said = ast.get_docstring(ast.parse(module.read_text()))

    assert said
    assert said.splitlines()[0].endswith((".", "?", ":"))


@each_module
def test_nothing_is_waved_through(module):
    assert not re.search(r"#\s*(noqa|type:\s*ignore|pragma)", module.read_text())


@pytest.mark.parametrize("module", VERBS, ids=short)
def test_every_verb_asks_first_or_says_that_everyone_may(module):
    verbs = [verb for verb in functions(module) if _is_verb(verb)]

    assert verbs
    for verb in verbs:
        said = ast.get_docstring(verb) or ""
        first = verb.body[1 if said else 0]
        asks = ast.unparse(first).startswith("require(policy.may_")
        assert asks or said.startswith("Everyone may"), verb.name


def _is_verb(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A public function of `Here`, or of the console's `Desk`."""
    first = function.args.args[0].annotation if function.args.args else None
    return (
        not function.name.startswith("_")
        and first
        and ast.unparse(first) in ("Here", "Desk")
    )


@pytest.mark.parametrize(
    "module", [m for m in MODULES if m.parent.name != "core"], ids=short
)
def test_only_the_ground_floor_goes_round_the_wall(module):
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ROUND_THE_WALL, f"line {node.lineno}"
        if isinstance(node, ast.Import):
            assert "sqlalchemy" not in {name.name.split(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "sqlalchemy"
        ):
            assert not RAW_SQL & {name.name for name in node.names}, f"line {node.lineno}"


@each_module
def test_only_words_of_ours_are_called_html(module):
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Markup":
            assert isinstance(node.args[0], ast.Constant), f"line {node.lineno}"


@each_template
def test_a_template_only_looks_down(template):
    mine = template.relative_to(PACKAGE).parts[0]
    if mine == "demo":  # the LMS beside us, whose pages are its own
        return
    for other in meta.find_referenced_templates(parsed(template)):
        theirs = other.split("/")[0]
        assert theirs == mine or FLOORS.index(theirs) < FLOORS.index(mine), other


@each_template
def test_a_template_prints_as_html_only_what_was_made_safe(template):
    tree = parsed(template)
    for filtered in tree.find_all(nodes.Filter):
        assert filtered.name != "safe", f"line {filtered.lineno}"
        if filtered.name == "safe_html":
            assert _was_made_safe(filtered.node), f"line {filtered.lineno}"
    assert not list(tree.find_all(nodes.ScopedEvalContextModifier))


def _was_made_safe(printed: nodes.Node) -> bool:
    """A constant of ours, or the body of a post or of an earlier version."""
    if isinstance(printed, nodes.Const):
        return True
    return isinstance(printed, nodes.Getattr) and printed.attr == "body"


def test_no_setting_is_documented_that_does_not_exist():
    pages = [PACKAGE.parent / "README.md", *PACKAGE.parent.glob("docs/*.md")]
    said = "".join(page.read_text() for page in pages)
    documented = set(re.findall(r"LTI_SOCIAL_[A-Z_]*[A-Z]", said))

    settings = {f"LTI_SOCIAL_{name.upper()}" for name in Settings.model_fields}
    assert documented - NOT_SETTINGS == settings


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_database_equals_the_models_after_its_migrations(kind, tmp_path):
    with databases(kind, None, tmp_path) as empty:
        engine = empty.empty()
        migrate(engine)
        migrate(engine)

        assert difference(engine, Base.metadata) == []
        engine.dispose()
