"""The LMSs that know us, their deployments and invites; our keys, tokens, used nonces.

No cohort owns these rows: they are there before there is a cohort.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, Moment
from lti_social.lti.addresses import origin_of


class Platform(Base):
    """One registration of the tool in one LMS: an issuer and the client id it gave us."""

    __tablename__ = "platform"
    __table_args__ = (UniqueConstraint("issuer", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    issuer: Mapped[str]  # to the letter, trailing slash and all
    client_id: Mapped[str]
    auth_url: Mapped[str]
    token_url: Mapped[str]
    jwks_url: Mapped[str]
    token_audience: Mapped[str | None]  # whom our assertions address, if not token_url
    frame_origins: Mapped[list[str]] = mapped_column(JSON)  # who may show us in a frame
    family: Mapped[str | None]  # "moodle", "canvas"…, learned from launches
    accepts_all_deployments: Mapped[bool] = mapped_column(default=False)
    role_overrides: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    launched_at: Mapped[datetime | None] = mapped_column(Moment)  # to the nearest minutes
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    def has(self, addresses: Iterable[str]) -> bool:
        """Whether these stand where it has addresses already: same host, same port. What
        is no address stands nowhere."""
        known = (self.issuer, self.auth_url, self.token_url, self.jwks_url)
        return set(map(origin_of, addresses)) <= {None, *map(origin_of, known)}


class Deployment(Base):
    """One place of the LMS in which a registration is used.

    One that came by a launch waits until an administrator accepts or declines it.
    """

    __tablename__ = "deployment"
    __table_args__ = (UniqueConstraint("platform_id", "lms_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id", ondelete="CASCADE"))
    lms_id: Mapped[str]
    first_course: Mapped[str | None]  # the title of the course whose launch brought it
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted_by: Mapped[str | None]  # none: the registration accepts all
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_by: Mapped[str | None]


class Invite(Base):
    """Leave for an LMS to register itself here, once."""

    __tablename__ = "invite"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]  # what to call the LMS; empty: by its host
    created_by: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    held_until: Mapped[datetime | None] = mapped_column(Moment)  # by who is registering
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    # The registration that it renews, or else the one that it made
    platform_id: Mapped[int | None] = mapped_column(
        ForeignKey("platform.id", ondelete="CASCADE")
    )


class ToolKey(Base):
    """A key pair of ours; the private half is stored sealed.

    Published from the day it is made, it signs between `signs_from` and `retired_at`: the
    moments when LMSs have had time to fetch it, and its successor. Either may be to come.
    """

    __tablename__ = "tool_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    kid: Mapped[str] = mapped_column(unique=True)
    sealed_pem: Mapped[bytes]
    public_jwk: Mapped[dict[str, str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    signs_from: Mapped[datetime] = mapped_column(Moment, default=now)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)


class AccessToken(Base):
    """What an LMS lets one registration do for a while; all workers use the same."""

    __tablename__ = "access_token"
    __table_args__ = (UniqueConstraint("platform_id", "scopes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id", ondelete="CASCADE"))
    scopes: Mapped[str]  # in order, with a space between
    sealed_token: Mapped[bytes]
    expires_at: Mapped[datetime] = mapped_column(Moment)


class SpentNonce(Base):
    """A launch that already happened, so that its token is good for nothing more."""

    __tablename__ = "spent_nonce"
    __table_args__ = (UniqueConstraint("platform_id", "nonce_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id", ondelete="CASCADE"))
    nonce_hash: Mapped[str]
    spent_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
