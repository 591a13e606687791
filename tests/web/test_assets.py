"""What the browser gets: whole, small, from nobody else, and allowed by our own policy."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lti_social

PACKAGE = Path(lti_social.__file__).parent
ROOT = PACKAGE.parent
ASSETS = PACKAGE / "web/assets"
STATIC = PACKAGE / "web/static"
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))

FORBIDDEN_IN_TEMPLATES = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "a script in the page": r"<script(?![^>]*\bsrc=)",
    "an event handler": r"\son[a-z]+\s*=\s*[\"']",
    "script of htmx": r"\bhx-on\b|[\"']\s*(js|javascript):",
    "a filter, which htmx evaluates": r"hx-trigger=[\"'][^\"']*\[",
    "a dialog that a frame may not open": r"\bhx-confirm\b",
}


@pytest.fixture
def built() -> dict[str, str | bool]:
    manifest = STATIC / "manifest.json"
    if not manifest.exists() or not json.loads(manifest.read_text())["complete"]:
        pytest.skip("the assets are not built: python lti_social/web/assets/build.py")
    return json.loads(manifest.read_text())


def size(name: str) -> int:
    """What travels, in bytes."""
    return sum(path.stat().st_size for path in STATIC.glob(f"{name}.gz"))


def test_the_manifest_names_what_is_there(built):
    assert built["editor"] is True
    for name in ("app.js", "app.css"):
        stem, suffix = name.split(".")
        assert re.fullmatch(rf"{stem}-[A-Z0-9]{{8}}\.{suffix}", built[name])
        assert STATIC.joinpath(built[name]).stat().st_size


def test_each_file_stands_beside_its_compressed_self(built):
    plain = [path for path in STATIC.iterdir() if path.suffix not in {".gz", ".json"}]

    assert len(plain) >= 4
    for path in plain:
        packed = path.with_name(f"{path.name}.gz")
        assert gzip.decompress(packed.read_bytes()) == path.read_bytes()


def test_a_first_visit_is_light_and_the_editor_comes_later(built):
    assert size(built["app.js"]) <= 25_000
    assert size(built["app.css"]) <= 16_000
    assert 50_000 < size("editor-*.js") <= 130_000
    first = STATIC.joinpath(built["app.js"]).read_text()
    assert "ProseMirror" not in first
    assert not re.search(r'(^|;)import\s*[{"]', first)


def test_the_styles_ask_nobody_else(built):
    for path in [*ASSETS.glob("css/*.css"), STATIC / built["app.css"]]:
        assert not re.search(r"url\(|https?:|@import\s+[\"']?//", path.read_text()), path


def test_the_licences_of_what_is_bundled_come_along(built):
    notices = STATIC.joinpath("third-party.txt").read_text()

    assert "htmx.org 4" in notices
    assert notices.count("Permission is hereby granted") > 20


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_template_keeps_to_the_policy(template):
    source = template.read_text()

    for what, pattern in FORBIDDEN_IN_TEMPLATES.items():
        assert not re.search(pattern, source, re.IGNORECASE), what


def test_the_lock_names_exact_versions_and_no_registry():
    package = json.loads(ROOT.joinpath("package.json").read_text())
    lock = ROOT.joinpath("package-lock.json").read_text()

    wanted = package["dependencies"] | package["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert '"resolved"' not in lock
    for name, package in json.loads(lock)["packages"].items():
        assert not name or package["integrity"].startswith("sha512-"), name


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A copy of what the build needs, where nothing was built and npm finds nothing."""
    shutil.copytree(ASSETS, tmp_path / "lti_social/web/assets")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    catalogue = tmp_path / "lti_social/web/locale/fr/LC_MESSAGES/messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "Thread"\nmsgstr "Fil"\n')
    return tmp_path


def build_offline(checkout: Path, **env: str) -> subprocess.CompletedProcess[str]:
    alone = {"npm_config_offline": "true", "npm_config_cache": str(checkout / "cache")}
    kept = {k: v for k, v in os.environ.items() if k not in {"CI", "LTI_SOCIAL_ASSETS"}}
    return subprocess.run(
        [sys.executable, checkout / "lti_social/web/assets/build.py"],
        env=kept | alone | env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_npm_the_pages_are_plain_and_the_build_says_so(checkout):
    run = build_offline(checkout)

    assert run.returncode == 0
    assert "npm could not be reached" in run.stderr
    static = checkout / "lti_social/web/static"
    manifest = json.loads(static.joinpath("manifest.json").read_text())
    assert (manifest["complete"], manifest["editor"]) == (False, False)
    styles = static.joinpath(manifest["app.css"]).read_text()
    assert styles.index("@layer reset, tokens") < styles.index(".composer {")
    script = static.joinpath(manifest["app.js"]).read_text()
    assert "data-draft" in script
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    assert checkout.joinpath("lti_social/web/locale/fr/LC_MESSAGES/messages.mo").exists()


@pytest.mark.parametrize("demand", [{"CI": "true"}, {"LTI_SOCIAL_ASSETS": "require"}])
def test_where_the_assets_are_demanded_a_plain_build_fails(checkout, demand):
    run = build_offline(checkout, **demand)

    assert run.returncode != 0
    assert "NpmUnreachable" in run.stderr
    assert not checkout.joinpath("lti_social/web/static").exists()
