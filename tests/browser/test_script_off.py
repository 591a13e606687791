"""Everything but rich writing works in a browser that runs no script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from lti_social.threads.models import Post, Thread
from tests.browser.reader import IN_A_COHORT, Reader, enter
from tests.browser.serving import Place
from tests.browser.visits import Visit


@pytest.fixture
def plain(visit: Visit) -> Visit:
    """As `visit`, without script."""

    def go(person: str, course: str = "vente-2026") -> Reader:
        return visit(person, course, java_script_enabled=False)

    return go


@pytest.fixture
def asked(place: Place) -> tuple[Thread, Post]:
    """A question of Solène's with an answer of Karim's."""
    town = place.town
    thread = town.question(town.solene, "Et sans script ?")
    return thread, town.answer(thread, town.karim, "Cela va aussi.")


def open_menu(reader: Reader, post: Post) -> None:
    reader.view.locator(f"[popovertarget=menu-{post.id}]").click()


def test_a_launch_needs_no_script(place: Place, browser: Browser):
    with browser.new_context(java_script_enabled=False, locale="fr-FR") as context:
        page = enter(place, context, "karim", "vente-2026")
        page.goto(f"{place.lms_url}/courses/vente-2026/launch?window=1")
        page.get_by_role("button", name="Continuer").click()
        page.get_by_role("button", name="Continuer").click()
        page.wait_for_url(IN_A_COHORT)

        expect(page.get_by_role("heading", level=1)).to_contain_text("rendez-vous")


def test_a_question_is_asked_and_answered(place: Place, plain: Visit):
    solene = plain("solene")
    solene.link("Threads").click()
    solene.link("Open a thread").click()
    solene.field("Title").fill("Qui a déjà essayé ?")
    solene.field("Your text").fill("Une ligne.\n\nUne autre & <b>rien de gras</b>.")
    solene.button("Publish the thread").click()
    opening = solene.view.locator("#posts .prose").first
    expect(opening.locator("p")).to_have_count(2)
    expect(opening).to_contain_text("<b>rien de gras</b>")

    karim = plain("karim")
    karim.page.goto(solene.page.url)
    karim.field("Your answer").fill("Moi, hier.")
    karim.button("Publish the answer").click()
    expect(karim.view.locator("#posts")).to_contain_text("Moi, hier.")
    place.finish_later_work()

    solene.view.locator("#bell").click()
    solene.view.get_by_role("link", name="Qui a déjà essayé ?").click()
    expect(solene.view.locator("#posts")).to_contain_text("Moi, hier.")


def test_an_answer_is_thanked_replied_to_and_accepted(
    plain: Visit, asked: tuple[Thread, Post]
):
    thread, answer = asked
    solene = plain("solene")
    solene.open(thread.path)
    solene.view.locator(f"#thanks-{answer.id}").click()
    expect(solene.view.locator(f"#thanks-{answer.id}")).to_have_text(re.compile(r"1$"))

    post = solene.view.locator(f"#post-{answer.id}")
    post.get_by_role("link", name=solene.words("Reply")).click()
    solene.field("Your reply").fill("Merci pour l’idée.")
    solene.button("Publish the reply").click()
    expect(solene.view.locator(".replies--in")).to_contain_text("Merci pour l’idée.")

    open_menu(solene, answer)
    solene.button("This answer helped me: accept it").click()
    expect(solene.view.locator(".post--kept")).to_contain_text("Cela va aussi.")
    open_menu(solene, answer)
    solene.button("No longer the answer I accepted").click()
    expect(solene.view.locator(".post--kept")).to_have_count(0)


def test_a_thread_is_followed_and_let_go(plain: Visit, asked: tuple[Thread, Post]):
    maelle = plain("maelle")
    maelle.open(asked[0].path)
    follow = maelle.view.locator("#follow")

    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true")
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "false")


def test_one_s_own_post_is_edited_then_deleted(plain: Visit, asked: tuple[Thread, Post]):
    thread, answer = asked
    karim = plain("karim")
    karim.open(thread.path)
    open_menu(karim, answer)
    karim.link("Edit").click()
    expect(karim.field("Your text")).to_have_value("Cela va aussi.")
    karim.field("Your text").fill("Cela va très bien.")
    karim.button("Save").click()
    expect(karim.view.locator("#posts")).to_contain_text("Cela va très bien.")
    karim.link("edited").click()
    expect(karim.view.locator("main")).to_contain_text("Cela va aussi.")

    karim.open(thread.path)
    open_menu(karim, answer)
    karim.link("Delete").click()
    karim.button("Delete my text").click()
    expect(karim.view.locator("#posts")).not_to_contain_text("Cela va")
    expect(karim.view.locator(".post--gone")).to_be_visible()


def test_a_post_is_hidden_and_its_author_reads_why(
    plain: Visit, asked: tuple[Thread, Post]
):
    """Without a report; tests/browser/test_moderation.py has the rest."""
    thread, answer = asked
    claire = plain("claire")
    claire.open(thread.path)
    open_menu(claire, answer)
    claire.link("Hide, with a reason").click()
    claire.field("The reason").fill("Un nom y figure.")
    claire.button("Hide it").click()
    expect(claire.view.get_by_role("status").first).to_be_visible()

    karim = plain("karim")
    karim.open(thread.path)
    expect(karim.view.locator("#posts")).to_contain_text("Un nom y figure.")
    maelle = plain("maelle")
    maelle.open(thread.path)
    expect(maelle.view.locator("#posts")).not_to_contain_text("Cela va aussi.")
    expect(maelle.view.locator(f"#post-{answer.id}").get_by_role("button")).to_have_count(0)


@pytest.fixture
def managers(plain: Visit) -> Iterator[Reader]:
    """Claire in her other cohort, whose sentence she puts back afterwards."""
    claire = plain("claire", "managers-2026")
    before = claire.view.get_by_role("heading", level=1).inner_text()
    yield claire
    say_purpose(claire, before)


def say_purpose(claire: Reader, sentence: str) -> None:
    claire.open("/purpose")
    claire.field("In one sentence").fill(sentence)
    claire.button("Save").click()


def test_the_trainer_says_what_brings_the_cohort_together(managers: Reader):
    say_purpose(managers, "Apprendre à déléguer.")

    heading = managers.view.get_by_role("heading", level=1)
    expect(heading).to_have_text("Apprendre à déléguer.")


def test_what_was_refused_comes_back_with_the_text(plain: Visit):
    solene = plain("solene")
    solene.open("/threads/new")
    solene.field("Title").fill("Un titre")
    solene.field("Your text").fill(" \n ")
    solene.button("Publish the thread").click()

    expect(solene.problem).to_contain_text(solene.words("Write a few words first."))
    expect(solene.field("Title")).to_have_value("Un titre")
    solene.forgive("status of 422")
