"""Three hundred hostile texts in a browser, with the policy and with the policy taken away:
none runs, none fetches anything, and the page around it stays as it was."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Request, expect

from lti_social.threads.models import Thread
from tests.browser.reader import Reader
from tests.browser.serving import Place
from tests.browser.visits import Visit, Visits
from tests.hostile import HOSTILE, packed

PAGE = 30
TAGS = {"P", "BR", "STRONG", "EM", "UL", "OL", "LI", "BLOCKQUOTE", "A"}

POST = """async ({ path, forms, key }) => {
  for (const form of forms) {
    const body = new URLSearchParams({ form_key: key, ...form });
    const answer = await fetch(path, { method: "POST", body });
    if (!answer.ok) throw new Error(`${answer.status}: ${JSON.stringify(form)}`);
  }
}"""
PASTE = """(payloads) => {
  const field = document.querySelector(".editor__text");
  for (const html of payloads) {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }
  return [...field.querySelectorAll("*")].map((e) => e.tagName);
}"""
FOUND = """() => [...document.querySelectorAll(".prose *")].map((e) => e.tagName)"""
# A script in the page itself: the policy alone would keep it from running.
CONTROL = """() => {
  const script = document.createElement("script");
  script.textContent = "window.__control = 1";
  document.head.append(script);
  return window.__control === 1;
}"""


@pytest.fixture(scope="module")
def threads(place: Place, visits: Visits) -> list[Thread]:
    """Posted by Karim from a page of his: thirty bodies each, under titles like them."""
    titles, town = packed(200), place.town
    threads = []
    with visits.open() as visit:
        karim = visit("karim")
        karim.open("/threads/new")
        key = karim.view.locator("[name=form_key]").first.get_attribute("value")
        for start in range(0, len(HOSTILE), PAGE):
            thread = town.discussion(town.solene, titles[start // PAGE])
            bodies = [f"<p>mot</p>{said}" for said in HOSTILE[start : start + PAGE]]
            sent = {
                "path": f"{karim.home}{thread.path}/posts",
                "forms": [{"body": body, "format": "html"} for body in bodies],
                "key": key,
            }
            karim.page.evaluate(POST, sent)
            threads.append(thread)
    return threads


@pytest.fixture(params=["policy", "no policy"])
def solene(request: pytest.FixtureRequest, visit: Visit) -> Iterator[Reader]:
    """Who reads all of it, and what her browser was made to do meanwhile."""
    is_bare = request.param == "no policy"
    reader = visit("solene", bypass_csp=is_bare)
    done: list[str] = []

    def look(asked: Request) -> None:
        if asked.resource_type in ("image", "media", "font", "other", "websocket"):
            done.append(asked.url)

    reader.page.on("dialog", lambda dialog: (done.append(dialog.message), dialog.dismiss()))
    reader.page.on("request", look)
    reader.page.on("popup", lambda page: done.append(page.url))
    if is_bare:
        assert reader.page.evaluate(CONTROL)
    yield reader
    assert [said for said in done if not said.startswith("data:")] == []


def assert_nothing_ran(reader: Reader) -> None:
    assert reader.page.evaluate("window.__ran") is None
    assert set(reader.page.evaluate(FOUND)) <= TAGS


def test_no_page_that_holds_them_runs_any(solene: Reader, threads: list[Thread]):
    for thread in threads:
        solene.open(thread.path)
        expect(solene.view.locator("article.post").first).to_be_visible()
        assert_nothing_ran(solene)
    for path in ("/threads", "", "/notices"):
        solene.open(path)
        assert_nothing_ran(solene)


def test_no_paste_into_the_editor_runs_any(solene: Reader, threads: list[Thread]):
    """Nor does the draft that is found again when the page is loaded anew."""
    # The editor reads the clipboard in a document of its own, where nothing runs: of what
    # stands in it the policy tells the console all the same.
    solene.forgive("Content Security Policy")
    solene.open(threads[0].path)
    for _ in ("pasted", "found again"):
        solene.view.locator("#body").focus()
        expect(solene.editor).to_be_focused()
        assert set(solene.page.evaluate(PASTE, list(HOSTILE))) <= TAGS
        assert_nothing_ran(solene)
        solene.page.reload()
