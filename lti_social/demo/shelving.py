"""The practices that the demo cohorts wrote and tried, planted once.

Rows as their verbs would have left them; what follows from them (how mature a card is, what
comes back to whom) is worked out by the product itself.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from lti_social.core.clock import now
from lti_social.core.text import one_line
from lti_social.core.wall import Database
from lti_social.demo.cards import CardSeed, PlanSeed, TrialSeed, Words
from lti_social.practices.changing import changed
from lti_social.practices.models import (
    Answered,
    Credit,
    Maturity,
    Practice,
    PracticeVersion,
    Skill,
    State,
)
from lti_social.practices.origins import Origin
from lti_social.resources.models import Anchor
from lti_social.threads.models import Post, Thread
from lti_social.trials.counting import recount
from lti_social.trials.models import Because, Confirmation, Intention, Outcome, Trial
from lti_social.trials.telling import was_told


class Shelving:
    """`members` and `resources` are ids, by whom the town and its course know."""

    def __init__(
        self, db: Database, members: Mapping[str, int], resources: Mapping[str, int]
    ) -> None:
        self._db, self._members, self._resources = db, members, resources
        self._now = now()

    def card(self, seed: CardSeed) -> None:
        at = self._at(seed.age)
        card = Practice(
            author_id=self._members[seed.author],
            state=State.published,
            version=2 if seed.first else 1,
            made_at=self._at(seed.first.age) if seed.first else at,
            published_at=self._at(seed.first.age) if seed.first else at,
            changed_at=at,
            **seed.words,
        )
        self._db.add(card)
        self._db.flush()
        self._versions(card, seed)
        self._beside(card, seed)
        changed(self._db, card)
        for trial in sorted(seed.trials, key=lambda one: one.age, reverse=True):
            self._trial(card, trial)
        for plan in seed.plans:
            self._plan(card, plan)
        recount(self._db, card, Because.trial)
        if seed.confirmed and seed.confirmed_by:
            self._confirm(card, Maturity(seed.confirmed), seed.confirmed_by)

    def _versions(self, card: Practice, seed: CardSeed) -> None:
        if seed.first:
            says = {**seed.words, **seed.first.words}
            self._version(card, 1, says, seed.first.age)
        words = seed.first.changed if seed.first else ""
        self._version(card, card.version, seed.words, seed.age, words)

    def _version(
        self, card: Practice, number: int, says: Words, age: timedelta, words: str = ""
    ) -> None:
        known = {"practice_id": card.id, "member_id": card.author_id, "number": number}
        version = PracticeVersion(**known, changed=words, at=self._at(age), **says)
        self._db.add(version)

    def _beside(self, card: Practice, seed: CardSeed) -> None:
        at = self._at(seed.age)
        agreed = {"writes": True, "answered": Answered.agreed, "answered_at": at}
        for name in (seed.author, *seed.others):
            of = {"practice_id": card.id, "member_id": self._members[name]}
            self._db.add(Credit(**of, **agreed, at=at))
        for words in seed.skills:
            skill = {"key": words.casefold(), "words": words}
            self._db.add(Skill(practice_id=card.id, **skill))
        for title, place in seed.about:
            about = {"resource_id": self._resources[one_line(title)], "place": place}
            by = {"practice_id": card.id, "member_id": card.author_id, "at": at}
            self._db.add(Anchor(**by, **about))
        if seed.thread:
            self._origin(card, seed.thread)

    def _origin(self, card: Practice, title: str) -> None:
        opening = select(Post).join(Thread, Thread.id == Post.thread_id)
        post = self._db.scalars(opening.where(Thread.title == title, Post.opens)).one()
        made = {"thread_id": post.thread_id, "post_id": post.id}
        self._db.add(Origin(practice_id=card.id, **made))

    def _trial(self, card: Practice, seed: TrialSeed) -> None:
        at = self._at(seed.age)
        trial = Trial(
            practice_id=card.id,
            member_id=self._members[seed.author],
            version=card.version,
            outcome=Outcome(seed.outcome),
            words=seed.words,
            context=seed.context,
            happened_on=at.date(),
            told_at=at,
        )
        self._db.add(trial)
        was_told(self._db, trial)

    def _plan(self, card: Practice, seed: PlanSeed) -> None:
        said = {"situation": seed.situation, "act": seed.act, "at": self._at(seed.age)}
        by = {"practice_id": card.id, "member_id": self._members[seed.author]}
        self._db.add(Intention(**by, **said, due_on=self._at(seed.overdue).date()))

    def _confirm(self, card: Practice, maturity: Maturity, by: str) -> None:
        said = {"practice_id": card.id, "member_id": self._members[by]}
        self._db.add(Confirmation(**said, maturity=maturity))
        recount(self._db, card, Because.confirmed, self._members[by])

    def _at(self, age: timedelta) -> datetime:
        return self._now - age
