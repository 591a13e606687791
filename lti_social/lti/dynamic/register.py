"""An LMS registers itself: it is asked for a client id, and what it says is kept.

The invite is held meanwhile, and no transaction is open while the LMS is spoken to. What
it said is stored in one, together with the invite's end: all of it, or nothing.
"""

from dataclasses import dataclass

from sqlalchemy import Engine

from lti_social.core.wall import Database, open_house
from lti_social.lti import invites
from lti_social.lti.addresses import origin_of
from lti_social.lti.audit import OPERATOR
from lti_social.lti.claims import identifier, part
from lti_social.lti.dynamic.asking import TOOL, registration
from lti_social.lti.dynamic.configuration import Configuration
from lti_social.lti.dynamic.failures import RegistrationFailed, Why
from lti_social.lti.dynamic.fetching import JSON, as_object, bearer, fetch
from lti_social.lti.http import PlatformError, host_of
from lti_social.lti.invites import Invited
from lti_social.lti.models import Platform
from lti_social.lti.registering import BadRegistration, Entry, add_platform, the_platform
from lti_social.lti.tool import Tool


@dataclass(frozen=True)
class Wish:
    """What comes with the LMS's browser: an invite, and where the LMS describes itself."""

    invite: str
    url: str
    token: str  # the LMS's leave to register; D2L gives none


@dataclass(frozen=True)
class Granted:
    client_id: str
    deployment: str | None


@dataclass(frozen=True)
class Registered:
    name: str
    lms: Configuration
    deployment: str | None
    is_new: bool


def look(reads: Engine, tool: Tool, wish: Wish) -> Configuration:
    """Who wants to register, before they do. Only a good invite sends us asking."""
    _check_wish(wish)
    return _described(reads, tool, wish, invites.read(reads, wish.invite))


def register(engine: Engine, tool: Tool, wish: Wish) -> Registered:
    _check_wish(wish)
    with invites.held(engine, wish.invite) as invited:
        lms = _described(engine, tool, wish, invited)
        granted = _ask(tool, lms, wish.token)
        with open_house(engine) as db, db.begin():
            return _store(db, invited, lms, granted)


def _check_wish(wish: Wish) -> None:
    if not wish.url:
        raise RegistrationFailed(Why.opened_alone)


def _described(engine: Engine, tool: Tool, wish: Wish, invited: Invited) -> Configuration:
    """An invite that names a registration is for its LMS alone. One from an administrator
    takes us to no host that the registration does not have: as at the console, an operator
    alone adds one, since it may be anywhere in our own network."""
    with open_house(engine) as db:
        before = _renewed(db, invited)
    by_operator = invited.created_by == OPERATOR
    if before and not by_operator and not before.has([wish.url]):
        raise RegistrationFailed(Why.another_lms, before.name)
    lms = fetch(tool.http, wish.url, wish.token)
    if before and before.issuer != lms.issuer:
        raise RegistrationFailed(Why.another_lms, before.name)
    if before and not by_operator and not before.has(lms.addresses):
        raise RegistrationFailed(Why.another_host)
    return lms


def _ask(tool: Tool, lms: Configuration, token: str) -> Granted:
    try:
        answer = tool.http.send(
            "POST",
            lms.registration_url,
            typed=[host_of(lms.origin)],
            headers=bearer(token) | {"Accept": JSON},
            json=registration(tool.url, lms),
        )
    except PlatformError as error:
        raise RegistrationFailed(Why.lms_refused, error.said) from error
    said = as_object(answer.body, Why.no_client_id)
    client_id = identifier(said.get("client_id"))
    if client_id is None:
        raise RegistrationFailed(Why.no_client_id)
    return Granted(client_id, identifier(part(said, TOOL).get("deployment_id")))


def _store(
    db: Database, invited: Invited, lms: Configuration, granted: Granted
) -> Registered:
    """An invite for a new LMS changes none that is there: somebody who can leave a file on
    another LMS's host could describe that one with keys of their own."""
    before = _renewed(db, invited)
    if before is None and the_platform(db, lms.issuer, granted.client_id):
        raise RegistrationFailed(Why.taken)
    entry = _entry(before, invited, lms, granted)
    try:
        platform = add_platform(db, entry, by=invited.created_by, replacing=before)
    except BadRegistration as error:
        raise RegistrationFailed(Why.taken, str(error)) from error
    invites.use(db, invited, platform.id)
    return Registered(platform.name, lms, granted.deployment, is_new=before is None)


def _renewed(db: Database, invited: Invited) -> Platform | None:
    return db.get(Platform, invited.platform_id) if invited.platform_id else None


def _entry(
    before: Platform | None, invited: Invited, lms: Configuration, granted: Granted
) -> Entry:
    usual = [origin_of(url) or "" for url in (lms.issuer, lms.auth_url)]
    added = before.frame_origins if before else ()
    return Entry(
        name=invited.name or (before.name if before else lms.host),
        issuer=lms.issuer,
        client_id=granted.client_id,
        auth_url=lms.auth_url,
        token_url=lms.token_url,
        jwks_url=lms.jwks_url,
        token_audience=lms.profile.token_audience or lms.token_audience,
        family=lms.family,
        deployments=[granted.deployment] if granted.deployment else [],
        frame_origins=[*usual, *lms.profile.frame_origins, *added],
    )
