"""pylti1p3, and all that anybody here knows of it.

It composes the authorization request and the answer to a deep-linking request, reads a
message, finds its registration, verifies its signature and validates its shape. Browser,
nonce, clock and audience are ours to check, and so is the network: it gets keys and no
address to fetch them from. It keeps mutable state on its classes, so whatever may change is
set on each instance.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from jwt import get_algorithm_by_name
from jwt.utils import base64url_decode
from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.exception import LtiException
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.registration import Registration as Known
from pylti1p3.session import SessionService

from lti_social.lti.jwk import ALGORITHM, Jwk, public_key
from lti_social.lti.platforms import Registration
from lti_social.lti.reasons import LaunchRefused, Reason
from lti_social.lti.standing_in import Asked, Config, NoCookies

_TOKEN = re.compile(r"(?:[\w-]+={0,2}\.){2}[\w-]+={0,2}", re.ASCII)
_BEFORE_STATES = "state-"  # it writes that before each
_NO_NETWORK: Any = object()  # or it would make ready for one at every launch


def authorization_url(
    registration: Registration,
    hints: Mapping[str, str],
    *,
    launch_url: str,
    state: str,
    nonce: str,
) -> str:
    """Where to send the browser, so that the LMS says who it is."""
    request = Asked({**hints, "iss": registration.issuer})
    login = _Login(
        request=request,
        tool_config=Config(registration),
        session_service=SessionService(request=request),
        cookie_service=NoCookies(),
    )
    address = urlsplit(registration.auth_url)
    asked = login.question(launch_url=launch_url, state=state, nonce=nonce)
    query = f"{address.query}&{asked}" if address.query else asked
    return address._replace(query=query, fragment="").geturl()


def state_in(form: Mapping[str, str]) -> str:
    """As `authorization_url` was given it."""
    return form.get("state", "").removeprefix(_BEFORE_STATES)


class Message:
    """An id_token: readable at once, to be believed only when `verify` has passed."""

    def __init__(self, id_token: str) -> None:
        request = Asked({"id_token": id_token})
        self._config = Config()
        self._launch = _Launch(
            request=request,
            tool_config=self._config,
            session_service=SessionService(request=request),
            cookie_service=NoCookies(),
            requests_session=_NO_NETWORK,
        )
        self._launch.set_auto_validation(enable=False)
        _or(Reason.message_malformed, self._launch.validate_jwt_format)
        self.header: dict[str, Any] = self._part("header")
        self.claims: dict[str, Any] = self._part("body")

    def verify(self, registration: Registration, keys: Iterable[Jwk]) -> None:
        """That it is from this registration's LMS: one of these keys signed it."""
        self._config.know(registration)
        _or(Reason.issuer, self._launch.validate_registration)
        for key in keys:
            self._launch.key = public_key(key["n"], key["e"])
            try:
                self._launch.validate_jwt_signature()
            except LtiException:
                continue
            return
        raise LaunchRefused(Reason.signature, kid=self.header.get("kid"))

    def validate(self) -> None:
        """The library's own view of what a message must contain."""
        _or(Reason.claims_missing, self._launch.validate_message)

    def _part(self, name: str) -> dict[str, Any]:
        found = self._launch.decoded[name]
        if not isinstance(found, dict):
            raise LaunchRefused(Reason.message_malformed, part=name)
        return found


def deep_linking_claims(
    *, issuer: str, client_id: str, deployment: str, items: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What answers a deep-linking request, but for what the LMS wants echoed: the library
    would say null where there is none."""
    known = Known().set_issuer(issuer=issuer).set_client_id(client_id=client_id)
    link = DeepLink(registration=known, deployment_id=deployment, deep_link_settings={})
    claims = link.get_message_jwt(resources=[_Item(item) for item in items])
    return {name: said for name, said in claims.items() if said is not None}


class _Item(DeepLinkResource):
    """An item ready-made: the library's own has neither text nor window."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self._said = said

    def to_dict(self) -> dict[str, object]:
        return dict(self._said)


class _Launch(MessageLaunch[Asked, Config, SessionService, NoCookies]):
    key: Any = None

    def get_public_key(self) -> tuple[Any, str]:
        """A key that is ready: the library would take one to pieces at every launch."""
        return self.key, ALGORITHM

    def validate_jwt_signature(self) -> "_Launch":
        """Of the very text that was read. The library's way has PyJWT read it again, letter
        by letter, which takes longer than everything else about a message."""
        id_token = self._get_id_token()
        text, _, signature = id_token.rpartition(".")
        key, algorithm = self.get_public_key()
        try:
            found = base64url_decode(signature) if _TOKEN.fullmatch(id_token) else b""
        except ValueError as error:
            raise LtiException("Can't decode the signature") from error
        if not get_algorithm_by_name(algorithm).verify(text.encode(), key, found):
            raise LtiException("Can't verify the signature")
        return self

    @property
    def decoded(self) -> Mapping[str, Any]:
        return self._jwt

    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)


class _Login(OIDCLogin[Asked, Config, SessionService, NoCookies, str]):
    def __init__(self, **services: Any) -> None:
        super().__init__(**services)
        self._state_params = {}
        self._state = self._nonce = ""

    def question(self, *, launch_url: str, state: str, nonce: str) -> str:
        """What to ask of the LMS, as the library composes it: it is not read again."""
        self._state, self._nonce = state, nonce
        return self._prepare_redirect_url(launch_url=launch_url).removeprefix("?")

    def _get_uuid(self) -> str:
        return self._state

    def _generate_nonce(self) -> str:
        return self._nonce

    def get_redirect(self, url: str) -> Redirect[str]:
        raise NotImplementedError("redirects are answered by our routes")


def _or(reason: Reason, step: Callable[[], object]) -> None:
    try:
        step()
    except LtiException as error:
        raise LaunchRefused(reason, said=error) from error
