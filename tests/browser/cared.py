"""A card that needs an update and was reported; two that come back to Solène today."""

from datetime import date, timedelta

from lti_social.core.clock import now
from lti_social.moderation.models import Case, Report
from lti_social.moderation.words import Matter
from lti_social.practices.models import Practice
from lti_social.recalls.models import Asking, Need, Recall, UpdateNeed
from tests.browser.serving import Campus
from tests.cards import practice, today

LONG_WORD = "anticonstitutionnellement" * 6


def plant_cared(town: Campus) -> Practice:
    title = f"Envoyer le résumé : {LONG_WORD}"
    cared = {"owner_id": town.theo.id, "review_on": date(2027, 3, 1)}
    card = practice(town, town.karim, title=title, problem=f"Voyez {LONG_WORD}.", **cared)
    for why in (Need.date, Need.vanished):
        town.add(card, UpdateNeed(practice_id=card.id, need=why))
    asked = {"need": Need.asked, "words": f"Le modèle a changé : {LONG_WORD}."}
    town.add(card, UpdateNeed(practice_id=card.id, member_id=town.fatou.id, **asked))
    case = town.add(card, Case(practice_id=card.id))
    said = {"matter": Matter.name, "reason": "On reconnaît le client."}
    town.add(card, Report(case_id=case.id, member_id=town.fatou.id, **said))
    _bring_back(town, card, Asking.keep_up)
    _bring_back(town, practice(town, town.maelle), Asking.remember)
    return card


def _bring_back(town: Campus, card: Practice, asking: Asking) -> None:
    began = {"since": now() - timedelta(days=31), "due_on": today()}
    who = {"practice_id": card.id, "member_id": town.solene.id}
    town.add(card, Recall(asking=asking, **who, **began))
