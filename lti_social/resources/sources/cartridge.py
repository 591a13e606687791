"""A Common Cartridge or Thin Common Cartridge (1.0 to 1.3) that a trainer uploaded.

Nothing of it is unpacked: the manifest is read, and the small files that hold web links.
"""

import mimetypes
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO
from xml.etree.ElementTree import Element  # a type only: defusedxml parses

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from lti_social.core.errors import N_
from lti_social.resources.sources import manifest, shape
from lti_social.resources.sources.manifest import Held, Item, Manifest
from lti_social.resources.sources.meta import (
    File,
    Kind,
    Listing,
    Mender,
    Remark,
    ResourceMeta,
    Unavailable,
)

LARGEST_MANIFEST = 8 * 1024 * 1024
LARGEST_LINK = 64 * 1024
LARGEST_INDEX = 8 * 1024 * 1024  # the zip's own list of its files
MOST_LINKS = 5000

NOT_A_ZIP = N_("This file is not a cartridge: it is no zip file, or a broken one.")
NOT_A_CARTRIDGE = N_("This file is not a Common Cartridge: it has no manifest of one.")
TOO_LARGE = N_("The cartridge’s manifest is too large.")
TOO_MANY_FILES = N_("The cartridge holds too many files.")
LEADS_OUT = N_("The cartridge names files outside of itself.")
NEW_VERSION = N_("Version %(version)s of the format is newer than the tool knows.")
STRANGE_TYPE = N_("Not understood: resources of the type %(type)s.")
STRANGE_ELEMENT = N_("Not understood: “%(element)s” in the manifest.")
BROKEN_LINK = N_("The web link “%(title)s” has no address that can be read.")
LOST_RESOURCE = N_("“%(title)s” refers to something that is not in the cartridge.")

_MOST_REMARKS = 50
_END = struct.Struct("<4s4H2LH")  # of a zip's index
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError)
_KINDS = (  # by how the type begins, without its version
    ("imswl", Kind.link),
    ("imsdt", Kind.forum),
    ("imsqti", Kind.quiz),
    ("imsbasiclti", Kind.tool),
    ("assignment", Kind.assignment),
    ("webcontent", Kind.file),
    ("associatedcontent", Kind.file),
)
_TEACHERS = {"instructor", "mentor"}


def listing(file: BinaryIO) -> Listing:
    """Unavailable where it is hostile, broken, or something else."""
    try:
        _check_index(file)
        with zipfile.ZipFile(file) as opened:
            _check_names(opened.namelist())
            return _Cartridge(opened).listing()
    except (*_ZIP_ERRORS, ValueError, struct.error) as error:
        raise Unavailable(NOT_A_ZIP, Mender.trainer) from error


def _check_index(file: BinaryIO) -> None:
    """Before the index is read: its length is what costs time and memory."""
    length = file.seek(0, 2)
    file.seek(max(0, length - 66_000))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise Unavailable(NOT_A_ZIP, Mender.trainer)
    size_of_index = _END.unpack_from(tail, at)[5]
    has_longer_index = tail[max(0, at - 20) : at].startswith(b"PK\x06\x07")
    if has_longer_index or size_of_index > LARGEST_INDEX:
        raise Unavailable(TOO_MANY_FILES, Mender.trainer)


def _check_names(names: list[str]) -> None:
    if any(_leads_out(name) for name in names):
        raise Unavailable(LEADS_OUT, Mender.trainer)


