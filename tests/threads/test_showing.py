"""A post's HTML is kept; these are the ways in which it must not be."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lti_social.core.text import from_plain
from lti_social.core.wall import open_cohort
from lti_social.threads.models import Acceptance, Endorsement, Gesture, Reaction
from tests.pages import Page

NOON = datetime(2026, 3, 3, 11, tzinfo=UTC)  # in Paris, a Tuesday


@pytest.fixture
def thread(town):
    return town.question(town.solene)


@pytest.fixture
def answer(town, thread):
    return town.answer(thread, town.karim, "Par une question ouverte.")


@pytest.fixture
def as_solene_reads_it(town, visit, thread, answer):
    """The words of the thread's page, which has been looked at before."""
    browser = visit(town.solene)
    browser.open(thread.path)
    return lambda: Page(browser.open(thread.path)).main


def changed(town, row, **values) -> None:
    with open_cohort(town.engine, row.cohort_id) as db, db.begin():
        kept = db.get_one(type(row), row.id)
        for name, value in values.items():
            setattr(kept, name, value)


def test_an_edited_post_is_shown_as_it_is_now(town, answer, as_solene_reads_it):
    changed(town, answer, body=from_plain("Par un silence."), edited_at=datetime.now(UTC))

    assert "Par un silence." in as_solene_reads_it()
    assert "edited" in as_solene_reads_it()
    assert "question ouverte" not in as_solene_reads_it()


def test_a_new_name_stands_on_old_posts(town, as_solene_reads_it):
    changed(town, town.karim, name="Karim H.")

    assert "Karim H." in as_solene_reads_it()


def test_a_new_reply_stands_under_a_kept_answer(town, thread, answer, as_solene_reads_it):
    town.answer(thread, town.claire, "Oui, et attendre.", under=answer)

    assert "Oui, et attendre." in as_solene_reads_it()


@pytest.mark.parametrize(
    ("model", "said"),
    [(Acceptance, "Accepted answer"), (Endorsement, "Endorsed by the team")],
)
def test_a_mark_shows_at_once(town, answer, as_solene_reads_it, model, said):
    assert said not in as_solene_reads_it()
    town.mark(model, answer, by=town.solene)

    assert said in as_solene_reads_it()


def test_a_hidden_post_is_out_of_sight_at_once(town, answer, as_solene_reads_it):
    town.hide(answer, by=town.claire)

    assert "Par une question ouverte." not in as_solene_reads_it()


def test_a_deleted_post_is_gone_at_once(town, answer, as_solene_reads_it):
    changed(town, answer, body="", deleted_at=datetime.now(UTC))

    assert "Par une question ouverte." not in as_solene_reads_it()
    assert "Deleted by its author, today." in as_solene_reads_it()


def test_thanks_are_counted_for_all_and_pressed_for_one(town, visit, thread, answer):
    pages = {name: visit(who) for name, who in (("a", town.solene), ("b", town.maelle))}
    for browser in pages.values():
        browser.open(thread.path)
    thanks = Reaction(post_id=answer.id, member_id=town.maelle.id, kind=Gesture.thanks)
    town.add(answer, thanks)

    button = f"thanks-{answer.id}"
    a, b = (Page(pages[name].open(thread.path)).the(button) for name in ("a", "b"))
    assert a.text == b.text == "Thank you 1"
    assert a.attributes["aria-pressed"] == "false"
    assert b.attributes["aria-pressed"] == "true"


def test_what_one_reader_may_do_is_not_shown_to_the_next(town, visit, thread, answer):
    offers = {
        who.name: set(Page(visit(who).open(thread.path)).texts(look="pop__item"))
        for who in (town.karim, town.maelle, town.claire, town.michel)
    }

    assert "Edit" in offers["Karim"]
    assert "Edit" not in offers["Maëlle"] | offers["Claire"] | offers["Michel"]
    assert "Hide, with a reason" in offers["Claire"]
    assert "Hide, with a reason" not in offers["Karim"] | offers["Maëlle"]
    assert "Report to the team" not in offers["Michel"]


def test_each_reads_a_kept_post_in_their_own_language(town, visit, thread, answer):
    english = Page(visit(town.maelle, language="en").open(thread.path)).main
    french = Page(visit(town.karim, language="fr").open(thread.path)).main

    assert "Thank you" in english
    assert "Thank you" not in french


def test_time_goes_by_on_a_kept_post(town, visit):
    with time_machine.travel(NOON, tick=False) as clock:
        thread = town.question(town.solene)
        town.answer(thread, town.karim)
        seen = []
        for later in (timedelta(0), timedelta(hours=1), timedelta(days=1)):
            clock.move_to(NOON + later)
            seen.append(Page(visit(town.maelle).open(thread.path)).texts("time")[-1])

    assert [moment.split()[0] for moment in seen] == ["just", "today", "yesterday"]


def test_whose_answer_was_accepted_finds_it_as_their_own(town, visit, thread, answer):
    town.mark(Acceptance, answer, by=town.solene)

    page = Page(visit(town.karim).open(thread.path)).main

    assert "Edit" in page
    assert "Delete" in page


def test_what_a_reader_follows_is_theirs_alone(town, visit, thread, answer):
    readers = [visit(who) for who in (town.maelle, town.aurore)]
    readers[0].submit(f"{thread.path}/follow", on="1")

    follows, does_not = (Page(reader.open(thread.path)).main for reader in readers)

    assert "Followed" in follows
    assert "Followed" not in does_not
