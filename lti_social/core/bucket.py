"""Files in a bucket of S3, or of anything that speaks like it.

Who may use it is said by the environment, in the usual variables (`AWS_ACCESS_KEY_ID`,
`AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`) or by the machine's own role.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import BinaryIO, Self

import obstore
from obstore.store import ObjectStore, from_url

from lti_social.core.files import PIECE


class Bucket:
    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def at(cls, url: str) -> Self:
        """`s3://bucket`, or `s3://bucket/prefix`."""
        return cls(from_url(url))

    def keep(self, key: str, content: BinaryIO) -> None:
        obstore.put(self._store, key, content)

    def read(self, key: str) -> Iterator[bytes]:
        found = obstore.get(self._store, key)
        return (bytes(piece) for piece in found.stream(min_chunk_size=PIECE))

    def forget(self, key: str) -> None:
        with suppress(FileNotFoundError):
            obstore.delete(self._store, key)

    def all(self) -> Iterator[tuple[str, datetime]]:
        for several in obstore.list(self._store):
            for one in several:
                yield one["path"], one["last_modified"]
