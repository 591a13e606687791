"""What people write, made safe: HTML in, a small safe HTML out."""

import html
import re
import unicodedata
from html.parser import HTMLParser

import nh3

LONGEST = 20_000  # characters of safe HTML: about eight pages
DEEPEST = 30  # tags within tags; cleaning takes the square of it

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a"}
_SCHEMES = {"http", "https", "mailto"}
_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?\]]")
_TAG = re.compile(r"<(/?)(?!br\b)[a-zA-Z]")
# They turn the direction of writing, to pass one name off as another.
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLOCKS = {"p", "li", "blockquote", "ul", "ol"}

_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}, "*": set()},  # or title and lang are let through
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel="noopener nofollow ugc",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    clean_content_tags={"script", "style", "template", "svg", "math", "iframe", "object"},
)


def safe(markup: str) -> str:
    """The same text with only the tags, attributes and links that we allow.

    What is left after a tag was taken out may be read in another way than it was written,
    so it is cleaned until nothing changes: kept HTML is what a browser makes of it.
    """
    before, cleaned = markup, _cleaner.clean(markup.replace("\x00", "")).strip()
    for _ in range(DEEPEST):
        if cleaned == before:
            break
        before, cleaned = cleaned, _cleaner.clean(cleaned).strip()
    return cleaned


def from_plain(text: str) -> str:
    """Plain text as paragraphs, its web addresses as links."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return safe("".join(f"<p>{_lines(block)}</p>" for block in blocks if block.strip()))


def is_deep(markup: str) -> bool:
    """Whether more tags stand open at once than anybody writes."""
    depth = 0
    for tag in _TAG.finditer(markup):
        depth += -1 if tag[1] else 1
        if depth > DEEPEST:
            return True
    return False


def says_something(words: str) -> bool:
    """Whether anything can be seen in it, but for the dashes of an empty list."""
    return any(unicodedata.category(c)[0] in "LNPS" and c != "-" for c in words)


def one_line(words: str) -> str:
    """A name or a title: on one line, without controls and without turns of direction."""
    if not words.isprintable():  # which nearly all are, and then nothing is to be left out
        kept = (" " if c.isspace() else c for c in words if c.isspace() or _is_kept(c))
        words = "".join(kept)
    return " ".join(words.split())


def _is_kept(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in _TURNING


def _lines(block: str) -> str:
    return "<br>".join(_linked(line) for line in block.split("\n"))


def _linked(line: str) -> str:
    said, at = [], 0
    for found in _URL.finditer(line):
        address = found[0]
        if address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1]
        link = html.escape(address)
        said += [html.escape(line[at : found.start()], quote=False)]
        said += [f'<a href="{link}">{link}</a>']
        at = found.start() + len(address)
    return "".join([*said, html.escape(line[at:], quote=False)])


def to_plain(markup: str) -> str:
    """Safe HTML as text for a plain field or an excerpt: paragraphs, dashes for lists."""
    reader = _Plain()
    reader.feed(markup)
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.said)).strip()


def excerpt(markup: str, length: int = 160) -> str:
    said = " ".join(to_plain(markup).split())
    return said if len(said) <= length else f"{said[:length].rsplit(' ', 1)[0]}…"


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.said.append("\n")
        if tag == "li":
            self.said.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.said.append("\n" if tag == "li" else "\n\n")

    def handle_data(self, data: str) -> None:
        self.said.append(data)
