"""What a page costs the database: counted as the driver sees it, on a busy cohort."""

import pytest

from lti_social.threads.models import Endorsement, Gesture, Reaction
from tests.pages import Page

MOST = 6
RULE = {"op": "&", "c": [{"type": "date", "d": ">=", "t": 1}], "showc": [True]}


@pytest.fixture
def busy(town, app):
    """A thread of thirty posts with replies, marks and files, among twenty-five others."""
    sections = [town.resource(town.vente, f"Partie {n}", availability=RULE) for n in (1, 2)]
    for number in range(25):
        other = town.question(town.solene, f"Question {number}")
        town.anchor(other, sections[number % 2])
    thread = town.question(town.solene, "Comment ouvrir ?")
    for resource in sections:
        town.anchor(thread, resource, "page 4")
    for number in range(15):
        post = town.answer(thread, town.karim, f"Réponse {number}.")
        town.answer(thread, town.maelle, "Merci.", under=post)
        town.mark(Reaction, post, by=town.solene, kind=Gesture.thanks)
        town.file(app.state.lti.files, post, "plan.pdf")
    town.mark(Endorsement, post, by=town.claire)
    return thread


@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("solene", 0),
        ("claire", 0),
        ("michel", 2),  # what an administrator reads is on record, here and in the journal
    ],
)
def test_a_page_takes_at_most_six_statements_and_the_front_page_twelve(
    town, visit, counted, busy, who, more
):
    visitor = visit(getattr(town, who))
    for path, holds, asks in ((busy.path, 30, 0), ("/threads", 20, 0), ("", 1, 6)):
        with counted() as first:
            page = Page(visitor.open(path))
        with counted() as again:
            visitor.open(path)

        assert len(page.all(look="prose") + page.all(look="title")) >= holds, path
        assert len(first) <= MOST + more + asks, "\n\n".join(first)
        assert 1 <= len(again) <= len(first)


def test_a_longer_thread_takes_no_more_statements(town, visit, counted, busy):
    short, maelle = town.question(town.solene), visit(town.maelle)
    with counted() as few:
        maelle.open(short.path)
    with counted() as many:
        maelle.open(busy.path)

    assert len(many) == len(few)


def test_every_statement_about_a_cohort_s_rows_names_the_cohort(town, visit, counted, busy):
    claire = visit(town.claire)
    with counted() as statements:
        for path in (busy.path, "/threads", "", "/notices", "/reports"):
            claire.open(path)

    assert len(statements) > 10
    assert [said for said in statements if "cohort_id" not in said] == []
