"""What a page holds, read as a parser reads it rather than as a string."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

VOID = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "use", "source"}

Attributes = dict[str, str | None]


@dataclass
class Element:
    tag: str
    attributes: Attributes
    inside: "Element | None"
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())

    def is_within(self, look: str) -> bool:
        """Whether it stands below an element of this class."""
        above = self.inside
        return above is not None and (above.looks(look) or above.is_within(look))

    def looks(self, look: str) -> bool:
        return look in (self.attributes.get("class") or "").split()


class Page(HTMLParser):
    def __init__(self, answer: httpx.Response) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(answer.text)

    def all(self, tag: str = "", look: str = "") -> list[Element]:
        return [
            element
            for element in self.elements
            if (not tag or element.tag == tag) and (not look or element.looks(look))
        ]

    def texts(self, tag: str = "", look: str = "") -> list[str]:
        return [element.text for element in self.all(tag, look)]

    def the(self, id: str) -> Element:
        """The element with this id."""
        (found,) = (one for one in self.elements if one.attributes.get("id") == id)
        return found

    @property
    def main(self) -> str:
        """The words of the page, without its frame."""
        return self.all("main")[0].text

    def links(self, label: str) -> list[str | None]:
        """Where the links with these words lead."""
        return [one.attributes.get("href") for one in self.all("a") if label in one.text]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), self._open[-1] if self._open else None)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(
            Element(tag, dict(attrs), self._open[-1] if self._open else None)
        )

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.said.append(data)
