"""The roster of an LMS beside the members of a cohort: what differs, and making it alike.

The LMS decides who is in a course. What it does not decide: a member's name is theirs once
they have one, and a launch knows better than the roster what somebody is (Moodle's roster
calls a non-editing teacher a learner). Somebody of whom the roster never spoke, such as an
administrator who is not enrolled, has not left when it goes on saying nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import bindparam, delete, or_, select, update

from lti_social.cohorts.models import Member, Person, Role, Visit
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database, upsert

LATELY = timedelta(days=30)  # how long a launch's role outlives launches in a weaker one
AT_ONCE = 500  # rows of one statement

One = TypeVar("One")


class Listed(NamedTuple):
    """Somebody as the roster has them."""

    sub: str
    name: str
    role: Role
    is_active: bool


class Differences(NamedTuple):
    """What a roster says that the cohort does not know yet. Members are ids."""

    new: Sequence[Listed]
    listed: Sequence[int]  # for the first time, or again
    named: Mapping[int, str]
    roles: Mapping[int, Role]
    left: Sequence[int]
    shut_out: Sequence[int]  # of those who left: the LMS says so itself

    @property
    def changes(self) -> bool:
        """Whether anything is new about those who are members already."""
        return any((self.listed, self.named, self.roles, self.left))


_MEMBERS = (
    select(
        *(Person.sub, Member.id, Member.name, Member.role, Member.role_seen_at),
        *(Member.rostered_at, Member.left_at),
    )
    .join(Person, Person.id == Member.person_id)
    .where(Person.platform_id == bindparam("platform_id"))
    .where(Person.deployment_id.is_not_distinct_from(bindparam("deployment_id")))
)


def differences(
    db: Database, people: Mapping[str, Any], roster: Mapping[str, Listed]
) -> Differences:
    """Of the cohort that is open. `people` says whose ids the roster uses; one question,
    the rest is compared in memory."""
    seats = db.rows(_MEMBERS, people).all()
    here = [(seat, roster[seat.sub]) for seat in seats if _is_here(seat, roster)]
    gone = [seat for seat in seats if _has_gone(seat, roster)]
    known = {seat.sub for seat in seats}
    # By id: two workers that seat the same people of two courses must not meet halfway.
    new = sorted(one for one in roster.values() if one.is_active and one.sub not in known)
    return Differences(
        new=new,
        listed=[seat.id for seat, _ in here if seat.left_at or not seat.rostered_at],
        named={seat.id: one.name for seat, one in here if one.name and not seat.name},
        roles={seat.id: one.role for seat, one in here if _is_recast(seat, one.role)},
        left=[seat.id for seat in gone],
        shut_out=[seat.id for seat in gone if seat.sub in roster],
    )


def _is_here(seat: AnyRow, roster: Mapping[str, Listed]) -> bool:
    return seat.sub in roster and roster[seat.sub].is_active


def _has_gone(seat: AnyRow, roster: Mapping[str, Listed]) -> bool:
    """Named inactive, or not named any more."""
    was_named = seat.rostered_at or seat.sub in roster
    return bool(was_named and not seat.left_at and not _is_here(seat, roster))


def _is_recast(seat: AnyRow, role: Role) -> bool:
    is_stale = not seat.role_seen_at or now() - seat.role_seen_at > LATELY
    return seat.role is not role and is_stale


def seat(db: Database, people: Mapping[str, Any], new: Sequence[Listed]) -> None:
    """Members for people whom no launch has brought yet, AT_ONCE at most."""
    upsert(db, Person, [{**people, "sub": one.sub} for one in new], key=())
    ids = _ids(db, people, [one.sub for one in new])
    since = {"rostered_at": now(), "role_seen_at": None}
    seats = [
        {"person_id": ids[one.sub], "name": one.name, "role": one.role, **since}
        for one in new
    ]
    upsert(db, Member, seats, key=Member.one_per)


def _ids(db: Database, people: Mapping[str, Any], subs: Sequence[str]) -> dict[str, int]:
    of_these = select(Person.sub, Person.id).where(
        Person.platform_id == people["platform_id"],
        Person.deployment_id.is_not_distinct_from(people["deployment_id"]),
        Person.sub.in_(subs),
    )
    return {row.sub: row.id for row in db.execute(of_these)}


def follow(db: Database, found: Differences) -> None:
    """Bring the members there are into line. Nobody is deleted: what they wrote stays."""
    for member_id, name in found.named.items():
        unnamed = update(Member).where(Member.id == member_id, Member.name == "")
        db.execute(unnamed.values(name=name))
    unseen = or_(Member.role_seen_at.is_(None), Member.role_seen_at < now() - LATELY)
    for member_id, role in found.roles.items():
        db.execute(update(Member).where(Member.id == member_id, unseen).values(role=role))
    for some in in_parts(found.listed):
        these = update(Member).where(Member.id.in_(some))
        db.execute(these.values(rostered_at=now(), left_at=None))
    for some in in_parts(found.left):
        db.execute(update(Member).where(Member.id.in_(some)).values(left_at=now()))
    _shut_out(db, found.shut_out)


def _shut_out(db: Database, members: Sequence[int]) -> None:
    """Whom the LMS itself calls inactive, their visit ends now. Whoever is merely missing
    goes on until it ends: a roster may be cut short by mistake, and the LMS does not let
    them launch again anyway."""
    for some in in_parts(members):
        db.execute(delete(Visit).where(Visit.member_id.in_(some)))


def in_parts(all_of: Sequence[One]) -> Iterator[Sequence[One]]:
    for start in range(0, len(all_of), AT_ONCE):
        yield all_of[start : start + AT_ONCE]
