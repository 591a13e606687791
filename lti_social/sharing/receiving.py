"""A cohort has a card of its own for each that its course or its LMS shows it."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from lti_social.cohorts.finding import found_or_made
from lti_social.core.clock import now
from lti_social.core.wall import Database
from lti_social.practices.card import FIELDS
from lti_social.practices.changing import changed
from lti_social.practices.copies import COPIED, AnyCopy, CourseCopy, LmsCopy
from lti_social.practices.models import Practice, Skill, State


def receive(db: Database, key: str) -> None:
    """Make the cohort's card say what its copy says now. At home there is nothing to do."""
    known = select(Practice).where(Practice.copied_as == key)
    card = db.scalar(known.with_for_update(key_share=True))  # of two at once the later says
    copy = the_copy(db, key)
    if copy is None:
        return
    if card is None:
        if copy.withdrawn_at:
            return
        says = {name: getattr(copy, name) for name in FIELDS}
        card = found_or_made(
            db,
            Practice,
            {"copied_as": key},
            state=State.published,
            published_at=now(),
            **says,
        )
    if card.is_received:
        _say(db, card, copy)


def keys(db: Database) -> Sequence[str]:
    """Of all that is shown in the cohort's course and its LMS."""
    return [
        key
        for copy in (CourseCopy, LmsCopy)
        for key in db.scalars(select(copy.key).where(copy.withdrawn_at.is_(None)))
    ]


def the_copy(db: Database, key: str) -> AnyCopy | None:
    """The course's, or else the LMS's; one that was withdrawn where there is no other."""
    of_course = db.scalar(select(CourseCopy).where(CourseCopy.key == key))
    if of_course and not of_course.withdrawn_at:
        return of_course
    of_lms = db.scalar(select(LmsCopy).where(LmsCopy.key == key))
    return of_lms if of_lms and not of_lms.withdrawn_at else of_course or of_lms


def _say(db: Database, card: Practice, copy: AnyCopy) -> None:
    for name in COPIED:
        setattr(card, name, getattr(copy, name))
    card.changed_at = copy.changed_at
    db.execute(delete(Skill).where(Skill.practice_id == card.id))
    skills = dict.fromkeys(filter(None, copy.skills.split("\n")))
    keyed = {words.casefold(): words for words in skills}
    db.add_all(
        Skill(practice_id=card.id, key=key, words=words) for key, words in keyed.items()
    )
    changed(db, card)
