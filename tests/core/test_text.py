"""HTML in, a small safe HTML out: said of any text at all, not of examples alone."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lti_social.core.text import excerpt, from_plain, safe, to_plain
from tests.threads.payloads import HOSTILE

ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a"}

FORBIDDEN = ("script", "style", "svg", "math", "iframe", "form", "img", "b", "textarea")

_names = st.sampled_from([*sorted(ALLOWED), *FORBIDDEN])
_attributes = st.sampled_from(
    [
        *("", ' href="https://ok.test/?a=1&b=2"', " href='javascript:alert(1)'"),
        *(" href=//evil.test", ' href="data:text/html,x"', ' title="</p>"', " lang=fr"),
        *(
            " onclick=alert(1)",
            ' style="top:0"',
            ' class="btn"',
            ' target="_top"',
            ' rel=""',
        ),
    ]
)
_opening = st.builds("<{}{}{}>".format, _names, _attributes, _attributes)
_closing = st.builds("</{}>".format, _names)
_oddities = st.sampled_from(
    ["<!--", "-->", "<![CDATA[", "]]>", "<", ">", "&", "&#0;", "&lt;"]
)
_pieces = st.one_of(st.text(max_size=8), _opening, _closing, _oddities)
markup = st.lists(_pieces, max_size=12).map("".join) | st.sampled_from([*HOSTILE.values()])

words = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="\u2028\u2029"),
    min_size=1,
    max_size=8,
)
lines = st.lists(words, min_size=1, max_size=5).map(" ".join)
paragraphs = st.lists(lines, min_size=1, max_size=3).map("\n".join)
plain = st.lists(paragraphs, min_size=1, max_size=3).map("\n\n".join)


class _Reader(HTMLParser):
    def __init__(self, said: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(said)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


@given(markup)
def test_what_is_safe_holds_only_what_we_allow(said):
    for tag, attributes in _Reader(safe(said)).found:
        assert tag in ALLOWED
        if tag == "a":
            href = attributes.pop("href", "https://")
            assert re.match(r"https?://|mailto:", href, re.IGNORECASE)
            assert attributes == {"target": "_blank", "rel": "noopener nofollow ugc"}
        assert tag == "a" or attributes == {}


@given(markup)
@example("<LI><FORM><LI>")
def test_what_is_safe_stays_as_it_is(said):
    assert safe(safe(said)) == safe(said)


@given(plain)
@example("Un < deux & trois > zéro")
@example("<p>Ceci n’est pas un paragraphe</p>")
@example("https://ok.test/?a=1&b=2 puis (https://ok.test/b).")
@example("&amp; reste &amp;")
def test_plain_text_comes_back_as_it_was_written(said):
    assert to_plain(from_plain(said)) == said


@given(st.text(max_size=60))
def test_plain_text_is_never_markup(said):
    tags = {tag for tag, _ in _Reader(from_plain(said)).found}

    assert tags <= {"p", "br", "a"}


@given(markup, st.integers(10, 200))
@settings(max_examples=50)
def test_an_excerpt_is_one_short_line(said, length):
    short = excerpt(safe(said), length)

    assert len(short) <= length + 1
    assert "\n" not in short


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Un <strong>mot</strong> <em>doux</em></p>", None),
        ("<ul><li>un</li><li>deux</li></ul>", None),
        ("<blockquote><p>Elle a dit oui.</p></blockquote>", None),
        ('<p lang="fr" title="x">mot</p>', "<p>mot</p>"),
        ("<h1>Titre</h1>", "Titre"),
        ("<p>a<script>b</script>c</p>", "<p>ac</p>"),
        ("x\0y", "xy"),
        ("  <p>mot</p>\n", "<p>mot</p>"),
    ],
)
def test_what_is_kept_of_it(written, kept):
    assert safe(written) == (kept or written)


def test_an_address_becomes_a_link_without_the_full_stop_behind_it():
    html = from_plain("Voir https://ok.test/a?b=1&c=2.")

    assert 'href="https://ok.test/a?b=1&amp;c=2"' in html
    assert html.endswith("</a>.</p>")


def test_lists_and_paragraphs_are_told_apart_in_plain_text():
    html = "<p>Avant</p><ul><li>un</li><li>deux</li></ul><p>Après<br>encore</p>"

    assert to_plain(html) == "Avant\n\n- un\n- deux\n\nAprès\nencore"


@pytest.mark.parametrize(
    "said", ["", " \r\n\t", "<p></p>", "<p><br></p>", "<script>x</script>"]
)
def test_nothing_is_nothing(said):
    assert to_plain(safe(said)) == ""
    assert from_plain("") == ""
