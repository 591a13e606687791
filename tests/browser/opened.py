"""What people open on a page: a menu, an editor, the rest of a form."""

from playwright.sync_api import expect

from tests.browser.reader import Reader


def my_menu(reader: Reader) -> None:
    reader.view.locator("[popovertarget=mine]").click()
    expect(reader.view.locator("#mine")).to_be_visible()


def post_menu(reader: Reader) -> None:
    reader.view.locator("#posts [popovertarget]").nth(1).click()
    expect(reader.view.locator("#posts .pop:popover-open")).to_be_visible()


def editor(reader: Reader) -> None:
    reader.view.locator("#body").focus()
    expect(reader.editor).to_be_focused()


def hand_on(reader: Reader) -> None:
    reader.view.locator("summary").click()
    expect(reader.view.locator("#note")).to_be_visible()


def care(reader: Reader) -> None:
    reader.view.locator("#t-care ~ details summary").click()
    expect(reader.view.locator("#review_on")).to_be_visible()


def other_day(reader: Reader) -> None:
    reader.view.locator(".plan ~ fieldset .react").last.click()
    expect(reader.view.locator("[name=by][value=other]")).to_be_checked()


def how_it_came(reader: Reader) -> None:
    reader.view.locator("#t-standing ~ details summary").click()
    expect(reader.view.locator("#t-standing ~ details li").first).to_be_visible()


def another_day(reader: Reader) -> None:
    reader.view.locator("main details summary").first.click()
    expect(reader.view.locator("main details fieldset").first).to_be_visible()


def picker(reader: Reader) -> None:
    search = reader.view.get_by_role("combobox")
    search.click()
    search.press("ArrowDown")
    expect(reader.view.get_by_role("option", selected=True)).to_be_visible()


def search_box(reader: Reader) -> None:
    reader.view.locator("[popovertarget=find]").click()
    expect(reader.view.locator("#find-q")).to_be_focused()


def all_of_a_challenge(reader: Reader) -> None:
    reader.view.locator(".step:not([open]) > summary").last.click()
    expect(reader.view.locator("#wanted")).to_be_visible()


def all_steps(reader: Reader) -> None:
    closed = reader.view.locator(".step:not([open]) > summary")
    while closed.count():
        closed.first.click()
    expect(reader.view.locator("#skills")).to_be_visible()
