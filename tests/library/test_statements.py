"""What the pages of the library cost the database, however much there is."""

import pytest

from lti_social.library.models import Collection
from lti_social.resources.models import Anchor
from tests.pages import Page
from tests.threads.test_statements import RULE


@pytest.fixture
def full(town, visit, shelve, collection):
    """Twenty-five cards by two, with skills, on two resources, in two collections."""
    parts = [town.resource(town.vente, f"Partie {n}", availability=RULE) for n in (1, 2)]
    cards = [
        shelve(town.solene, f"Fiche {n}", town.karim, skills=["Écouter", f"S{n}"], on=parts)
        for n in range(25)
    ]
    for title in ("Le lundi", "Le mardi"):
        collection(visit(town.maelle), title, *cards[:8])
    visit(town.maelle).submit(f"{cards[0].path}/saved", on="1")
    return cards[0]


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/practices", 4),
        ("/practices?show=trials", 4),
        ("/practices?show=saved", 4),
        ("/practices?show=mine", 3),
        ("/practices?skill=écouter&job=Conseillers en agence&language=fr", 4),
        ("/practices?resource={resource}", 5),
        ("/practices/filters", 3),
        ("/collections", 2),
        ("/collections/{collection}", 5),
        ("/resources/{resource}", 5),
        ("{card}", 20),
    ],
)
def test_a_page_takes_few_statements(town, visit, counted, full, path, most):
    made = town.rows(full, Collection)[0]
    known = {"card": full.path, "collection": made.id}
    known["resource"] = town.rows(full, Anchor)[0].resource_id
    maelle = visit(town.maelle)
    with counted() as asked:
        answer = maelle.open(path.format(**known))

    assert answer.status_code == 200
    assert len(asked) <= most, "\n\n".join(asked)
    owned = ("cohort_id", "course_id")
    assert [said for said in asked if not any(own in said for own in owned)] == []


def test_a_longer_list_asks_no_more(town, visit, shelve, counted):
    shelve(town.solene, "Une")
    maelle = visit(town.maelle)
    with counted() as few:
        maelle.open("/practices")
    for n in range(19):
        shelve(town.solene, f"Fiche {n}", town.karim, skills=["Écouter"])
    with counted() as many:
        page = Page(maelle.open("/practices"))

    assert len(page.all("li", "card")) == 20
    assert len(few) == len(many)
