"""Practices in the town: cards that its people wrote, and what others tell of them."""

from datetime import date
from typing import Any

from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.wall import Database
from lti_social.practices.card import FIELDS
from lti_social.practices.models import (
    Answered,
    Credit,
    Practice,
    PracticeVersion,
    State,
)
from lti_social.trials.models import Intention, Outcome, Trial
from lti_social.web.i18n import ZONE
from tests.town import Town

CARD = {
    "title": "Reformuler la situation avant de parler produit",
    "problem": "Le client décrit son projet, je réponds par un contrat.",
    "job": "Conseillers en agence",
    "constraints": "Trente minutes au moins",
    "steps": "Je laisse le client finir.\nJe redis la situation avec ses mots.",
    "why": "Le client entend qu’on l’a compris.",
    "result": "Une fois sur trois, il corrige.",
    "conditions": "Un rendez-vous assis.",
    "fails_when": "Le client est pressé.",
}


def today() -> date:
    """Where the town lies: in the last hours of a day in UTC it is tomorrow there."""
    return now().astimezone(ZONE).date()


def practice(
    town: Town, author: Member, *others: Member, state: State = State.published, **said: Any
) -> Practice:
    """A card by one member, crediting others who agreed, in its first version."""
    is_out = state in (State.published, State.archived)
    row = Practice(
        author_id=author.id,
        state=state,
        version=1 if is_out else 0,
        published_at=now() if is_out else None,
        **(CARD | said),
    )

    def then(db: Database) -> None:
        db.add_all(
            Credit(
                practice_id=row.id,
                member_id=member.id,
                writes=True,
                answered=Answered.agreed,
                answered_at=now(),
            )
            for member in (author, *others)
        )
        if is_out:
            says = {name: getattr(row, name) for name in FIELDS}
            db.add(
                PracticeVersion(practice_id=row.id, number=1, member_id=author.id, **says)
            )

    return town.add(author, row, then=then)


def intention(town: Town, card: Practice, member: Member, **said: Any) -> Intention:
    """A plan for today, unless `said` has another day."""
    plan = {"situation": "un client arrive avec un projet", "act": "redis ses mots"}
    plan |= {"due_on": today()} | said
    return town.add(card, Intention(practice_id=card.id, member_id=member.id, **plan))


def trial(
    town: Town,
    card: Practice,
    member: Member,
    outcome: Outcome = Outcome.worked,
    context: str = "Orléans",
    **said: Any,
) -> Trial:
    """The row alone: neither the counts of the card nor its maturity follow."""
    told = {"version": card.version, "happened_on": today()} | said
    return town.add(
        card,
        Trial(
            practice_id=card.id,
            member_id=member.id,
            outcome=outcome,
            context=context,
            **told,
        ),
    )
