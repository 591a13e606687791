"""What people do on a page before it is looked at, and it stays done."""

from playwright.sync_api import expect

from tests.browser.opened import editor
from tests.browser.reader import Reader
from tests.browser.reviewed import NOT_YET
from tests.files import samples


def asked_already(reader: Reader) -> None:
    """What is found as the title of a question is written."""
    reader.field("Title").press_sequentially("Un client veut réfléchir")
    expect(reader.view.locator("#similar [formaction]").first).to_be_visible()
    expect(reader.field("Title")).to_be_focused()


def file_at_hand(reader: Reader) -> None:
    image = {"name": "tableau.png", "mimeType": "", "buffer": samples.image()}
    program = {"name": "jeu.exe", "mimeType": "", "buffer": b"MZ"}
    reader.view.locator("[data-files] > [type=file]").set_input_files([image, program])
    expect(reader.view.locator("[data-files] > [role=alert]")).to_be_visible()


def without_files_script(reader: Reader) -> None:
    """The plain places for files, as they stand where no script runs."""
    reader.page.route(
        "**/app-*.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    reader.page.reload()
    reader.view.locator("details", has=reader.view.locator("[name=file1]")).locator(
        "summary"
    ).click()
    expect(reader.view.locator("[name=file1]")).to_be_visible()


def link_row(reader: Reader) -> None:
    reader.write("Your answer", "https")
    reader.button("Link").click()
    reader.button("Set the link").click()
    expect(reader.view.locator(".editor__link [role=alert]")).to_be_visible()


def send_nothing(reader: Reader) -> None:
    editor(reader)
    reader.button("Publish the answer").click()
    expect(reader.problem).to_contain_text(reader.words("Write a few words first."))


def send_nothing_without_script(reader: Reader) -> None:
    reader.field("Title").fill("Un titre seul")
    _submit(reader)
    expect(reader.view.get_by_role("textbox", name=reader.words("Title"))).to_be_visible()


def send_from_an_earlier_visit(reader: Reader) -> None:
    reader.view.locator("main [name=form_key]").evaluate("key => key.value = 'older'")
    _submit(reader)
    expect(reader.problem).to_contain_text("visite précédente")


def _submit(reader: Reader) -> None:
    """As a browser without script does: the form goes, and the answer is a page."""
    with reader.page.expect_navigation():
        reader.view.locator("main form").first.evaluate("form => form.submit()")


def calibrate(reader: Reader) -> None:
    see = reader.button("See what a good look finds")
    if see.count():  # once for each of us
        for choice in reader.view.locator(".row--chips").all():
            choice.locator(".react").last.click()
        see.click()
    expect(reader.view.locator("#t-found")).to_be_visible()
    expect(reader.view.locator("main .rows")).to_contain_text(NOT_YET)
