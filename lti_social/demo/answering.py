"""A tool's answer to a deep-linking request: checked, before anything is added to a course.

lti1p3platform verifies signature and type; the rest is ours to check.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx
import jwt
from lti1p3platform.exceptions import LtiDeepLinkingResponseException, LtiException

from lti_social.demo.campus import Campus
from lti_social.demo.message import platform_for
from lti_social.demo.tools import Client

Item = Mapping[str, Any]

_CLAIM = "https://purl.imsglobal.org/spec/lti/claim"
_DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim"
DATA, ITEMS = f"{_DEEP_LINKING}/data", f"{_DEEP_LINKING}/content_items"
SPOKEN = f"{_DEEP_LINKING}/msg"


_UNREADABLE = (
    *(LtiException, LtiDeepLinkingResponseException, jwt.PyJWTError, httpx.HTTPError),
    *(KeyError, TypeError, ValueError),  # of a message that has another shape
)


class NotBelieved(Exception):
    """The sentence is for the trainer."""


def read_answer(campus: Campus, client: Client, token: str) -> Mapping[str, Any]:
    """What the tool says, once it is known that it does."""
    claims = _verified(campus, client, token)
    expected = {
        "iss": client.id,
        f"{_CLAIM}/deployment_id": client.deployment_id,
        f"{_CLAIM}/message_type": "LtiDeepLinkingResponse",
        f"{_CLAIM}/version": "1.3.0",
    }
    for name, value in expected.items():
        if claims.get(name) != value:
            raise NotBelieved(f"La réponse de l’outil ne convient pas : {name}.")
    if not campus.nonces.spend(claims.get("nonce")):
        raise NotBelieved("Cette réponse a déjà servi.")
    return claims


def items_in(client: Client, claims: Mapping[str, Any]) -> Sequence[Item]:
    """Links to the tool itself, and nothing else."""
    items = claims.get(ITEMS)
    if not isinstance(items, list):
        raise NotBelieved("La réponse de l’outil ne dit pas ce qu’il faut ajouter.")
    for item in items:
        if not isinstance(item, dict) or item.get("type") != "ltiResourceLink":
            raise NotBelieved("L’outil propose autre chose qu’une activité.")
        if _origin(str(item.get("url"))) != _origin(client.redirect_uri):
            raise NotBelieved("L’outil propose un lien vers un autre site.")
    return items


def _verified(campus: Campus, client: Client, token: str) -> Mapping[str, Any]:
    registered = campus.signing_for(client)
    try:
        published = campus.network.get(client.jwks_url).json()
        registered.set_tool_key_set(published)
        platform_for(registered).validate_deeplinking_resp({"JWT": token})
        kid = jwt.get_unverified_header(token)["kid"]
        keys = jwt.PyJWKSet.from_dict(published)
        claims: Mapping[str, Any] = jwt.decode(
            token,
            keys[kid],
            ["RS256"],
            audience=campus.url,
            options={"require": ["exp", "iat", "iss", "nonce"]},
        )
    except _UNREADABLE as error:
        raise NotBelieved("La signature de l’outil n’a pas pu être vérifiée.") from error
    return claims


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
