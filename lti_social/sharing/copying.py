"""Writing what a course or an LMS has of a card, in step with the card."""

from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from sqlalchemy import exists, select

from lti_social.cohorts.models import Member, standing
from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.core.wall import Database
from lti_social.practices.card import FIELDS, Language, Licence
from lti_social.practices.changing import watches
from lti_social.practices.copies import COUNTS, AnyCopy, CourseCopy, LmsCopy
from lti_social.practices.models import (
    Credit,
    Known,
    Maturity,
    Practice,
    PracticeVersion,
    Skill,
)
from lti_social.sharing import jobs
from lti_social.sharing.models import Reach
from lti_social.sharing.queries import reach_of
from lti_social.trials.models import Caveat, Trial, TrialHiding

COPIES: dict[Reach, type[AnyCopy]] = {Reach.course: CourseCopy, Reach.organisation: LmsCopy}
NOTHING: dict[str, Any] = {
    **dict.fromkeys(FIELDS, ""),
    **dict.fromkeys(COUNTS, 0),
    "language": Language.fr,
    "licence": Licence.here,
    "maturity": Maturity.idea,
    "authors": [],
    "skills": "",
    "tried_at": None,
}


@watches
def keep_in_step(db: Database, card: Practice) -> None:
    """In the transaction of whatever changed it: what others may no longer see, nobody
    sees from then on."""
    if card.is_received or card.copied_as is None:
        return
    db.flush()
    shown = reach_of(db, card)
    for reach, model in COPIES.items():
        copy = _the_copy(db, model, card.copied_as)
        is_on = shown is not None and shown.covers(reach)
        if is_on or (copy and copy.withdrawn_at is None):
            _write(db, copy or model(key=card.copied_as), card if is_on else None)


def begin(db: Database, card: Practice) -> None:
    """Give a card the key that its copies have, before the first of them is made."""
    card.copied_as = card.copied_as or token_hex(16)
    keep_in_step(db, card)


def said_outside(db: Database, card: Practice) -> dict[str, Any]:
    """What a copy says, by column: as others see it, or would."""
    version = db.scalar(
        select(PracticeVersion).where(
            PracticeVersion.practice_id == card.id,
            PracticeVersion.number == card.version,
        )
    )
    said = {name: getattr(version or card, name) for name in FIELDS}
    said["fails_when"] = "\n".join(filter(None, [said["fails_when"], *_caveats(db, card)]))
    skills = select(Skill.words).where(Skill.practice_id == card.id).order_by(Skill.id)
    also = ("version", "maturity", "tried_at", *COUNTS)
    return {
        **said,
        **{name: getattr(card, name) for name in also},
        "skills": "\n".join(db.scalars(skills)),
        "authors": _authors(db, card),
    }


def _the_copy(db: Database, model: type[AnyCopy], key: str) -> AnyCopy | None:
    """Locked: its cohorts are promised what it says now, or what it says next."""
    locked: Any = select(model).where(model.key == key).with_for_update()
    found: AnyCopy | None = db.scalar(locked)
    return found


def _write(db: Database, copy: AnyCopy, card: Practice | None) -> None:
    """What `card` says, or nothing at all."""
    says = said_outside(db, card) if card else NOTHING
    before = {name: getattr(copy, name) for name in says}
    if before == says and (copy.withdrawn_at is None) == (card is not None):
        return
    for name, value in says.items():
        setattr(copy, name, value)
    copy.changed_at = now()
    if card and (copy.withdrawn_at or not copy.id):
        copy.shown_since = copy.changed_at
    copy.withdrawn_at = None if card else copy.changed_at
    db.add(copy)
    if not copy.promised:
        copy.promised = True
        db.flush()
        later(db, jobs.deliver, in_house=True, **jobs.address(copy))


def _caveats(db: Database, card: Practice) -> Sequence[str]:
    """When it does not work, as trials told: without who told it, and no more than what is
    still told."""
    told = (
        select(Caveat.words)
        .join(Trial, Trial.id == Caveat.trial_id)
        .where(
            Caveat.practice_id == card.id,
            Trial.withdrawn_at.is_(None),
            ~exists().where(TrialHiding.trial_id == Trial.id),
        )
    )
    return db.scalars(told.order_by(Caveat.id)).all()


def _authors(db: Database, card: Practice) -> list[list[str]]:
    """Those who agreed to be credited, each as they chose: whoever left without their name
    is a colleague."""
    credited = (
        select(Credit.outside, Credit.stays, Member.name, Member.left_at)
        .add_columns(standing(Member).label("role"))
        .join(Member, Member.id == Credit.member_id)
        .where(Credit.practice_id == card.id, Credit.has_agreed)
        .order_by(Credit.id)
    )
    authors = []
    for row in db.execute(credited):
        is_named = row.stays or row.left_at is None
        known = row.outside if is_named else Known.colleague
        words = {Known.name: row.name, Known.role: row.role.value, Known.colleague: ""}
        authors.append([known.value, words[known]])
    return authors
