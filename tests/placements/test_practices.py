"""Placing the library, or one practice, and landing there."""

import pytest

from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.placements.models import Placement
from lti_social.practices.models import Practice, PracticeHiding, State
from tests.cohorts.launching import rows
from tests.placements.placing import through


@pytest.fixture
def put(desk):
    """A card of the trainer's, published in the cohort in which they choose."""
    desk.ask()

    def publish(title: str, state: State = State.published) -> Practice:
        (trainer,) = rows(desk.engine, Member)
        known = {"author_id": trainer.id, "version": 1, "published_at": now()}
        card = Practice(title=title, steps="Je dis.", state=state, **known)
        with open_cohort(desk.engine, trainer.cohort_id) as db, db.begin():
            db.add(card)
        return card

    return publish


def test_the_library_and_one_practice_are_placed_and_open_what_they_name(
    desk, put, another, lms
):
    card = put("Se taire")
    desk.choose("library", 12)  # there is one of it: a number says nothing
    desk.choose("practice", card.id)
    library, practice = desk.send().items

    assert practice["title"] == "Se taire"
    learner = another()
    home = f"/c/{card.cohort_id}"
    for item, path in ((library, "/practices"), (practice, card.path)):
        landed = learner.launch(lms, through(item))
        assert landed.headers["location"].endswith(f"{home}{path}")
    assert [one.target for one in rows(desk.engine, Placement)] == [None, card.id]


def test_practices_are_found_by_their_title(desk, put):
    put("Se taire trois secondes")
    put("Reformuler à 100 %")

    assert "Se taire" in desk.look().text
    found = desk.look("?q=100 %25").text
    assert "Reformuler" in found
    assert "Se taire" not in found


def test_what_is_not_offered_cannot_be_placed(desk, put):
    draft, archived = put("Brouillon", State.draft), put("Archivée", State.archived)
    hidden = put("Masquée")
    with open_cohort(desk.engine, hidden.cohort_id) as db, db.begin():
        db.add(PracticeHiding(practice_id=hidden.id))

    page = desk.look().text
    assert not [one for one in (draft, archived, hidden) if one.title in page]
    for number in (draft.id, hidden.id, 999):
        assert desk.choose("practice", number).status_code == 404