def _leads_out(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return ".." in parts or path.startswith(("/", "\\")) or ":" in parts[0]


class _Cartridge:
    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self._remarks: dict[Remark, None] = {}  # each once, in order
        self._links = 0

    def listing(self) -> Listing:
        table = manifest.read(BytesIO(self._bytes("imsmanifest.xml", LARGEST_MANIFEST)))
        if "common cartridge" not in table.schema.lower():
            raise Unavailable(NOT_A_CARTRIDGE, Mender.trainer)
        _check_names([held.href for held in table.held.values() if held.href])
        if not table.version.startswith(("1.0", "1.1", "1.2", "1.3")):
            self._remark(NEW_VERSION, version=table.version)
        resources = shape.each_once(self._resources(table))
        for element in sorted(table.strange):
            self._remark(STRANGE_ELEMENT, element=element)
        return Listing(resources=resources, remarks=tuple(self._remarks)[:_MOST_REMARKS])

    def _resources(self, table: Manifest) -> Iterator[ResourceMeta]:
        roots = [item for item in table.items if item.parent is None]
        wrapper = roots[0] if len(roots) == 1 and not roots[0].title else None
        for item in table.items:
            if item is not wrapper:
                parent = None if item.parent is wrapper else item.parent
                yield self._resource(item, parent, table)

    def _resource(self, item: Item, parent: Item | None, table: Manifest) -> ResourceMeta:
        held = table.held.get(item.refers_to or "")
        if item.refers_to and held is None:
            self._remark(LOST_RESOURCE, title=shape.title(item.title))
        kind = self._kind(held) if held else Kind.section
        link_title, url = (
            self._link(item, held) if held and kind is Kind.link else ("", None)
        )
        mime = mimetypes.guess_type(held.href or "")[0] if held else None
        if kind is Kind.file:
            kind = Kind.page if mime == "text/html" else shape.kind_of_file(mime)
        is_file = kind in (Kind.file, Kind.video, Kind.audio) and held and held.href
        name = (held.href or "").rpartition("/")[2] if held else ""
        return ResourceMeta(
            lms_id=_id(item),
            kind=kind,
            lms_kind=held.type[:64] if held else "",
            title=shape.title(item.title or link_title or _own_title(held) or name),
            url=url,
            parent=_id(parent) if parent else None,
            position=item.position,
            visible=item.shown and not (held and _is_for_teachers(held)),
            mime=mime if is_file else None,
            files=(File(name=shape.title(name), mime=mime),) if is_file else (),
        )

    def _kind(self, held: Held) -> Kind:
        for begins, kind in _KINDS:
            if held.type.lower().startswith(begins):
                return kind
        self._remark(STRANGE_TYPE, type=held.type[:100])
        return Kind.other

    def _link(self, item: Item, held: Held) -> tuple[str, str | None]:
        """A web link's title and address: from the manifest, or from a file of its own."""
        title, url = held.title, held.url
        if url is None and held.href and self._links < MOST_LINKS:
            self._links += 1
            title, url = self._link_in(held.href)
        address = shape.address(url)
        if address is None:
            self._remark(BROKEN_LINK, title=shape.title(item.title or title))
        return title, address

    def _link_in(self, path: str) -> tuple[str, str | None]:
        try:
            root: Element = fromstring(self._bytes(path, LARGEST_LINK), forbid_dtd=True)
        except (DefusedXmlException, ParseError, Unavailable, ValueError, LookupError):
            return "", None
        found = {child.tag.rpartition("}")[2]: child for child in root}
        title, url = found.get("title"), found.get("url")
        return (
            (title.text or "").strip() if title is not None else "",
            url.get("href") if url is not None else None,
        )

    def _bytes(self, path: str, largest: int) -> bytes:
        """A file's content: never more of it than is allowed, whatever the zip promises."""
        try:
            with self._zip.open(path) as file:
                content = file.read(largest + 1)
        except KeyError as error:
            raise Unavailable(NOT_A_CARTRIDGE, Mender.trainer) from error
        if len(content) > largest:
            raise Unavailable(TOO_LARGE, Mender.trainer)
        return content

    def _remark(self, words: str, **about: str) -> None:
        self._remarks[Remark.of(words, **about)] = None


def _own_title(held: Held | None) -> str:
    return held.title if held else ""


def _id(item: Item) -> str:
    return f"item:{item.identifier}"[:255]


def _is_for_teachers(held: Held) -> bool:
    return bool(held.roles) and held.roles <= _TEACHERS
