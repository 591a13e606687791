"""Practice cards, as moderation handles them."""

from sqlalchemy import ColumnElement, exists, literal, select
from sqlalchemy.orm import aliased

from lti_social.cohorts.models import Member
from lti_social.core.wall import Database
from lti_social.moderation.things import Content, What
from lti_social.notifications.actions import About
from lti_social.practices import hiding
from lti_social.practices.models import Credit, Practice, PracticeHiding, State
from lti_social.practices.queries import the_practice

Whose = aliased(Credit)

_SAID = (
    *(Practice.problem, Practice.job, Practice.audience, Practice.constraints),
    *(Practice.steps, Practice.why, Practice.result, Practice.conditions),
    *(Practice.fails_when, Practice.effort),
)


def _together() -> ColumnElement[str]:
    """All that a card says below its title, a paragraph for each field."""
    said: ColumnElement[str] = literal("")
    for field in _SAID:
        said = said + field + "\n\n"
    return said


_THINGS = (
    select(
        literal(What.practices.value).label("what"),
        *(Practice.id.label("content_id"), Practice.title, _together().label("body")),
        *(Member.name.label("author"), Practice.published_at.label("written_at")),
        Practice.changed_at.label("edited_at"),
        Practice.state.not_in([State.published, State.archived]).label("gone"),
        *(literal(False).label("opens"), literal(True).label("plain")),
        PracticeHiding.how,
    )
    .outerjoin(Member, Member.id == Practice.author_id)
    .outerjoin(PracticeHiding, PracticeHiding.practice_id == Practice.id)
)


def _is_by(
    practice_id: ColumnElement[int], member_id: ColumnElement[int]
) -> ColumnElement[bool]:
    """Whose card it is, too."""
    return exists().where(
        Whose.practice_id == practice_id,
        Whose.member_id == member_id,
        Whose.has_agreed,
    )


def _about(db: Database, card: Practice, *, to_all: bool) -> About:
    title = "" if to_all and hiding.hiding_of(db, card) else card.title
    return About(card.path, card.path, title)


def _edit(_db: Database, card: Practice) -> str | None:
    """What came from another cohort is edited there."""
    return None if card.is_received else f"{card.path}/edit"


CARDS = Content(
    model=Practice,
    things=_THINGS,
    is_by=_is_by,
    find=hiding.to_judge,
    find_shown=the_practice,
    about=_about,
    page=lambda card: card.path,
    edit=_edit,
    shelf="/practices",
    hiding=hiding,
)
