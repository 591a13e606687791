"""What a person is in a course, read from the many ways in which LMSs write roles.

Only a role in the course counts, and administration wherever it is held: somebody who
teaches elsewhere in the institution may be a learner here. A registration may say otherwise
of single roles; that overrides what is read here, however the LMS spells the role.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple


class LmsRole(StrEnum):
    """Weakest first."""

    learner = "learner"
    mentor = "mentor"
    assistant = "assistant"
    designer = "designer"
    instructor = "instructor"
    admin = "admin"


class _Said(NamedTuple):
    where: str  # membership | institution | system | person
    principal: str  # Instructor, Learner… or empty
    sub: str  # TeachingAssistant… or empty


# http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant; of LTI 2
# there is person#Administrator too, which is the institution's
_FULL = re.compile(
    r"http://purl\.imsglobal\.org/vocab/lis/v2/"
    r"(membership|institution|system|person)(?:/person|/([A-Za-z]+))?#([A-Za-z]+)"
)
# urn:lti:role:ims/lis/Instructor/TeachingAssistant; Instructor alone, or with a sub-role
_SHORT = re.compile(
    r"(?:urn:lti:(role|instrole|sysrole):ims/lis/)?([A-Za-z]+)(?:[/#]([A-Za-z]+))?"
)
_TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"

_PLACES = {"role": "membership", "instrole": "institution", "sysrole": "system"}
_PRINCIPALS = {
    "Administrator": LmsRole.admin,
    "ContentDeveloper": LmsRole.designer,
    "Instructor": LmsRole.instructor,
    "Mentor": LmsRole.mentor,
    "TeachingAssistant": LmsRole.assistant,
}
_ADMINISTRATORS = {"AccountAdmin", "Administrator", "SysAdmin"}

Overrides = Mapping[
    str, str
]  # a role as the LMS writes it, and the LmsRole that it is here


def roles_in(
    claim: Iterable[object], overrides: Overrides | None = None
) -> frozenset[LmsRole]:
    """The roles of a launch; what nobody knows, and nothing at all, is a learner."""
    said, given, replaced = _sorted_out(claim, overrides or {})
    roles = {role for one in said if (role := _meant(one))}
    assists = LmsRole.assistant in roles or any(
        one.principal == "Instructor" and one.sub for one in replaced
    )
    if assists and not _teaches_beside_assisting(said):
        roles.discard(LmsRole.instructor)
    return frozenset(roles | given or {LmsRole.learner})


def administers(claim: Iterable[object], overrides: Overrides | None = None) -> bool:
    """Whether this is an administrator of the LMS itself, not of one course in it."""
    said, _, _ = _sorted_out(claim, overrides or {})
    return any(
        one.where != "membership" and one.principal in _ADMINISTRATORS for one in said
    )


def _sorted_out(
    claim: Iterable[object], overrides: Overrides
) -> tuple[list[_Said], set[LmsRole], list[_Said]]:
    """What is to be read, what the registration gives instead, and instead of what."""
    instead = {_read(role) or role: LmsRole(here) for role, here in overrides.items()}
    said, given, replaced = [], set(), []
    for role in claim:
        if not isinstance(role, str):
            continue
        one = _read(role)
        if (here := instead.get(one or role)) is not None:
            given.add(here)
            replaced += [one] if one else []
        elif one:
            said.append(one)
    return said, given, replaced


def is_test_user(claim: Iterable[object]) -> bool:
    """A preview or student-view user, who shares an id with others."""
    return _TEST_USER in claim


_RANKS = {role: rank for rank, role in enumerate(LmsRole)}


def strongest(roles: Iterable[LmsRole]) -> LmsRole:
    return max(roles, key=_RANKS.__getitem__)


def _read(role: str) -> _Said | None:
    if full := _FULL.fullmatch(role):
        where, principal, last = full.groups()
        return _Said(where, principal, last) if principal else _Said(where, last, "")
    if short := _SHORT.fullmatch(role):
        where, principal, sub = short.groups()
        return _Said(_PLACES[where or "role"], principal, sub or "")
    return None


def _meant(said: _Said) -> LmsRole | None:
    if said.where != "membership":
        return LmsRole.admin if said.principal in _ADMINISTRATORS else None
    if said.principal == "Instructor" and _assists(said.sub):
        return LmsRole.assistant
    return _PRINCIPALS.get(said.principal, LmsRole.learner)


def _assists(sub: str) -> bool:
    return sub.startswith("TeachingAssistant") or sub == "Grader"


def _teaches_beside_assisting(said: Iterable[_Said]) -> bool:
    """LMSs send the plain Instructor with its sub-role: alone, it says nothing more."""
    return any(
        one.where == "membership"
        and one.principal == "Instructor"
        and one.sub
        and not _assists(one.sub)
        for one in said
    )
