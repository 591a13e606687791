"""What members do with cards: write, change, publish, read first, archive, talk."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import delete, update

from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import Cohort, Member
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict, Invalid
from lti_social.core.jobs import later
from lti_social.core.wall import Database
from lti_social.grades.owing import took_part
from lti_social.notifications.actions import withdraw
from lti_social.notifications.models import Kind as Notices
from lti_social.practices import jobs, policy, queries
from lti_social.practices.card import FIELDS, lacking
from lti_social.practices.changing import changed, thrown_away
from lti_social.practices.crediting import credit
from lti_social.practices.models import (
    Answered,
    CardReading,
    Credit,
    Practice,
    PracticeVersion,
    Skill,
    State,
)
from lti_social.practices.origins import Lineage, Origin
from lti_social.resources.anchoring import NOWHERE, On, hang, let_go
from lti_social.threads.actions import open_thread
from lti_social.threads.models import Kind

MEANWHILE = N_("Somebody changed this card meanwhile. Look at it again.")
SAY_WHAT = N_("say in a few words what you changed.")
OF_A_DRAFT = (Notices.credited, Notices.card_waits, Notices.card_returned)
NOTHING: Mapping[str, str] = {}


class Said(NamedTuple):
    """What a card says: its fields, what it is good for, and what it builds on."""

    fields: Mapping[str, Any]
    skills: Collection[str] = ()
    about: Mapping[int, str] = NOWHERE
    about_no_more: Collection[int] = ()


def make(
    here: Here,
    said: Said,
    *,
    others: Collection[int] = (),
    cited: Collection[int] = (),
    source: Practice | None = None,
) -> Practice:
    """A draft by the reader. `others` write it as well, `cited` are credited for what it is
    made from (members, by id); `source` inspired it."""
    require(policy.may_write(here.me))
    card = Practice(author_id=here.me.id, **said.fields)
    here.db.add(card)
    here.db.flush()
    mine = {"writes": True, "answered": Answered.agreed, "answered_at": now()}
    here.db.add(Credit(practice_id=card.id, member_id=here.me.id, **mine))
    _say(here, card, said)
    if source is not None:
        here.db.add(Lineage(practice_id=card.id, source_id=source.id))
    credit(here, card, others, writes=True)
    credit(here, card, cited, writes=False)
    return card


def note_origin(here: Here, card: Practice, thread_id: int, post_id: int) -> None:
    """It was made from an answer in a thread, or from its opening."""
    require(policy.may_edit(here.me, writes=queries.writes(here, card)))
    here.db.add(Origin(practice_id=card.id, thread_id=thread_id, post_id=post_id))


def change(here: Here, card: Practice, said: Said, seen: str, words: str) -> None:
    """A draft says something else, and no longer waits to be read; what is published says
    it as its next version, and `words` tell what changed."""
    require(policy.may_edit(here.me, writes=queries.writes(here, card)))
    if seen and seen != card.stamp:
        raise Conflict(MEANWHILE)
    is_new = any(getattr(card, name) != value for name, value in said.fields.items())
    for name, value in said.fields.items():
        setattr(card, name, value)
    if is_new or not card.version or _says_otherwise(here, card, said):
        card.changed_at = now()
    _say(here, card, said)
    if not card.version:
        card.state = State.draft
        return
    _require_whole(card, {} if words or not is_new else {"changed": SAY_WHAT})
    if is_new:
        bring_out(here.db, card, here.me.id, words)
    changed(here.db, card)


def publish(here: Here, card: Practice) -> None:
    """For everybody, or first for the team to read. It stays a draft as long as somebody
    who is credited may still want to read it."""
    require(policy.may_publish(here.me, writes=queries.writes(here, card)))
    if card.version:
        return
    _require_whole(card)
    if queries.is_waited_for(here.db, card):
        return
    if policy.is_read_first(here.me):
        card.state, card.changed_at = State.in_review, now()
        later(here.db, jobs.tell_team, practice_id=card.id)
        return
    bring_out(here.db, card, here.me.id)
    changed(here.db, card)


def read_first(here: Here, card: Practice, *, on: bool, reason: str, seen: str) -> None:
    """Let it through, or send it back; once, if two of the team read it."""
    require(policy.may_read_first(here.me, card))
    if card.state is not State.in_review or card.author_id is None:
        return
    if seen != card.stamp:
        raise Conflict(MEANWHILE)
    read = {"practice_id": card.id, "member_id": here.me.id}
    here.db.add(CardReading(**read, let_through=on, reason=reason))
    if on:
        bring_out(here.db, card, card.author_id)
        changed(here.db, card)
    else:
        card.state = State.draft
    kind = Notices.card_published if on else Notices.card_returned
    later(here.db, jobs.tell_writers, practice_id=card.id, kind=kind.value, by=here.me.id)


def bring_out(db: Database, card: Practice, by: int, words: str = "") -> None:
    """What it says now is its next version, by this member (id); who may have it so has
    been asked, and `changed` follows."""
    card.version += 1
    card.changed_at = card.renewed_at = now()
    if card.version == 1:
        card.state, card.published_at = State.published, card.changed_at
    says = {name: getattr(card, name) for name in FIELDS}
    known = {"practice_id": card.id, "number": card.version, "member_id": by}
    db.add(PracticeVersion(**known, changed=words, **says))
    for member in db.scalars(queries.whose(card).order_by(Member.id)):
        took_part(db, member)


def archive(here: Here, card: Practice, *, on: bool) -> None:
    """Still there to read, and no longer offered; or offered again."""
    require(policy.may_archive(here.me, card))
    card.state = State.archived if on else State.published
    changed(here.db, card)


def throw_away(here: Here, card: Practice) -> None:
    """A draft, for good."""
    require(policy.may_delete(here.me, card))
    let_go(here, On("practice_id", card.id))
    for beside in (Credit, Origin, Lineage, Skill, CardReading):
        here.db.execute(delete(beside).where(beside.practice_id == card.id))
    thrown_away.tell(here.db, card)
    withdraw(here.db, card.path, OF_A_DRAFT)
    here.db.delete(card)


def talk(here: Here, card: Practice, title: str, body: str) -> None:
    """Open the thread about a card: of two who do so at once, the second finds it."""
    require(policy.may_talk(here.me))
    if card.thread_id is None:
        card.thread_id = open_thread(here, Kind.discussion, title, body).id


def choose(here: Here, chosen: Mapping[str, bool]) -> None:
    """What is read first, and who else says how mature a card is: columns of Cohort."""
    require(policy.may_set_up(here.me))
    here.db.execute(update(Cohort).where(Cohort.id == here.cohort.id).values(**chosen))


def _require_whole(card: Practice, besides: Mapping[str, str] = NOTHING) -> None:
    if missing := {**lacking(card), **besides}:
        raise Invalid(fields=missing)


def _says_otherwise(here: Here, card: Practice, said: Said) -> bool:
    """Of what stands beside its words."""
    skills = queries.skills_of(here, card)
    return bool(said.about_no_more) or list(skills) != list(said.skills)


def _say(here: Here, card: Practice, said: Said) -> None:
    """What stands beside its words."""
    here.db.execute(delete(Skill).where(Skill.practice_id == card.id))
    here.db.add_all(
        Skill(practice_id=card.id, key=words.casefold(), words=words)
        for words in said.skills
    )
    hang(here, On("practice_id", card.id), said.about, said.about_no_more)
