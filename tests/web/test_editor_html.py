"""The rich editor in a true browser, under our policy: what it sends, how keys reach it."""

import json
import shutil
import threading
from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from lti_social.core.text import safe
from lti_social.web.edge import policy
from lti_social.web.render import EDITOR, STATIC

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PAGE = """<!doctype html><html lang="en"><title>A thread</title>
<link rel="stylesheet" href="/static/{css}"><link rel="icon" href="data:,">
<script type="module" src="/static/{js}"></script>
<body data-labels="{labels}"><div class="prose"><p>I wait.</p><p>Then I call.</p></div>
<form method="post">
<label for="body">Your answer</label><p id="hint">As you like.</p>
<textarea id="body" name="body" aria-describedby="hint" required data-editor
  data-draft="c1-m1"></textarea>
<input type="hidden" name="format" value="text"><button>Publish</button></form>"""
SENT = "Object.fromEntries(new FormData(document.forms[0]))"
FOCUS_AT_THE_FOOT = """() => {
  const field = document.querySelector("#body");
  document.forms[0].style.marginBlock = "200vh";
  field.focus();
  scrollBy(0, field.getBoundingClientRect().top - innerHeight + 30);
}"""
PASTE = """html => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """One page with one field, served with the built assets."""
    manifest = STATIC / "manifest.json"
    if not manifest.exists() or not json.loads(manifest.read_text())["editor"]:
        pytest.skip("the assets are not built: python lti_social/web/assets/build.py")
    names = json.loads(manifest.read_text())
    labels = escape(json.dumps(EDITOR))
    page = PAGE.format(css=names["app.css"], js=names["app.js"], labels=labels)

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asset = STATIC / self.path.removeprefix("/static/")
            is_page = self.path == "/"
            kind = {".js": "text/javascript", ".css": "text/css"}.get(asset.suffix)
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if is_page else str(kind))
            self.send_header("Content-Security-Policy", policy([]))
            self.end_headers()
            self.wfile.write(page.encode() if is_page else asset.read_bytes())

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("there is no Chromium here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(address: str, chromium: Browser) -> Iterator[Page]:
    """The page; at the end the browser must have had nothing to complain about."""
    complaints: list[str] = []
    page = chromium.new_context().new_page()
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page
    page.context.close()
    assert complaints == []


def write(page: Page, text: str) -> None:
    """Into the editor, which comes at the first focus."""
    page.get_by_role("textbox", name="Your answer").focus()
    expect(page.locator("[contenteditable]")).to_be_focused()
    page.keyboard.type(text)


def sent(page: Page) -> tuple[str, str]:
    form = page.evaluate(SENT)
    return form["format"], form["body"]


def test_a_field_nobody_touched_is_plain(page):
    assert sent(page) == ("text", "")
    assert page.locator("[contenteditable]").count() == 0


def test_what_is_typed_before_the_editor_comes_is_not_lost(page):
    page.locator("#body").focus()
    page.keyboard.type("I ask what is missing")

    expect(page.locator("[contenteditable]")).to_be_focused()
    page.keyboard.type(", always.")
    assert sent(page) == ("html", "<p>I ask what is missing, always.</p>")


def test_the_caret_stays_in_sight_where_the_editor_is_higher_than_its_field(page):
    page.set_viewport_size({"width": 390, "height": 200})
    page.evaluate(FOCUS_AT_THE_FOOT)

    expect(page.locator("[contenteditable]")).to_be_focused()
    expect(page.locator("[contenteditable] p")).to_be_in_viewport()


def test_the_sanitiser_lets_through_all_that_the_toolbar_makes(page):
    write(page, "Ask ")
    for name in ("Bold", "Italic"):
        page.get_by_role("button", name=name).click()
        page.keyboard.type(name)
    for name in ("List", "Numbered list", "Quotation"):
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")  # an empty item ends its list
        page.get_by_role("button", name=name, exact=True).click()
        page.keyboard.type(name)

    made = sent(page)[1]
    assert safe(made) == made
    for tag in ("<strong>", "<em>", "<ul><li>", "<ol><li>", "<blockquote>"):
        assert tag in made


def test_a_link_is_made_by_keyboard_alone(page):
    write(page, "See ")
    page.keyboard.press("Shift+Tab")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("example.org/guide")
    page.keyboard.press("Enter")

    made = '<a href="https://example.org/guide">https://example.org/guide</a>'
    assert sent(page) == ("html", f"<p>See {made}</p>")


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "data:text/html,x", "soon"])
def test_an_address_that_leads_nowhere_is_refused(page, typed):
    write(page, "See")
    page.get_by_role("button", name="Link", exact=True).click()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_have_text(EDITOR["link_bad"])
    page.keyboard.press("Escape")
    expect(page.locator("[contenteditable]")).to_be_focused()
    assert sent(page) == ("html", "<p>See</p>")


def test_tab_leaves_the_editor_even_from_a_list(page):
    write(page, "one")
    page.get_by_role("button", name="List", exact=True).click()
    page.keyboard.press("Tab")

    expect(page.get_by_role("button", name="Publish")).to_be_focused()


def test_the_toolbar_says_where_the_caret_stands(page):
    write(page, "one")
    bold = page.get_by_role("button", name="Bold")
    expect(bold).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Control+b")
    expect(bold).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Redo")).to_have_attribute(
        "aria-disabled", "true"
    )


def test_a_paste_brings_its_words_and_breaks_no_policy(page):
    write(page, "")
    page.evaluate(
        PASTE,
        '<style>p{color:red}</style><b style="font-weight:normal"><p style="margin:0">'
        "Plain <b>bold</b> <u>under</u></p></b><h2>Title</h2><img src=x onerror=alert(1)>",
    )

    made = "<p>Plain <strong>bold</strong> under</p><p>Title</p>"
    assert sent(page) == ("html", made)


def test_unsent_text_is_there_again_with_its_formatting(page):
    write(page, "not ")
    page.keyboard.press("Control+b")
    page.keyboard.type("yet")
    page.reload()

    expect(page.locator("#body")).to_have_value("not yet")
    assert sent(page) == ("html", "<p>not <strong>yet</strong></p>")


def test_an_emptied_editor_sends_nothing(page):
    write(page, "no")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")

    assert sent(page) == ("html", "")


def test_a_draft_that_a_post_of_the_page_already_says_is_forgotten(page):
    write(page, "I wait.")
    page.keyboard.press("Enter")
    page.keyboard.type("Then I call.")
    page.reload()

    expect(page.locator("#body")).to_have_value("")
