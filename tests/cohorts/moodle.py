"""What a running Moodle 4.5 really sent, as it was recorded."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lti_social.lti.claims import TARGET
from tests.lti.drafts import Change, Draft
from tests.lti.platform import Lms

RECORDED = Path(__file__).parents[1] / "fixtures" / "moodle"
ISSUER = "http://localhost:8100"
CLIENT = "FKMCT4ax9gDoFqn"  # registered by hand
DYNAMIC_CLIENT = "wiHrLHKHCjZrwGt"  # registered by itself, for a tool on another host
TOOL = "http://localhost:8011"
TOOL_ELSEWHERE = "http://127.0.0.1:8011"


def recorded(name: str) -> Any:
    return json.loads((RECORDED / f"{name}.json").read_text())


def claims_of(name: str) -> dict[str, Any]:
    claims: dict[str, Any] = recorded(name)["claims"]
    return claims


def moodle_itself() -> Lms:
    """With the keys that it signed the recorded tokens with."""
    return Lms(issuer=ISSUER, client_id=CLIENT, keys=recorded("jwks")["keys"])


def moodle_with_our_key(client_id: str = CLIENT, deployment: str = "1") -> Lms:
    return Lms(issuer=ISSUER, client_id=client_id, deployment=deployment)


def as_recorded(name: str, **instead: Any) -> Change:
    """Say every claim as it was recorded; only the nonce is today's."""

    def change(draft: Draft) -> None:
        today = {"nonce": draft.claims["nonce"]}
        draft.claims = claims_of(name) | today | instead

    return change


def moment_of(claims: dict[str, Any]) -> datetime:
    """Five seconds after Moodle wrote it."""
    return datetime.fromtimestamp(claims["iat"] + 5, UTC)


def target_of(claims: dict[str, Any]) -> str:
    """Path and query of what the link points to."""
    return urlsplit(claims[TARGET])._replace(scheme="", netloc="").geturl()
