"""PDF documents, which must not run scripts, start programs or be locked.

Nothing may stand before the beginning or after the end. The rest is looked through as a
reader would find its objects: outside of streams, and in the streams that hold objects.
"""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from lti_social.files.kinds import LOCKED, MACROS, UNPACKS, UNREADABLE, Refused

UNPACKED = 50_000_000  # bytes of objects in streams

_BEGINS, _ENDS = re.compile(rb">>\s{0,9}stream\r?\n"), b"endstream"
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_RUNS = re.compile(rb"/(JavaScript|JS|Launch|RichMedia)(?![A-Za-z0-9])")
_ASKS = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_HOLDS_OBJECTS = re.compile(rb"/ObjStm(?![A-Za-z0-9])")


def look_through(content: BinaryIO) -> None:
    data = content.read()
    if b"%%EOF" not in data[-64:] or data[data.rindex(b"%%EOF") + 5 :].strip(b"\0\r\n\t "):
        raise Refused(UNREADABLE)
    for objects in _objects(data):
        plain = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), objects)
        if _ASKS.search(plain):
            raise Refused(LOCKED)
        if _RUNS.search(plain):
            raise Refused(MACROS)


def _objects(data: bytes) -> Iterator[bytes]:
    at, left = 0, UNPACKED
    while begins := _BEGINS.search(data, at):
        plain, at = data[at : begins.end()], data.find(_ENDS, begins.end())
        yield plain
        if at < 0:
            raise Refused(UNREADABLE)
        if _HOLDS_OBJECTS.search(plain, max(len(plain) - 2_000, 0)):
            unpacked = _inflated(data[begins.end() : at], left)
            left -= len(unpacked)
            yield unpacked
    yield data[at:]


def _inflated(packed: bytes, most: int) -> bytes:
    try:
        unpacked = zlib.decompressobj().decompress(packed, most + 1)
    except zlib.error:
        return packed  # not packed, or by other means
    if len(unpacked) > most:
        raise Refused(UNPACKS)
    return unpacked
