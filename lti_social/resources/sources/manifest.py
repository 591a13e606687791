"""The manifest of a Common Cartridge, read as a stream and no further than sensible.

Names are told apart by the manifest's own namespace: titles of metadata are not titles of
items. Document types and entities are refused by the parser.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from lti_social.core.errors import N_
from lti_social.resources.sources.meta import Mender, Unavailable

MOST_ITEMS, DEEPEST, MOST_ELEMENTS = 20_000, 40, 200_000
MOST_STRANGE = 50
HOSTILE = N_("The cartridge’s manifest contains instructions that no cartridge needs.")
BROKEN = N_("The cartridge’s manifest cannot be read.")
TOO_MANY = N_("The cartridge has too many items.")
TOO_DEEP = N_("The cartridge’s items lie too deep within each other.")
UNDERSTOOD = {
    *("manifest", "metadata", "schema", "schemaversion", "organizations", "organization"),
    *("item", "title", "resources", "resource", "file", "dependency"),
}


@dataclass
class Item:
    """A place in the table of contents."""

    identifier: str
    refers_to: str | None
    parent: "Item | None"
    position: int
    shown: bool
    title: str = ""
    within: int = 0  # items so far

    @property
    def depth(self) -> int:
        return 1 + self.parent.depth if self.parent else 1


@dataclass
class Held:
    """A resource; `title` and `url` are those of a link that stands in the manifest."""

    type: str
    href: str | None
    title: str = ""
    url: str | None = None
    roles: set[str] = field(default_factory=set)  # for whom it is meant


@dataclass
class Manifest:
    schema: str = ""
    version: str = ""
    items: list[Item] = field(default_factory=list)
    held: dict[str, Held] = field(default_factory=dict)
    strange: set[str] = field(default_factory=set)  # elements we know nothing of


def read(file: BinaryIO) -> Manifest:
    """Unavailable where it is hostile, broken or beyond measure."""
    reading = _Reading()
    try:
        for event, element in _parsed(file):
            reading.take(event, element)
    except DefusedXmlException as error:
        raise Unavailable(HOSTILE, Mender.trainer) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unavailable(BROKEN, Mender.trainer) from error
    return reading.manifest


def _parsed(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    yield from iterparse(file, events=("start", "end"), forbid_dtd=True)


class _Reading:
    def __init__(self) -> None:
        self.manifest = Manifest()
        self._space: str | None = None
        self._path: list[tuple[str, Any]] = []  # local names of what is open
        self._item: Item | None = None
        self._held: Held | None = None
        self._tops = self._elements = self._organizations = 0

    def take(self, event: str, element: Any) -> None:
        space, _, name = element.tag.rpartition("}")
        if self._space is None:
            self._space = space
        if event == "start":
            self._open(name, element, is_ours=space == self._space)
        else:
            self._path.pop()
            self._close(name, element, is_ours=space == self._space)
            element.clear()
            if self._path:
                self._path[-1][1].remove(element)  # or the tree would grow all the same

    def _open(self, name: str, element: Any, *, is_ours: bool) -> None:
        self._path.append((name, element))
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise Unavailable(TOO_MANY, Mender.trainer)
        if len(self._path) > DEEPEST * 2:
            raise Unavailable(TOO_DEEP, Mender.trainer)
        if not is_ours:
            return
        if name == "organization":
            self._organizations += 1
        elif name == "item" and self._organizations == 1:
            self._open_item(element)
        elif name == "resource":
            self._held = Held(element.get("type") or "", element.get("href"))
            self.manifest.held.setdefault(element.get("identifier") or "", self._held)
        elif name == "file" and self._held and self._held.href is None:
            self._held.href = element.get("href")
        elif name not in UNDERSTOOD and len(self.manifest.strange) < MOST_STRANGE:
            self.manifest.strange.add(name[:40])

    def _open_item(self, element: Any) -> None:
        parent, items = self._item, self.manifest.items
        identifier = element.get("identifier") or f"{len(items)}"
        shown = element.get("isvisible") != "false"
        position = parent.within if parent else self._tops
        self._item = Item(identifier, element.get("identifierref"), parent, position, shown)
        items.append(self._item)
        if parent:
            parent.within += 1
        else:
            self._tops += 1
        if len(items) > MOST_ITEMS:
            raise Unavailable(TOO_MANY, Mender.trainer)
        if self._item.depth > DEEPEST:
            raise Unavailable(TOO_DEEP, Mender.trainer)

    def _close(self, name: str, element: Any, *, is_ours: bool) -> None:
        around = self._path[-1][0] if self._path else ""
        text = (element.text or "").strip()
        if not is_ours:
            self._close_guest(name, around, element, text)
        elif name == "item" and self._item and self._organizations == 1:
            self._item = self._item.parent
        elif name == "title" and around == "item" and self._item:
            self._item.title = text[:1000]
        elif name == "resource":
            self._held = None
        elif name in ("schema", "schemaversion") and around == "metadata":
            setattr(self.manifest, _METADATA[name], text[:100])

    def _close_guest(self, name: str, around: str, element: Any, text: str) -> None:
        """What other vocabularies say of a resource: a link's address, a role."""
        if self._held is None:
            return
        if around == "webLink" and name == "url":
            self._held.url = element.get("href")
        elif around in ("webLink", "cartridge_basiclti_link") and name == "title":
            self._held.title = text[:1000]
        elif around == "intendedEndUserRole" and name == "value":
            self._held.roles.add(text.lower())


_METADATA = {"schema": "schema", "schemaversion": "version"}
