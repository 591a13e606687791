"""A card as its page shows it to one reader: whose, where from, what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, literal, select, union_all
from sqlalchemy.orm import aliased

from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member, standing
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.practices import policy
from lti_social.practices.card import lacking
from lti_social.practices.models import (
    Answered,
    CardReading,
    Credit,
    Known,
    Practice,
    PracticeVersion,
    Skill,
    State,
)
from lti_social.practices.origins import Lineage, Origin
from lti_social.practices.queries import PATIENCE
from lti_social.practices.seeing import is_shown, is_version_read, named, reader
from lti_social.resources.anchored import Anchored, of_practices
from lti_social.threads.models import Post, Thread
from lti_social.threads.seeing import is_shown as is_post_shown

_card = bindparam("card", type_=Practice.id.type)

_CREDITS: AnySelect = (
    select(
        *(Credit.member_id, Credit.answered, Credit.outside, Credit.stays, Credit.at),
        *(Credit.is_writer.label("writes"), named(Member, Credit).label("name")),
        *(Member.left_at, standing(Member).label("role")),
    )
    .join(Member, Member.id == Credit.member_id)
    .where(Credit.practice_id == _card)
    .order_by(Credit.id)
)
_VERSIONS: AnySelect = (
    select(
        *(PracticeVersion.number, PracticeVersion.changed, PracticeVersion.at),
        named(Member, Credit).label("by"),
    )
    .join(Member, Member.id == PracticeVersion.member_id)
    .outerjoin(
        Credit,
        and_(
            Credit.practice_id == PracticeVersion.practice_id,
            Credit.member_id == PracticeVersion.member_id,
        ),
    )
    .join(Practice, Practice.id == PracticeVersion.practice_id)
    .where(PracticeVersion.practice_id == _card, is_version_read(PracticeVersion, Practice))
    .order_by(PracticeVersion.number)
)
Other = aliased(Practice)
_BESIDE: AnySelect = select(
    union_all(
        select(literal("skill").label("what"), Skill.id, Skill.words).where(
            Skill.practice_id == _card
        ),
        select(literal("thread"), Thread.id, Thread.title)
        .join(Origin, Origin.thread_id == Thread.id)
        .join(Post, and_(Post.thread_id == Thread.id, Post.opens))
        .where(Origin.practice_id == _card, is_post_shown(Post)),
        select(literal("source"), Other.id, Other.title)
        .join(Lineage, Lineage.source_id == Other.id)
        .where(Lineage.practice_id == _card, is_shown(Other)),
        select(literal("inspired"), Other.id, Other.title)
        .join(Lineage, Lineage.practice_id == Other.id)
        .where(Lineage.source_id == _card, is_shown(Other)),
    ).subquery()
)
_READING: AnySelect = (
    select(CardReading.reason, CardReading.at, Member.name.label("by"))
    .join(Member, Member.id == CardReading.member_id)
    .where(CardReading.practice_id == _card, CardReading.let_through.is_(False))
    .order_by(CardReading.id.desc())
    .limit(1)
)


class May(NamedTuple):
    """What policy answers about one reader and one card."""

    answer: bool
    archive: bool
    delete: bool
    edit: bool
    publish: bool
    read_first: bool
    talk: bool
    write: bool


@dataclass(frozen=True)
class Card:
    """`by` are those whose card it is, the author first; `asked` have not answered, and
    until `waits_until` some of them may still want to. `mine` is the reader's own credit.

    `threads` it was made from, `sources` inspired it, and it `inspired` others: id, words.
    `lacking` says by field what it needs before others can try it, and `returned` why the
    team sent it back. In these `ways` an author may show outside the cohort.
    """

    by: Sequence[AnyRow]
    asked: Sequence[AnyRow]
    waits_until: datetime | None
    mine: AnyRow | None
    skills: Sequence[str]
    threads: Sequence[AnyRow]
    sources: Sequence[AnyRow]
    inspired: Sequence[AnyRow]
    versions: Sequence[AnyRow]
    anchored: Sequence[Anchored]
    lacking: Mapping[str, str]
    returned: AnyRow | None
    may: May
    ways: Sequence[Known] = tuple(Known)


def on_card(here: Here, practice: Practice) -> Card:
    known = {"card": practice.id}
    read = known | reader(here.me)
    credited = here.db.rows(_CREDITS, known).all()
    by = [row for row in credited if row.answered is Answered.agreed]
    asked = [row for row in credited if row.answered is Answered.asked]
    mine = next((row for row in credited if row.member_id == here.me.id), None)
    beside = sorted(here.db.rows(_BESIDE, known).all(), key=lambda row: row.id)
    is_draft = practice.state is State.draft
    return Card(
        by=sorted(by, key=lambda row: row.member_id != practice.author_id),
        asked=asked,
        waits_until=_until(asked),
        mine=mine,
        skills=[row.words for row in beside if row.what == "skill"],
        threads=[row for row in beside if row.what == "thread"],
        sources=[row for row in beside if row.what == "source"],
        inspired=[row for row in beside if row.what == "inspired"],
        versions=here.db.rows(_VERSIONS, read).all() if practice.version else (),
        anchored=of_practices(here, [practice.id]).get(practice.id, ()),
        lacking={} if practice.version else lacking(practice),
        returned=here.db.rows(_READING, known).one_or_none() if is_draft else None,
        may=_may(here, practice, mine),
    )


def _until(asked: Sequence[AnyRow]) -> datetime | None:
    """When the last of those who were asked, and are still here, has had their time."""
    ends = [row.at + PATIENCE for row in asked if row.left_at is None]
    return max((end for end in ends if end > now()), default=None)


def _may(here: Here, practice: Practice, mine: AnyRow | None) -> May:
    me, is_out = here.me, practice.state is State.published
    writes = bool(mine and mine.writes)
    is_draft = practice.state is State.draft
    waits = practice.state is State.in_review
    return May(
        answer=policy.may_answer_credit(me, mine),
        archive=policy.may_archive(me, practice),
        delete=policy.may_delete(me, practice),
        edit=policy.may_edit(me, writes=writes),
        publish=is_draft and policy.may_publish(me, writes=writes),
        read_first=waits and policy.may_read_first(me, practice),
        talk=is_out and (practice.thread_id is not None or policy.may_talk(me)),
        write=is_out and policy.may_write(me),
    )
