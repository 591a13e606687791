"""Who can do something about an LMS that did not do as asked, and what."""

from http import HTTPStatus

from lti_social.core.errors import N_
from lti_social.lti import failing
from lti_social.lti.failing import PlatformError
from lti_social.lti.pages import ENDLESS
from lti_social.lti.tokens import NOT_GRANTED

PASSES = N_(
    "It is tried again by itself. If it lasts, whoever runs the LMS can look into it."
)
ADMIN = N_(
    "An administrator of the LMS can allow this service in the settings of the tool there."
)
REOPEN = N_("Open the tool once more from your course: it learns the new address there.")
REPORT = N_("Tell whoever runs this tool, with these words.")

_OURS = {
    failing.NOT_AN_ADDRESS,
    failing.OUT_OF_REACH,
    failing.SILENT,
    failing.TOO_LARGE,
    failing.TOO_SLOW,
    failing.UNREADABLE,
    ENDLESS,
    NOT_GRANTED,
}

# How an LMS refuses a token (RFC 6749, 5.2), and how we say that it gave less than asked.
_TOKEN_REFUSED = {"invalid_scope", "invalid_client", "unauthorized_client", NOT_GRANTED}


def who_can_fix(error: PlatformError) -> str:
    """A msgid, for somebody who teaches."""
    if error.worth_retrying:
        return PASSES
    if is_not_allowed(error):
        return ADMIN
    return REOPEN if is_gone(error) else REPORT


def is_not_allowed(error: PlatformError) -> bool:
    refused = error.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    return refused or error.said in _TOKEN_REFUSED


def is_gone(error: PlatformError) -> bool:
    return error.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


def is_quoted(words: str) -> bool:
    """Whether these words of a failure are the LMS's own: shown in quotes, as they are."""
    return words not in _OURS
