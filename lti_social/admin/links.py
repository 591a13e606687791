"""The operator's way in, without a desk yet: a link made at the prompt, used once."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from lti_social.admin.models import AdminLink, AdminSession
from lti_social.core.clock import now
from lti_social.core.errors import N_, NotFound
from lti_social.core.wall import Database
from lti_social.lti.audit import OPERATOR, Event, note
from lti_social.web import session

LIFETIME = timedelta(minutes=15)
OVER = N_("This link is good for nothing any more. Make a new one: lti-social admin link")


def make_link(db: Database) -> str:
    """The token of a new link; what is kept of it is its hash."""
    token = secrets.token_urlsafe(16)  # 128 bits
    hashed = session.hashed(token)
    db.add(AdminLink(token_hash=hashed, expires_at=now() + LIFETIME))
    note(db, Event.link_made, by=OPERATOR)
    return token


def open_console(db: Database, link: str) -> str:
    """Use the link up: of two at once, one finds it gone. The token of a new session."""
    mine = AdminLink.token_hash == session.hashed(link)
    used: Any = db.execute(delete(AdminLink).where(mine, AdminLink.expires_at > now()))
    if used.rowcount != 1:
        raise NotFound(OVER)
    token = session.fresh_token()
    db.add(AdminSession(token_hash=session.hashed(token)))
    note(db, Event.console_opened, by=OPERATOR)
    return token


def close_console(db: Database, token: str) -> None:
    mine = AdminSession.token_hash == session.hashed(token)
    db.execute(delete(AdminSession).where(mine))
