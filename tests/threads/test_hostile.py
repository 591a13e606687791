"""Whatever is written, the page around it stays what it was, and nothing more gets in."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

import httpx
import pytest

from lti_social.core.text import LONGEST
from lti_social.threads.models import Post, Thread
from tests.pages import Element, Page
from tests.threads.payloads import HOSTILE

ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote"}
LINK = {"target": "_blank", "rel": "noopener nofollow ugc"}
SCHEMES = ("https://", "http://", "mailto:")
TURNS = re.compile("[\x00-\x1f\x7f\u202a-\u202e]")  # no title turns round or rings a bell
WORST = [
    HOSTILE[name]
    for name in (
        *("an image that fails", "the end of the page"),
        *("a quote and a handler", "a template of ours"),
    )
]


def frame(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """The page's own elements, by tag and names of attributes."""
    return [
        (one.tag, tuple(one.attributes))
        for one in page.elements
        if not one.is_within("prose")
    ]


def assert_harmless(page: Page) -> None:
    for element in page.elements:
        if element.is_within("prose"):
            _assert_allowed(element)


def _assert_allowed(element: Element) -> None:
    said = dict(element.attributes)
    if element.tag == "a":
        assert said.pop("href", SCHEMES[0]).startswith(SCHEMES)
        assert said == LINK
    else:
        assert element.tag in ALLOWED
        assert said == {}


@pytest.fixture
def write(town, visit):
    """Solène opens a thread with this title and this text; it is given back."""
    solene = visit(town.solene)

    def written(title: str, body: str, format: str = "html") -> Thread:
        sent = {"kind": "question", "title": title, "body": body, "format": format}
        answer = solene.submit_by_script("/threads", **sent)
        assert answer.status_code == 200, answer.text
        return town.rows(town.vente, Thread)[-1]

    return written


def test_whatever_is_written_nothing_gets_into_the_thread(town, visit, write):
    karim = visit(town.karim)
    expected = frame(Page(karim.open(write("Un mot", "mot").path)))
    for name, payload in HOSTILE.items():
        if name == "many tags":  # refused, see below
            continue
        page = Page(karim.open(write(f"mot {payload}"[:200], f"mot {payload}").path))

        assert frame(page) == expected, name
        assert_harmless(page)


def test_what_is_written_in_a_plain_field_is_read_as_it_was_written(town, visit, write):
    karim = visit(town.karim)
    expected = frame(Page(karim.open(write("Un mot", "mot", "text").path)))
    for name, payload in HOSTILE.items():
        said = " ".join(f"mot {payload}".replace("\0", "").split())
        page = Page(karim.open(write(said[:200], said, "text").path))

        assert " ".join(page.texts(look="prose")) == said
        assert page.texts("h1") == [" ".join(TURNS.sub("", said[:200]).split())]
        assert frame(page) == expected, name
        assert_harmless(page)


@pytest.fixture
def people(town, visit):
    return SimpleNamespace(
        solene=visit(town.solene), karim=visit(town.karim), claire=visit(town.claire)
    )


@pytest.fixture
def lived(town, people, write, run_jobs):
    """Every page about a thread that was asked, answered, edited and reported like this."""

    def live(words: str, name: str) -> list[Page]:
        people.karim.submit("/me", name=name, appearance="device")
        thread = write(words, f"<p>{words} mot</p>")
        opening = town.opening(thread)
        people.karim.submit_by_script(f"{thread.path}/posts", body=words)
        people.karim.submit_by_script(f"/posts/{opening.id}/report", reason=words)
        people.solene.submit_by_script(f"/posts/{opening.id}/edit", body=f"{words} encore")
        run_jobs()
        return [Page(answer) for answer in _everywhere(people, thread, opening)]

    return live


def _everywhere(people, thread: Thread, opening: Post) -> Iterator[httpx.Response]:
    for visitor, pages in (
        (people.solene, ("edit", "delete", "history", "reply")),
        (people.karim, ("report", "history")),
        (people.claire, ("hide",)),
    ):
        for page in pages:
            yield visitor.open(f"/posts/{opening.id}/{page}")
        for path in ("", "/threads", "/notices", thread.path):
            yield visitor.open(path)
    yield people.claire.open("/reports")


def test_no_page_at_all_lets_it_in(lived):
    pages = lived("mot", "Karim")
    known = {element for page in pages for element in frame(page)}
    assert len(pages) == 20
    assert all(page.texts("h1") for page in pages)
    for payload in WORST:
        for page in lived(payload, payload[:80]):
            assert set(frame(page)) <= known, payload
            assert_harmless(page)


def test_the_page_that_gives_a_text_back_does_not_let_it_in(town, visit):
    solene = visit(town.solene)

    def given_back(payload: str) -> Page:
        sent = {"kind": "poll", "title": payload, "body": payload, "format": "html"}
        return Page(solene.submit("/threads", **sent))

    expected = frame(given_back("mot"))
    for name, payload in HOSTILE.items():
        page = given_back(payload)
        assert frame(page) == expected, name
        assert page.the("k-2").text == " ".join(payload.replace("\0", "").split()), name


def test_the_editor_s_copy_of_a_text_is_the_safe_one(town, visit, write):
    thread = write("Un titre", "<p>mot <strong onclick=x>gras</strong><img src=x></p>")
    opening = town.opening(thread)

    field = Page(visit(town.solene).open(f"/posts/{opening.id}/edit")).the("body")

    assert (
        field.attributes["data-html"] == opening.body == "<p>mot <strong>gras</strong></p>"
    )


def test_tags_within_tags_without_end_are_refused(town, visit):
    sent = {"kind": "question", "title": "Long", "format": "html"}
    answer = visit(town.solene).submit("/threads", **sent, body=HOSTILE["many tags"])

    assert answer.status_code == 422
    assert town.rows(town.vente, Post) == []


def test_a_huge_text_is_refused_and_one_just_below_is_kept(town, visit, write):
    solene = visit(town.solene)
    huge = {"kind": "question", "title": "Long", "format": "html"}
    for size, status in ((LONGEST - 7, 200), (LONGEST - 6, 422), (200_000, 422)):
        answer = solene.submit("/threads", **huge, body=f"<p>{'x' * size}</p>")
        assert answer.status_code == status, size
    assert len(town.rows(town.vente, Post)) == 1
