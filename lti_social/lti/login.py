"""The way in, up to the LMS's own question: who is asking, and does this browser remember?

The LMS's hint is good for one use, so whether the browser keeps cookies in the LMS's frame
is known from an earlier launch, or found out, before the hint is spent. Nothing here is
written to the database.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Engine

from lti_social.lti import adapter
from lti_social.lti.attempts import Attempt, Cookie, State, activity_in, hashed
from lti_social.lti.platforms import Registration, registration_asking, the_registration
from lti_social.lti.reasons import LaunchRefused, Reason
from lti_social.lti.targets import path_within
from lti_social.lti.tool import Tool

NEEDED = ("iss", "login_hint", "target_link_uri")
LONGEST = {"lti_message_hint": 4000, "login_hint": 2000}  # some are whole tokens
USUAL = 1000


def begin(
    reads: Engine, tool: Tool, login: Mapping[str, str]
) -> tuple[Attempt, Cookie, Registration]:
    """What the LMS asks for, a cookie for this browser to keep, and which LMS it is."""
    _check(login)
    target = path_within(tool.url, login["target_link_uri"])
    if target is None:
        raise LaunchRefused(Reason.target_elsewhere, target=login["target_link_uri"])
    platform = registration_asking(reads, login)
    cookie = Cookie.fresh()
    attempt = Attempt(
        platform.issuer,
        platform.client_id,
        target,
        cookie.name,
        hashed(cookie.value),
        login_hint=login["login_hint"],
        message_hint=login.get("lti_message_hint", ""),
    )
    return attempt, cookie, platform


def begin_again(attempt: Attempt) -> tuple[Attempt, Cookie]:
    """The same in a tab of its own, with a new cookie."""
    cookie = Cookie.fresh()
    marked = {"cookie": cookie.name, "cookie_hash": hashed(cookie.value)}
    return replace(attempt, **marked, in_tab=True), cookie


def ask_lms(
    tool: Tool, attempt: Attempt, platform: Registration, *, onward: str = ""
) -> str:
    """The address at the LMS that says who somebody is; its answer is good for us alone.

    `onward` is where this browser wanted to go before it was sent to the LMS.
    """
    nonce = secrets.token_urlsafe(16)
    state = State(
        platform.issuer,
        platform.client_id,
        attempt.target,
        attempt.cookie,
        attempt.cookie_hash,
        nonce_hash=hashed(nonce),
        activity=activity_in(attempt.message_hint),
        onward=onward,
    )
    return adapter.authorization_url(
        platform,
        {"login_hint": attempt.login_hint, "lti_message_hint": attempt.message_hint},
        launch_url=tool.launch_url,
        state=state.sealed(tool.seal),
        nonce=nonce,
    )


def platform_of(reads: Engine, attempt: Attempt) -> Registration:
    return the_registration(reads, attempt.issuer, attempt.client_id)


def _check(login: Mapping[str, str]) -> None:
    missing = [name for name in NEEDED if not login.get(name)]
    strange = [
        name
        for name, value in login.items()
        if len(value) > LONGEST.get(name, USUAL) or not value.isprintable()
    ]
    if missing or strange:
        raise LaunchRefused(
            Reason.login_incomplete, missing=",".join(missing), strange=",".join(strange)
        )
