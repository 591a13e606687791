"""Our own key pairs: made, shown and used in turn; the private half is stored sealed.

An LMS keeps what it fetched of our key set for a while. So a new key is published a day
before it signs, and an old one for a day after it signed last, which is longer than
anything lives that we sign.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from sqlalchemy import bindparam, delete, select, update

from lti_social.core.clock import now
from lti_social.core.seal import Seal
from lti_social.core.wall import Database
from lti_social.lti.audit import OPERATOR, Event, note
from lti_social.lti.jwk import ALGORITHM, jwk_of
from lti_social.lti.models import ToolKey

NOTICE = timedelta(days=1)  # of a new key, before it signs
KEPT = timedelta(days=1)  # of an old one, after it signed last
LIFETIME = timedelta(days=90)

_ALL = select(ToolKey).order_by(ToolKey.id)
_PUBLISHED = select(ToolKey.public_jwk).order_by(ToolKey.id)
_LAST = select(ToolKey.created_at).order_by(ToolKey.id.desc()).limit(1)
_SIGNING = (
    select(ToolKey)
    .where(ToolKey.signs_from <= bindparam("now"))
    .order_by(ToolKey.signs_from.desc(), ToolKey.id.desc())
    .limit(1)
)


@dataclass(frozen=True)
class SigningKey:
    kid: str
    pem: bytes

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A token (JWT) that says these claims."""
        return jwt.encode(dict(claims), self.pem, ALGORITHM, headers={"kid": self.kid})


def ensure_key(db: Database, seal: Seal) -> None:
    """Make a key pair if there is none, to sign at once: nobody fetched an older one."""
    if not db.scalars(_ALL).first():
        _add(db, seal, notice=timedelta(0))


def signing_key(db: Database, seal: Seal) -> SigningKey:
    """The newest key that LMSs have had time to fetch.

    The oldest if there is none, as by the clock of another machine that is behind.
    """
    key = db.scalars(_SIGNING, {"now": now()}).first() or db.scalars(_ALL).first()
    assert key, "ensure_key comes first"
    return SigningKey(key.kid, seal.decrypt(key.sealed_pem))


def public_jwks(db: Database) -> dict[str, list[dict[str, str]]]:
    """The key set an LMS fetches: the key to come and the one before, too."""
    return {"keys": list(db.scalars(_PUBLISHED))}


def list_keys(db: Database) -> Sequence[ToolKey]:
    return db.scalars(_ALL).all()


def rotate(db: Database, seal: Seal, *, by: str = OPERATOR) -> ToolKey:
    """Make the key that will sign a day from now; the others retire when it does."""
    forget_old_keys(db)
    fresh = _add(db, seal, notice=NOTICE)
    others = update(ToolKey).where(ToolKey.retired_at.is_(None), ToolKey.id != fresh.id)
    db.execute(others.values(retired_at=fresh.signs_from))
    note(db, Event.keys_rotated, by=by, kid=fresh.kid)
    return fresh


def rotate_if_due(db: Database, seal: Seal) -> None:
    """What happens every day: forget what is past, and make a new key every 90 days."""
    forget_old_keys(db)
    last = db.scalar(_LAST)
    if last and last <= now() - LIFETIME:
        rotate(db, seal, by="schedule")


def forget_old_keys(db: Database) -> None:
    """Those whose last token has expired long since."""
    db.execute(delete(ToolKey).where(ToolKey.retired_at < now() - KEPT))


def _add(db: Database, seal: Seal, *, notice: timedelta) -> ToolKey:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    kid = secrets.token_hex(8)
    fresh = ToolKey(
        kid=kid,
        sealed_pem=seal.encrypt(pem),
        public_jwk=dict(jwk_of(kid, key.public_key())),
        signs_from=now() + notice,
    )
    db.add(fresh)
    db.flush()
    return fresh
