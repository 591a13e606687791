"""Names and Role Provisioning Services 2.0: who is in a course."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lti_social.lti.claims import identifier, mail_address, text
from lti_social.lti.pages import items, with_parameters
from lti_social.lti.roles import LmsRole, is_test_user, roles_in
from lti_social.lti.service import Service

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
ACCEPT = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"

_GONE = {"inactive", "deleted"}
_Overrides = tuple[tuple[str, str], ...]  # of the registration: what a role means here
_MOST = 50  # roles or groups of one person


@dataclass(frozen=True, slots=True)
class RosterMember:
    """As the LMS tells: `sub` is never empty, the rest may be missing."""

    sub: str
    name: str | None
    given_name: str | None
    family_name: str | None
    email: str | None
    roles: frozenset[LmsRole]  # never empty
    active: bool
    group_ids: tuple[str, ...] | None = None  # where groups were asked for and told


def roster(
    service: Service, url: str, *, rlid: str | None = None, groups: bool = False
) -> Iterator[RosterMember]:
    """Everybody, each once, page by page; PlatformError where it breaks off.

    With `rlid`, those who may open that link. With `groups`, who is in which: for an LMS
    that has the course groups service.
    """
    first = with_parameters(url, rlid=rlid, groups="true" if groups else None)
    overrides = tuple(service.registration.role_overrides.items())
    seen: set[str] = set()
    for said in items(service, first, scope=SCOPE, accept=ACCEPT, under="members"):
        member = _member(said, overrides)
        if member and member.sub not in seen:
            seen.add(member.sub)
            yield member


def _member(said: Any, overrides: _Overrides) -> RosterMember | None:
    """None for what is nobody: an entry without an id, or a preview's shared user."""
    if not isinstance(said, dict):
        return None
    sub, named = identifier(said.get("user_id")), said.get("roles")
    roles = _words(named) if isinstance(named, list) else ()
    if sub is None or is_test_user(roles):
        return None
    return RosterMember(
        sub=sub,
        name=text(said.get("name")),
        given_name=text(said.get("given_name")),
        family_name=text(said.get("family_name")),
        email=mail_address(said.get("email")),
        roles=_roles(roles, overrides),
        active=str(said.get("status", "")).lower() not in _GONE,
        group_ids=_groups(said.get("group_enrollments")),
    )


def _words(said: list[Any]) -> tuple[str, ...]:
    return tuple(word for word in said[:_MOST] if isinstance(word, str))


@lru_cache(maxsize=256)
def _roles(named: tuple[str, ...], overrides: _Overrides) -> frozenset[LmsRole]:
    """As a launch reads them; once for all who have the same."""
    return roles_in(named, dict(overrides))


def _groups(said: Any) -> tuple[str, ...] | None:
    if not isinstance(said, list):
        return None
    ids = [identifier(one.get("group_id")) for one in said[:_MOST] if isinstance(one, dict)]
    return tuple(dict.fromkeys(one for one in ids if one))
