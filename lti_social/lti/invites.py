"""Invites: a link with which an LMS registers itself here, once and for some days."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Engine, Select, and_, select, update

from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.wall import Database, open_house
from lti_social.lti.attempts import hashed
from lti_social.lti.audit import Event, note
from lti_social.lti.dynamic.failures import RegistrationFailed, Why
from lti_social.lti.models import Invite

USUAL = timedelta(days=7)
HELD = timedelta(minutes=2)  # far longer than an LMS may take to answer


@dataclass(frozen=True)
class Invited:
    """An invite that is good, as it reads."""

    id: int
    name: str
    created_by: str
    platform_id: int | None  # the registration that it renews


def issue(
    db: Database,
    *,
    name: str = "",
    by: str,
    lasting: timedelta = USUAL,
    platform_id: int | None = None,
) -> str:
    """A new invite's token: told once, kept only as a hash."""
    token = secrets.token_urlsafe(16)
    db.add(
        Invite(
            token_hash=hashed(token),
            name=name,
            created_by=by,
            expires_at=now() + lasting,
            platform_id=platform_id,
        )
    )
    note(db, Event.invited, by=by, platform_id=platform_id, name=name)
    return token


def address_of(tool_url: str, token: str) -> str:
    """What the administrator of the LMS pastes there."""
    return f"{tool_url}/lti/register?{urlencode({'invite': token})}"


def open_invites(db: Database) -> Sequence[Invite]:
    """Those that are still good, newest first."""
    return db.scalars(select(Invite).where(_is_good()).order_by(Invite.id.desc())).all()


def revoke(db: Database, invite_id: int, by: str) -> None:
    """Good for nothing from now on; one that was used is left as it is."""
    invite = db.get(Invite, invite_id)
    if invite is None or invite.used_at:
        raise NotFound
    note(db, Event.invite_revoked, by=by, platform_id=invite.platform_id, name=invite.name)
    db.delete(invite)


def read(reads: Engine, token: str) -> Invited:
    """What this token is good for; RegistrationFailed where it is good for nothing."""
    with open_house(reads) as db:
        found = db.scalar(_with(token))
        if found is None:
            raise RegistrationFailed(Why.invite_not_good)
        return _invited(found)


@contextmanager
def held(engine: Engine, token: str) -> Iterator[Invited]:
    """The invite, for this one use: of two at once, the second is turned away.

    Whoever fails lets go of it, so that it is good for another try; whoever is cut off
    keeps it for two minutes. `use` it up in the transaction of what it was good for.
    """
    invited = _hold(engine, token)
    try:
        yield invited
    except BaseException:
        _let_go(engine, invited)
        raise


def use(db: Database, invited: Invited, platform_id: int) -> None:
    """It made, or renewed, this registration and is good for nothing more."""
    found = db.get(Invite, invited.id, with_for_update=True)
    if found is None or found.used_at:  # revoked, or used by whoever held it after us
        raise RegistrationFailed(Why.invite_not_good)
    found.used_at, found.platform_id = now(), platform_id


def _hold(engine: Engine, token: str) -> Invited:
    with open_house(engine) as db, db.begin():
        found = db.scalar(_with(token).with_for_update())
        if found is None:
            raise RegistrationFailed(Why.invite_not_good)
        if found.held_until and found.held_until > now():
            raise RegistrationFailed(Why.under_way)
        found.held_until = now() + HELD
        return _invited(found)


def _let_go(engine: Engine, invited: Invited) -> None:
    with open_house(engine) as db, db.begin():
        db.execute(update(Invite).where(Invite.id == invited.id).values(held_until=None))


def _invited(invite: Invite) -> Invited:
    return Invited(invite.id, invite.name, invite.created_by, invite.platform_id)


def _with(token: str) -> Select[Invite]:
    return select(Invite).where(Invite.token_hash == hashed(token), _is_good())


def _is_good() -> ColumnElement[bool]:
    return and_(Invite.used_at.is_(None), Invite.expires_at > now())
