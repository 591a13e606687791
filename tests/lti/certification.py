"""The core launches of the 1EdTech certification guide: what to refuse, what to let in.

Plain lists of (name, change of the message, what is expected), for every door that takes a
launch.
"""

from lti_social.lti.reasons import Reason
from lti_social.lti.roles import LmsRole
from tests.lti.drafts import (
    MEMBERSHIP,
    Change,
    all_of,
    as_teacher,
    headed,
    saying,
    unnamed,
    without,
)

_NOT_1_3 = {"message_type": "basic-lti-launch-request", "version": "LTI-1p0"}
_CLAIMS = ("message_type", "version", "deployment_id", "resource_link", "roles")
_NO_ID = {"title": "Discussion"}

KNOWN_BAD: list[tuple[str, Change, Reason]] = [
    ("no kid in the header", unnamed, Reason.key_unknown),
    ("a wrong kid in the header", headed(kid="wrong"), Reason.key_unknown),
    ("a wrong LTI version", saying(version="11.3"), Reason.version),
    ("no LTI version", without("version"), Reason.version),
    ("no message of LTI 1.3", saying(**_NOT_1_3), Reason.version),
    ("claims missing", without(*_CLAIMS), Reason.version),
    ("timestamps incorrect", saying(iat=11111, exp=22222), Reason.expired),
    ("no message type", without("message_type"), Reason.message_unknown),
    ("no roles", without("roles"), Reason.claims_missing),
    ("no deployment id", without("deployment_id"), Reason.claims_missing),
    ("no resource link id", saying(resource_link=_NO_ID), Reason.claims_missing),
    ("no sub", without("sub"), Reason.claims_missing),
]

NAMES = ("name", "given_name", "family_name")
ELSEWHERE = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Other"
NEVER_HEARD_OF = "http://purl.imsglobal.org/vocab/lis/v2/uknownrole/unknown#Helper"


def _nine(role: str, no_role: list[str]) -> dict[str, Change]:
    """The launches that each kind of person makes."""
    return {
        "plain": saying(),
        "several roles": saying(roles=[f"{MEMBERSHIP}{role}", ELSEWHERE]),
        "a short role": saying(roles=[role]),
        "an unknown role": saying(roles=[NEVER_HEARD_OF]),
        f"no role, as {no_role}": saying(roles=no_role),
        "e-mail only": without(*NAMES),
        "names only": without("email"),
        "no personal data": without(*NAMES, "email"),
        "e-mail without context": without(*NAMES, "context"),
    }


def _role(name: str, role: LmsRole) -> LmsRole:
    """Without a role that anybody knows, a teacher too is let in as a learner."""
    return LmsRole.learner if "unknown" in name or "no role" in name else role


VALID: list[tuple[str, Change, LmsRole]] = [
    *(
        (f"teacher: {name}", all_of(as_teacher, change), _role(name, LmsRole.instructor))
        for name, change in _nine("Instructor", no_role=[]).items()
    ),
    *(
        (f"student: {name}", change, LmsRole.learner)
        for name, change in _nine("Learner", no_role=[""]).items()
    ),
]
