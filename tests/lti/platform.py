"""A small LMS that knows one tool, and what its launches bring to the door."""

import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from sqlalchemy import Engine

from lti_social.core.clock import now
from lti_social.core.engines import reading
from lti_social.core.seal import Seal
from lti_social.core.wall import open_house, upsert
from lti_social.lti.attempts import Cookie, State, hashed
from lti_social.lti.jwk import jwk_of
from lti_social.lti.launch import Launch, prepare
from lti_social.lti.models import ToolKey
from lti_social.lti.reasons import LaunchRefused, Reason
from lti_social.lti.registering import Entry, add_platform
from lti_social.lti.senders import Outdated
from lti_social.lti.spending import spend
from lti_social.lti.tool import Tool
from tests.lti.drafts import KEY, LTI, MEMBERSHIP, Change, Draft, rightly

URL = "https://tool.test"
SECRET = "a secret of at least thirty-two letters"
PUBLIC_ADDRESS = "93.184.216.34"


def published(kid: str, key: rsa.RSAPrivateKey) -> dict[str, str]:
    return dict(jwk_of(kid, key.public_key()))


def with_key(engine: Engine) -> None:
    """Give the tool a key pair, always the same: making one takes a while."""
    pem = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    row = {"kid": "ours", "sealed_pem": Seal(SECRET).encrypt(pem)}
    with open_house(engine) as db, db.begin():
        upsert(db, ToolKey, [row | {"public_jwk": published("ours", KEY)}], key=["kid"])


@dataclass
class Lms:
    issuer: str = "https://lms.test"
    client_id: str = "client-7"
    deployment: str = "1"
    keys: list[Any] = field(default_factory=lambda: [published("k1", KEY)])
    headers: dict[str, str] = field(default_factory=dict)
    heard: list[httpx.Request] = field(default_factory=list)
    is_down: bool = False

    @property
    def jwks_url(self) -> str:
        return f"{self.issuer}/jwks"

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Its key set, to whoever asks."""
        self.heard.append(request)
        if self.is_down:
            raise httpx.ConnectError("down", request=request)
        return httpx.Response(200, json={"keys": self.keys}, headers=self.headers)

    def entry(self, **changes: Any) -> Entry:
        """What an operator tells the tool of it."""
        usual = {
            "name": "Our LMS",
            "issuer": self.issuer,
            "client_id": self.client_id,
            "auth_url": f"{self.issuer}/auth",
            "token_url": f"{self.issuer}/token",
            "jwks_url": self.jwks_url,
            "deployments": [self.deployment],
        }
        return Entry(**(usual | changes))

    def register(self, engine: Engine, **changes: Any) -> int:
        """With the tool, as its operator would."""
        with open_house(engine) as db, db.begin():
            return add_platform(db, self.entry(**changes)).id

    def draft(self, nonce: str, target: str) -> Draft:
        """A learner's launch into a course, before it is signed."""
        at = int(now().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": "u-101",
            "iat": at,
            "exp": at + 60,
            "nonce": nonce,
            "name": "Solène Abadie",
            "given_name": "Solène",
            "family_name": "Abadie",
            "email": "solene@example.test",
            f"{LTI}message_type": "LtiResourceLinkRequest",
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": self.deployment,
            f"{LTI}target_link_uri": target,
            f"{LTI}resource_link": {"id": "link-1", "title": "Discussion"},
            f"{LTI}roles": [f"{MEMBERSHIP}Learner"],
            f"{LTI}context": {"id": "course-5", "label": "VC", "title": "Vente conseil"},
        }
        return Draft(claims, {"alg": "RS256", "kid": "k1"}, rightly())


@dataclass
class Arrival:
    """What the browser brings to /lti/launch."""

    form: dict[str, str]
    cookies: dict[str, str]


def arrive(tool: Tool, lms: Lms, *changes: Change, target: str = "/") -> Arrival:
    """A launch at the door, after changes to its message."""
    nonce = secrets.token_hex(8)
    draft = lms.draft(nonce, tool.url + target)
    for change in changes:
        change(draft)
    return answering(tool, lms, draft.signed(), nonce=nonce, target=target)


def answering(tool: Tool, lms: Lms, id_token: str, *, nonce: str, target: str) -> Arrival:
    """An id_token at the door, with the state and the cookie that it answers."""
    cookie = Cookie.fresh()
    state = State(
        lms.issuer, lms.client_id, target, cookie.name, hashed(cookie.value), hashed(nonce)
    )
    form = {"id_token": id_token, "state": state.sealed(tool.seal)}
    return Arrival(form, {cookie.name: cookie.value})


def launched(engine: Engine, tool: Tool, arrival: Arrival) -> Launch:
    """Both steps of a launch, as the product takes them."""
    for anew in (False, True):
        with suppress(Outdated):
            return _launched(engine, tool, arrival, anew=anew)
    return _launched(engine, tool, arrival, anew=True)


def _launched(engine: Engine, tool: Tool, arrival: Arrival, *, anew: bool) -> Launch:
    form, cookies = arrival.form, arrival.cookies
    prepared = prepare(reading(engine), tool, form, cookies, anew=anew)
    with open_house(engine) as db, db.begin():
        return spend(db, prepared)


def at_once(engine, tool, arrivals) -> list[Launch | Reason]:
    """Each arrival in a thread of its own, all inside their transactions together."""
    together = threading.Barrier(len(arrivals))
    results: list[Launch | Reason] = []

    def come(arrival) -> None:
        prepared = prepare(reading(engine), tool, arrival.form, arrival.cookies)
        together.wait()
        try:
            with open_house(engine) as db, db.begin():
                launch = spend(db, prepared)
        except LaunchRefused as refusal:
            results.append(refusal.reason)
        else:
            results.append(launch)

    threads = [threading.Thread(target=come, args=[arrival]) for arrival in arrivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def tool_among(
    *platforms: Lms, url: str = URL, sleep: Callable[[float], object] = lambda _: None
) -> Tool:
    """The tool, on a network where only these LMSs are, and where time does not pass."""
    by_host = {httpx.URL(lms.issuer).netloc.decode(): lms for lms in platforms}

    def answer(request: httpx.Request) -> httpx.Response:
        return by_host[request.headers["host"]].answer(request)

    network = httpx.MockTransport(answer)
    there = [PUBLIC_ADDRESS]
    return Tool.at(url, SECRET, transport=network, resolve=lambda *_: there, sleep=sleep)
