"""Office documents without what they tell, beside their text, of who wrote them.

The author, the company, and whoever changed, commented or revised it: a word stands in
their place where the format wants one. Besides, the title and subject that nobody sees, in
which names stand too, and the cameras of photographs. What a document says is not touched.
"""

import re
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lti_social.files.kinds import UNPACKS, Refused
from lti_social.files.photographs import without_segments

LONGEST = 50_000_000  # bytes of a part that is read for names

_PIECE = 262_144
_SOMEBODY = b"Author"
_CUSTOM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
_TELLING = re.compile(  # parts in which any of it stands
    r"(?:docprops/(?:core|app)|meta|content|styles"
    r"|word/(?:document|comments\w*|people|footnotes|endnotes|header\d*|footer\d*)"
    r"|xl/(?:workbook|comments\d*|comments/\w+|persons/\w+|threadedcomments/\w+)"
    r"|ppt/(?:commentauthors|authors|comments/\w+))\.xml"
)
_ELEMENTS = re.compile(
    rb"(<(?:\w+:)?(?:creator|lastModifiedBy|initial-creator|printed-by|Manager|Company"
    rb"|HyperlinkBase|author-name|author-initials|creator-initials|sender-initials"
    rb"|(?<=dc:)(?:title|subject|description)|(?<=cp:)(?:keywords|category|contentStatus)"
    rb"|(?<=meta:)keyword)"
    rb"\b[^<>]*(?<!/)>)[^<]*(?=</)"
)
_AUTHORS = re.compile(rb"(<(?:\w+:)?author\b[^<>]*(?<!/)>)[^<]+(?=</)")
_OWN = re.compile(rb"<meta:user-defined\b[^<>]*(?:/>|>[^<]*</meta:user-defined>)")
_TAG = re.compile(  # that it ends is asked first: else one without an end takes for ever
    rb"<(?=[^<>]*+>)[^<>]*?(?:\s(?:\w+:)?(?:author|initials|displayName|userId|userName|providerId)="
    rb"|cmAuthor\s|author\s|absPath\s)[^<>]*>"
)
_ATTRIBUTE = re.compile(
    rb"(\s(?:\w+:)?(?:author|initials|displayName|userId|userName)=)"
    rb"(?:\"[^\"]*\"|'[^']*')"
)
_NAME = re.compile(rb"(\sname=)\"[^\"]*\"")
_PATH = re.compile(rb"(\surl=)\"[^\"]*\"")

Found = re.Match[bytes]


def without_authors(package: BinaryIO) -> BinaryIO:
    """The same parts in the same order, without a clock or an owner of their own."""
    out = BytesIO()
    with ZipFile(package) as old, ZipFile(out, "w") as new:
        for part in old.infolist():
            fresh = ZipInfo(part.filename)
            is_packed = part.compress_type != ZIP_STORED
            fresh.compress_type = ZIP_DEFLATED if is_packed else ZIP_STORED
            if change := _change_of(part):
                new.writestr(fresh, change(old.read(part)))
            else:
                _copy(old, part, new, fresh)
    out.seek(0)
    return out


def _change_of(part: ZipInfo) -> Callable[[bytes], bytes] | None:
    name = part.filename.lower()
    if name == "docprops/custom.xml":
        return lambda _: _CUSTOM
    if name.endswith((".jpg", ".jpeg")):
        return without_segments
    if not _TELLING.fullmatch(name):
        return None
    if part.file_size > LONGEST:
        raise Refused(UNPACKS)
    return _cleared


def _cleared(xml: bytes) -> bytes:
    xml = _ELEMENTS.sub(rb"\1", xml)
    xml = _AUTHORS.sub(rb"\1" + _SOMEBODY, xml)
    return _TAG.sub(_unnamed, _OWN.sub(b"", xml))


def _unnamed(found: Found) -> bytes:
    tag = _ATTRIBUTE.sub(rb'\1"' + _SOMEBODY + b'"', found[0])
    if b"cmAuthor" in tag[:20] or b":author " in tag[:20]:
        tag = _NAME.sub(rb'\1"' + _SOMEBODY + b'"', tag)
    return _PATH.sub(rb'\1""', tag) if b"absPath" in tag[:20] else tag


def _copy(old: ZipFile, part: ZipInfo, new: ZipFile, fresh: ZipInfo) -> None:
    with old.open(part) as read, new.open(fresh, "w") as written:
        while piece := read.read(_PIECE):
            written.write(piece)
