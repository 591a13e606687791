"""Where the bytes of files are kept: a folder, or a bucket of S3.

A key is made here and says nothing of the file. What is kept under a key never changes, so
whoever reads it may keep it too.
"""

import re
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

PIECE = 65_536  # bytes read or sent at once

_KEY = re.compile(r"\d+/[0-9a-f]{32}(\.part)?")  # what was cut off while it was written too


class Files(Protocol):
    def keep(self, key: str, content: BinaryIO) -> None:
        """Keep it whole or not at all."""

    def read(self, key: str) -> Iterator[bytes]:
        """Its bytes; raises FileNotFoundError before the first of them."""

    def forget(self, key: str) -> None:
        """It is gone, if it was ever there."""

    def all(self) -> Iterator[tuple[str, datetime]]:
        """All that is kept, and since when."""


def fresh_key(cohort_id: int) -> str:
    """A key that nobody can guess, among those of the cohort."""
    return f"{cohort_id}/{secrets.token_hex(16)}"


def files_at(where: str) -> Files:
    """Those of a folder, or of `s3://bucket/prefix`."""
    if where.startswith("s3://"):
        try:
            from lti_social.core.bucket import Bucket
        except ModuleNotFoundError as error:
            raise SystemExit("Files in S3 need an extra: lti-social[s3].") from error
        return Bucket.at(where)
    return Folder(Path(where))


class Folder:
    """A folder of this machine, or of one that several machines share."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(self, key: str, content: BinaryIO) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f"{path.name}.part")
        with part.open("wb") as half:
            shutil.copyfileobj(content, half, PIECE)
        part.replace(path)

    def read(self, key: str) -> Iterator[bytes]:
        return _pieces(self._path(key).open("rb"))

    def forget(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def all(self) -> Iterator[tuple[str, datetime]]:
        for path in self._root.glob("*/*"):
            key = path.relative_to(self._root).as_posix()
            if _KEY.fullmatch(key):  # what somebody else put here is theirs
                yield key, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("not a key of ours")
        return self._root / key


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    with content:
        while piece := content.read(PIECE):
            yield piece
