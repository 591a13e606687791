"""What a file is, by its bytes: its name and what a browser says of it are not believed.

A table of ours and no library: those know thousands of kinds, and none of them asks whether
the bytes are something else besides.
"""

import re
from typing import BinaryIO, NamedTuple

from lti_social.files.authors import without_authors
from lti_social.files.kinds import ACCEPTED, EMPTY, Kind, Refused
from lti_social.files.naming import ending, named
from lti_social.files.packages import the_kind_of_package
from lti_social.files.pictures import redrawn
from lti_social.files.portable import portable

_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_PACKAGE = b"PK\x03\x04"
_TEXTS = {"txt": Kind.txt, "csv": Kind.csv}
_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of text in two bytes a letter
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = ("<", "#!", "%!", "{\\rtf", "@echo")
_TAGS = ("<script", "<html", "<!doctype", "<svg", "<iframe", "<?php", "<?xml")


class Looked(NamedTuple):
    """A file that is accepted, as it will be kept."""

    name: str
    kind: Kind
    content: BinaryIO
    size: int
    width: int | None = None
    height: int | None = None


def look(name: str, content: BinaryIO) -> Looked:
    """Raises Refused, with a sentence."""
    head = content.read(16)
    content.seek(0)
    if not head:
        raise Refused(EMPTY)
    if head.startswith(_IMAGES) or (head[:4], head[8:12]) == (b"RIFF", b"WEBP"):
        kind, drawn, width, height = redrawn(content)
        return Looked(named(name, kind), kind, drawn, _size(drawn), width, height)
    kind = _kind_of_document(ending(name), head, content)
    if head.startswith(_PACKAGE):
        content = without_authors(content)
    elif kind is Kind.pdf:
        content = portable(content)
    return Looked(named(name, kind), kind, content, _size(content))


def _kind_of_document(ending: str, head: bytes, content: BinaryIO) -> Kind:
    if head.startswith(_PACKAGE):
        return the_kind_of_package(content)
    if head.startswith(b"%PDF-"):
        return Kind.pdf
    if ending in _TEXTS and _is_plain(content.read()):
        return _TEXTS[ending]
    raise Refused(ACCEPTED)


def _is_plain(data: bytes) -> bool:
    """Text that nobody's program would take for more than text."""
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in _MARKS else "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        return False
    if _CONTROL.search(text):
        return False
    said = text.lower()
    return not said.lstrip().startswith(_MARKUP) and not any(tag in said for tag in _TAGS)


def _size(content: BinaryIO) -> int:
    size = content.seek(0, 2)
    content.seek(0)
    return size
