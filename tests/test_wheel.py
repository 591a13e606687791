"""What travels in the wheel, so that the tool works from any folder without a checkout."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

import lti_social

PACKAGE = Path(lti_social.__file__).parent
ROOT = PACKAGE.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    done = subprocess.run(
        [*build, "--outdir", folder, ROOT], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    return ZipFile(path)


@pytest.fixture(scope="module")
def names(wheel) -> set[str]:
    return set(wheel.namelist())


def found(pattern: str, below: Path = PACKAGE) -> set[str]:
    """Files of the checkout, as the wheel calls them."""
    return {path.relative_to(below.parent).as_posix() for path in below.glob(pattern)}


def test_the_migrations_travel_under_the_package(names):
    versions = {path.name for path in (ROOT / "migrations/versions").glob("*.py")}

    assert versions
    assert {f"lti_social/_migrations/versions/{name}" for name in versions} <= names
    assert "lti_social/_migrations/env.py" in names


def test_the_words_of_each_lms_travel_too(names):
    files = {path.name for path in (ROOT / "lti_config").iterdir()}

    assert {"moodle.toml", "canvas.json"} < files
    assert {f"lti_social/_lti_config/{name}" for name in files} <= names


@pytest.mark.parametrize(
    "pattern", ["*/templates/**/*.html", "demo/seeds/*.toml", "demo/static/*", "**/*.py"]
)
def test_what_the_package_reads_travels_with_it(names, pattern):
    needed = {
        name for name in found(pattern) if not name.startswith("lti_social/web/assets/")
    }

    assert needed
    assert needed <= names


def test_the_built_assets_travel_compressed_and_plain(wheel, names):
    manifest = json.loads(wheel.read("lti_social/web/static/manifest.json"))

    for asset in (manifest["app.js"], manifest["app.css"]):
        assert f"lti_social/web/static/{asset}" in names
        assert f"lti_social/web/static/{asset}.gz" in names


def test_french_travels_compiled(names):
    assert "lti_social/web/locale/fr/LC_MESSAGES/messages.mo" in names


def test_the_licence_travels(names):
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_what_only_builders_and_developers_need_stays_at_home(names):
    tops = {name.split("/")[0] for name in names}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"lti_social"}
    assert not {name for name in names if name.startswith("lti_social/web/assets/")}
    assert not {name for name in names if "__pycache__" in name or "node_modules" in name}
