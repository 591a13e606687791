"""What somebody has written is never lost: not by the network, a session or a reload."""

import pytest
from playwright.sync_api import expect

from lti_social.threads.models import Post, Thread
from tests.browser.reader import Reader, launch_in_tab
from tests.browser.serving import Place
from tests.browser.visits import Visit

SAID = "Trois phrases que je ne veux pas réécrire."


@pytest.fixture
def thread(place: Place) -> Thread:
    return place.town.question(place.town.karim, "Qu’avez-vous appris ?")


@pytest.fixture
def writing(visit: Visit, thread: Thread) -> Reader:
    """Solène, who has written and not yet sent."""
    solene = visit("solene", afresh=True)
    solene.open(thread.path)
    solene.write("Your answer", SAID)
    return solene


def publish(reader: Reader) -> None:
    reader.button("Publish the answer").click()


def is_refused(reader: Reader, sentence: str) -> None:
    """The sentence is said where the eye and the screen reader are led; the text stays."""
    expect(reader.problem).to_contain_text(reader.words(sentence)[:40])
    expect(reader.problem).to_be_focused()
    expect(reader.editor).to_have_text(SAID)
    expect(reader.view.locator("#posts")).not_to_contain_text(SAID)


def test_a_request_that_fails_says_so_and_can_be_sent_again(writing: Reader):
    writing.page.route("**/posts", lambda route: route.abort())
    publish(writing)
    is_refused(
        writing, "This could not be sent. Your text is still here: try again in a moment."
    )
    writing.forgive("net::ERR_FAILED")
    writing.forgive("Failed to fetch")

    writing.page.unroute("**/posts")
    publish(writing)
    expect(writing.view.locator("#posts")).to_contain_text(SAID)
    expect(writing.problem).to_be_empty()


def test_a_session_that_ended_says_so(writing: Reader):
    writing.page.context.clear_cookies(name="__Host-lti-social")
    publish(writing)

    is_refused(writing, "Your visit has ended. Open the activity again from your course.")
    writing.forgive("status of 401")


def test_a_page_of_an_earlier_launch_sends_nothing_in_the_name_of_a_later_one(
    place: Place, writing: Reader, thread: Thread
):
    launch_in_tab(place, writing.page.context, "maelle")
    publish(writing)

    is_refused(
        writing,
        "This page was opened in an earlier visit, and the tool has been opened again "
        "since. Nothing was sent. Copy your text, reload the page, and send it again.",
    )
    writing.forgive("status of 409")
    assert len(place.town.rows(place.town.vente, Post, thread_id=thread.id)) == 1


def test_an_unsent_text_is_there_after_a_reload_and_gone_once_sent(writing: Reader):
    writing.page.reload()
    expect(writing.field("Your answer")).to_have_value(SAID)

    publish(writing)
    expect(writing.view.locator("#posts")).to_contain_text(SAID)
    expect(writing.field("Your answer")).to_have_value("")
    writing.page.reload()
    expect(writing.field("Your answer")).to_have_value("")


def test_a_new_thread_that_was_opened_leaves_no_draft_behind(visit: Visit):
    solene = visit("solene")
    solene.open("/threads/new")
    solene.field("Title").fill("Une fois suffit")
    solene.write("Your text", "Et une seule.")
    solene.button("Publish the thread").click()
    expect(solene.view.locator("#posts")).to_contain_text("Et une seule.")

    solene.open("/threads/new")
    expect(solene.field("Your text")).to_have_value("")


def test_two_people_in_one_browser_never_see_each_other_s_drafts(
    place: Place, writing: Reader, thread: Thread
):
    context = writing.page.context
    karim = launch_in_tab(place, context, "karim")
    karim.open(thread.path)
    expect(karim.field("Your answer")).to_be_visible()
    expect(karim.field("Your answer")).to_have_value("")

    again = launch_in_tab(place, context, "solene")
    again.open(thread.path)
    expect(again.field("Your answer")).to_have_value(SAID)
