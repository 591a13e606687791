"""Documents of office programs: packages, each of whose parts is unpacked and looked at.

A package must begin at the first byte and end at the last, so that nothing else can be
made of the same bytes.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from lti_social.files.kinds import (
    ACCEPTED,
    LOCKED,
    MACROS,
    UNPACKS,
    UNREADABLE,
    Kind,
    Refused,
)

PARTS = 5_000
UNPACKED = 200_000_000  # bytes, all parts together
NAMES = 4_096  # bytes of the part that says what the document is

_PIECE = 262_144
_END = struct.Struct("<4s4H2LH")
_CONTENT = "[Content_Types].xml"
_MAIN: Mapping[bytes, Kind] = {
    b"wordprocessingml.document.main+xml": Kind.docx,
    b"spreadsheetml.sheet.main+xml": Kind.xlsx,
    b"presentationml.presentation.main+xml": Kind.pptx,
}
_MIME: Mapping[bytes, Kind] = {
    kind.media_type.encode(): kind for kind in (Kind.odt, Kind.ods, Kind.odp)
}
_PROGRAMS = ("vbaproject", "vbadata", "/activex/", "macrosheets/", "basic/", "scripts/")
_PROGRAM_ENDINGS = (".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".jar", ".html")


def the_kind_of_package(content: BinaryIO) -> Kind:
    _require_nothing_around(content)
    try:
        with ZipFile(content) as package:
            _require_sane(package.infolist())
            _unpack_all(package)
            return _kind(package)
    except Refused:
        raise
    except Exception as error:  # what is damaged fails in a hundred ways
        raise Refused(UNREADABLE) from error


def _require_nothing_around(content: BinaryIO) -> None:
    """The end record comes last, without a comment, and the list of parts before it."""
    size = content.seek(0, 2)
    content.seek(max(size - _END.size, 0))
    tail = content.read()
    content.seek(0)
    if len(tail) < _END.size:
        raise Refused(UNREADABLE)
    signature, *_, length, start, comment = _END.unpack(tail)
    is_whole = signature == b"PK\x05\x06" and not comment
    if not is_whole or start + length + _END.size != size:
        raise Refused(UNREADABLE)


def _require_sane(parts: list[ZipInfo]) -> None:
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise Refused(UNPACKS)
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused(LOCKED)
    names = [f"/{part.filename}".lower() for part in parts]
    if len(set(names)) != len(names) or any("/../" in name for name in names):
        raise Refused(UNREADABLE)
    if any(_is_program(name) for name in names):
        raise Refused(MACROS)


def _is_program(name: str) -> bool:
    return name.endswith(_PROGRAM_ENDINGS) or any(part in name for part in _PROGRAMS)


def _unpack_all(package: ZipFile) -> None:
    """What a package says of its sizes is only believed once it was seen."""
    left = UNPACKED
    for part in package.infolist():
        for piece in _pieces(package, part):
            left -= len(piece)
            if left < 0:
                raise Refused(UNPACKS)


def _pieces(package: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    with package.open(part) as unpacked:
        while piece := unpacked.read(_PIECE):
            yield piece


def _kind(package: ZipFile) -> Kind:
    names = package.namelist()
    if names and names[0] == "mimetype":
        kind = _MIME.get(package.read("mimetype")[:NAMES].strip())
        if kind is not None and "META-INF/manifest.xml" in names:
            return _unless_locked(package, kind)
    if _CONTENT in names:
        said = package.read(_CONTENT)
        if b"macroEnabled" in said:
            raise Refused(MACROS)
        for main, kind in _MAIN.items():
            if main in said:
                return kind
    raise Refused(ACCEPTED)


def _unless_locked(package: ZipFile, kind: Kind) -> Kind:
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Refused(LOCKED)
    return kind
