"""Telling the tool which LMSs may send it people."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lti_social.core.errors import N_, Invalid
from lti_social.core.wall import Database
from lti_social.lti.addresses import is_safe, origin_of, parts_of
from lti_social.lti.audit import OPERATOR, Event, note
from lti_social.lti.deployments import accept_named
from lti_social.lti.models import Platform
from lti_social.lti.profiles import profile_of


class BadRegistration(Invalid):
    """What somebody gave cannot be right: which field, why, and what they had typed."""

    def __init__(self, sentence: str, field: str = "", typed: str = "") -> None:
        super().__init__(fields={field: sentence})
        self.sentence, self.field, self.typed = sentence, field, typed

    def __str__(self) -> str:
        """For the command line, where nothing else shows what was typed."""
        where = f"{self.field} {self.typed}".strip()
        return f"{where}: {self.sentence}" if where else self.sentence


TOGETHER = N_("An issuer and a client id are needed.")
UNKNOWN = N_("No platform has this issuer and client id.")
TAKEN = N_("Another platform has this issuer and client id already.")
HAS_COURSES = N_("It has courses here, which would be lost with it.")
NOT_AN_ADDRESS = N_("this is not an address.")
NOT_SAFE = N_("an address on the internet must begin with https.")
NOT_AN_ORIGIN = N_("this is not an origin, such as https://lms.example.org.")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A registration as an operator types it, or as an LMS gives it."""

    name: str
    issuer: str  # to the letter: LMSs differ by no more than a slash
    client_id: str
    auth_url: str
    token_url: str
    jwks_url: str
    token_audience: str | None = None  # None: as its kind of LMS has it
    family: str | None = None  # None: as it was; launches tell
    deployments: Sequence[str] = ()
    frame_origins: Sequence[
        str
    ] = ()  # where the LMS shows us, if not at the addresses above
    accepts_all_deployments: bool | None = None  # None: as it was; a new one does not


def add_platform(
    db: Database,
    entry: Entry,
    *,
    by: str = OPERATOR,
    replacing: Platform | None = None,
) -> Platform:
    """Register an LMS, or correct what stands under its issuer and client id.

    With `replacing`, that registration gets the issuer's new client id instead.
    """
    _check(entry)
    platform = replacing or the_platform(db, entry.issuer, entry.client_id)
    event = Event.updated if platform else Event.registered
    if platform is None:
        platform = Platform(issuer=entry.issuer)
        db.add(platform)
    _write(platform, entry)
    _save(db)
    note(db, event, by=by, platform_id=platform.id, name=entry.name)
    accept_named(db, platform.id, entry.deployments, by=by)
    return platform


def list_platforms(db: Database) -> Sequence[Platform]:
    return db.scalars(select(Platform).order_by(Platform.id)).all()


def remove_platform(
    db: Database, *, issuer: str, client_id: str, by: str = OPERATOR
) -> None:
    platform = the_platform(db, issuer, client_id)
    if platform is None:
        raise BadRegistration(UNKNOWN)
    note(db, Event.removed, by=by, platform_id=platform.id, name=platform.name)
    try:
        with db.begin_nested():
            db.delete(platform)
    except IntegrityError as error:
        raise BadRegistration(HAS_COURSES) from error


def the_platform(db: Database, issuer: str, client_id: str) -> Platform | None:
    asked = select(Platform).where(
        Platform.issuer == issuer, Platform.client_id == client_id
    )
    return db.scalars(asked).one_or_none()


def _write(platform: Platform, entry: Entry) -> None:
    platform.name, platform.client_id = entry.name, entry.client_id
    platform.auth_url, platform.token_url = entry.auth_url, entry.token_url
    platform.jwks_url = entry.jwks_url
    platform.family = entry.family or platform.family
    usual = profile_of(platform.family, entry.issuer).token_audience
    platform.token_audience = entry.token_audience or usual
    platform.frame_origins = _origins(entry)
    if entry.accepts_all_deployments is not None:
        platform.accepts_all_deployments = entry.accepts_all_deployments


def _save(db: Database) -> None:
    try:
        db.flush()
    except IntegrityError as error:
        raise BadRegistration(TAKEN) from error


def _check(entry: Entry) -> None:
    if not entry.issuer.strip() or not entry.client_id.strip():
        raise BadRegistration(TOGETHER)
    for field in ("auth_url", "token_url", "jwks_url"):
        url = getattr(entry, field)
        parts = parts_of(url)
        if parts is None or parts.fragment:
            raise BadRegistration(NOT_AN_ADDRESS, field, url)
        if not is_safe(parts):
            raise BadRegistration(NOT_SAFE, field, url)


def _origins(entry: Entry) -> list[str]:
    """Scheme, host and port of who may show us in a frame; an issuer need not be one."""
    usual = [url for url in (entry.issuer, entry.auth_url) if parts_of(url)]
    found = {url: origin_of(url) for url in entry.frame_origins or usual}
    if strange := [url for url, origin in found.items() if origin is None]:
        raise BadRegistration(NOT_AN_ORIGIN, "frame_origins", strange[0])
    return list(dict.fromkeys(origin for origin in found.values() if origin))
