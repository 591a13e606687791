"""Why a launch is refused: one word for each reason, and what the log may know of it."""

import secrets
from base64 import b32encode
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    # Before the LMS is asked
    unknown_platform = "unknown_platform"
    login_incomplete = "login_incomplete"
    target_elsewhere = "target_elsewhere"
    cookies_blocked = "cookies_blocked"
    # When the browser comes back
    lms_denied = "lms_denied"
    lms_misconfigured = "lms_misconfigured"
    state_broken = "state_broken"
    state_expired = "state_expired"
    other_browser = "other_browser"
    # Whether the message is genuine
    message_malformed = "message_malformed"
    issuer = "issuer"
    audience = "audience"
    algorithm = "algorithm"
    key_unknown = "key_unknown"
    keys_unreachable = "keys_unreachable"
    signature = "signature"
    expired = "expired"
    too_early = "too_early"
    nonce = "nonce"
    replayed = "replayed"
    # What the message says
    version = "version"
    message_unknown = "message_unknown"
    settings_unusable = "settings_unusable"
    nothing_to_place = "nothing_to_place"
    claims_missing = "claims_missing"
    deployment_pending = "deployment_pending"
    deployment_declined = "deployment_declined"


class LaunchRefused(Exception):
    """A launch that does not happen.

    `detail` goes to the log: names of claims, ids of registrations and keys, seconds.
    Never a token, never what the LMS says about a person.
    """

    def __init__(self, reason: Reason, **detail: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = {name: tame(value) for name, value in detail.items()}
        self.support_id = b32encode(secrets.token_bytes(5)).decode()


def tame(value: Any) -> Any:
    """What an outsider may have sent, made short and printable."""
    if value is None or isinstance(value, int):
        return value
    return "".join(c if c.isprintable() else "?" for c in str(value))[:120]
