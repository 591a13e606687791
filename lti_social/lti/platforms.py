"""Which LMS is meant: the registrations, as plain values that outlive their session."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, bindparam, exists, select

from lti_social.core.asking import ask_house
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database
from lti_social.lti.http import host_of
from lti_social.lti.models import Deployment, Platform
from lti_social.lti.reasons import LaunchRefused, Reason
from lti_social.lti.roles import Overrides


@dataclass(frozen=True)
class Registration:
    """A platform as a login, a launch or a service needs it."""

    id: int
    issuer: str
    client_id: str
    auth_url: str
    jwks_url: str
    token_url: str
    token_audience: str  # whom our assertions address
    family: str | None
    frame_origins: tuple[str, ...]
    role_overrides: Overrides

    @property
    def typed_hosts(self) -> frozenset[str]:
        """The hosts that an operator typed, so that they may be private ones."""
        return frozenset(map(host_of, (self.auth_url, self.jwks_url, self.token_url)))


_KNOWN = select(
    *(Platform.id, Platform.issuer, Platform.client_id, Platform.auth_url),
    *(Platform.jwks_url, Platform.token_url, Platform.token_audience, Platform.family),
    *(Platform.frame_origins, Platform.role_overrides),
)
_OF_ID = _KNOWN.where(Platform.id == bindparam("platform_id"))
_OF_ISSUER = _KNOWN.where(Platform.issuer == bindparam("issuer"))
OF_CLIENT = _OF_ISSUER.where(Platform.client_id == bindparam("client_id"))
_OF_DEPLOYMENT = _OF_ISSUER.where(
    exists().where(
        Deployment.platform_id == Platform.id, Deployment.lms_id == bindparam("deployment")
    )
)


def registration_asking(reads: Engine, login: Mapping[str, str]) -> Registration:
    """Whose login this is: by its client id, else by the issuer, else by the deployment."""
    issuer, client_id = login["iss"], login.get("client_id")
    if client_id:
        return the_registration(reads, issuer, client_id)
    found = ask_house(reads, _OF_ISSUER, {"issuer": issuer})
    if len(found) > 1:
        deployment = login.get("lti_deployment_id", "")
        asked = {"issuer": issuer, "deployment": deployment}
        found = ask_house(reads, _OF_DEPLOYMENT, asked)
    if len(found) != 1:
        raise LaunchRefused(Reason.unknown_platform, issuer=issuer, matching=len(found))
    return plain(found[0])


def the_registration(reads: Engine, issuer: str, client_id: str) -> Registration:
    asked = {"issuer": issuer, "client_id": client_id}
    found = ask_house(reads, OF_CLIENT, asked)
    if not found:
        raise LaunchRefused(Reason.unknown_platform, **asked)
    return plain(found[0])


def registration_of(db: Database, platform_id: int) -> Registration:
    """For a service that is used after the launch; NotFound where it was removed."""
    found = db.rows(_OF_ID, {"platform_id": platform_id}).one_or_none()
    if found is None:
        raise NotFound
    return plain(found)


def plain(row: AnyRow) -> Registration:
    return Registration(
        row.id,
        row.issuer,
        row.client_id,
        row.auth_url,
        row.jwks_url,
        row.token_url,
        row.token_audience or row.token_url,
        row.family,
        tuple(row.frame_origins),
        row.role_overrides,
    )
