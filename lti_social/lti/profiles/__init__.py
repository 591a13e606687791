"""How LMSs differ, as data: one small module for each, and one for all others."""

from urllib.parse import urlsplit

from lti_social.lti.profiles.blackboard import BLACKBOARD
from lti_social.lti.profiles.brightspace import BRIGHTSPACE
from lti_social.lti.profiles.canvas import CANVAS
from lti_social.lti.profiles.moodle import MOODLE
from lti_social.lti.profiles.plain import PLAIN
from lti_social.lti.profiles.profile import Profile
from lti_social.lti.profiles.sakai import SAKAI

PROFILES = (MOODLE, CANVAS, BRIGHTSPACE, BLACKBOARD, SAKAI, PLAIN)

__all__ = ["PLAIN", "PROFILES", "Profile", "profile_named", "profile_of"]


def profile_of(family: str | None, issuer: str = "") -> Profile:
    """By what the LMS says it is (product_family_code), else by who it is."""
    said = (family or "").casefold()
    host = _host(issuer)
    by_word = [one for one in PROFILES if said in one.families]
    by_host = [one for one in PROFILES if host.endswith(tuple(f".{h}" for h in one.hosts))]
    return (by_word or by_host or [PLAIN])[0]


def profile_named(key: str) -> Profile | None:
    """By our own word for it, as in an address."""
    return next((one for one in PROFILES if one.key == key), None)


def _host(issuer: str) -> str:
    """With a dot before it, so that a domain ends it whole or not at all."""
    try:
        return f".{urlsplit(issuer).hostname or ''}"
    except ValueError:
        return "."
