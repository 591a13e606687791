"""Two cards by Solène: one in two versions, made from a thread and inspiring another; and a
draft that credits Karim, who has not answered yet."""

from lti_social.core.wall import Database, open_cohort
from lti_social.practices.card import FIELDS
from lti_social.practices.models import (
    Credit,
    Practice,
    PracticeVersion,
    Skill,
    State,
)
from lti_social.practices.origins import Lineage, Origin
from lti_social.resources.models import Anchor, Resource
from lti_social.threads.models import Thread
from tests.browser.serving import Campus
from tests.cards import practice

LONG_WORD = "anticonstitutionnellement" * 6
LATER = {
    "steps": "Je laisse le client finir, stylo posé.\nJe redis la situation avec ses mots.",
    "effort": "Deux minutes",
    "why": f"Le client entend qu’on l’a compris. {LONG_WORD}",
}


def plant_cards(town: Campus, thread: Thread, resource: Resource) -> tuple[int, int]:
    """The ids of the published one and of the draft."""
    card = practice(town, town.solene, town.maelle, audience=LONG_WORD)
    other = practice(town, town.theo, title=f"Annoncer la durée : {LONG_WORD}")
    draft = practice(town, town.solene, state=State.draft, result="")
    with open_cohort(town.engine, card.cohort_id) as db, db.begin():
        _say_more(db, db.get_one(Practice, card.id))
        about = {"practice_id": card.id}
        hung = {"resource_id": resource.id, "member_id": town.solene.id}
        db.add(Anchor(**about, **hung, place="pages 4 à 6"))
        db.add(Origin(**about, thread_id=thread.id))
        db.add(Lineage(practice_id=other.id, source_id=card.id))
        db.add(Skill(**about, key="écouter", words="Écouter"))
        db.add(Credit(practice_id=draft.id, member_id=town.karim.id))
    return card.id, draft.id


def _say_more(db: Database, card: Practice) -> None:
    for name, value in LATER.items():
        setattr(card, name, value)
    card.version = 2
    says = {name: getattr(card, name) for name in FIELDS}
    known = {"practice_id": card.id, "number": 2, "member_id": card.author_id}
    db.add(PracticeVersion(**known, changed="Les mots du client.", **says))
