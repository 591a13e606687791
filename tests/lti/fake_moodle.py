"""A Moodle that keeps the quirks of a running one, as far as its services go.

    moodle = FakeMoodle(members=people(10_000), pages_of=500)
    platform_id = moodle.register(engine)
    service = Service.of(engine, tool_among(moodle), platform_id)

It checks assertions, tokens, scopes and content types. `moodle.heard` is what it was asked;
`moodle.will_answer(httpx.Response(503))` makes it fail for once; `moodle.forget_tokens()`
lets its tokens end early. tests/lti/test_fake_moodle.py holds it against the recordings.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import httpx
import jwt
from sqlalchemy import Engine

from lti_social.core.wall import open_house
from lti_social.lti.keys import public_jwks
from tests.cohorts.moodle import CLIENT, ISSUER, recorded
from tests.lti import fake_gradebook
from tests.lti.drafts import Draft
from tests.lti.fake_gradebook import Gradebook, answered, may, refused
from tests.lti.platform import Lms, with_key

SPEC = "https://purl.imsglobal.org/spec"
MEMBERSHIPS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
ROSTER_SCOPE = f"{SPEC}/lti-nrps/scope/contextmembership.readonly"
MEDIA = {MEMBERSHIPS, *fake_gradebook.MEDIA, "*/*", None}


def people(number: int, first: int = 1001) -> list[dict[str, Any]]:
    """That many learners, as Moodle's roster lists them."""
    return [
        {
            "status": "Active",
            "roles": ["Learner"],
            "user_id": str(first + at),
            "lis_person_sourcedid": f"S{at:05}",
            "name": f"Prénom{at} Nom{at}",
            "given_name": f"Prénom{at}",
            "family_name": f"Nom{at}",
            "email": f"p{at}@example.test",
            "ext_user_username": f"p{at}",
        }
        for at in range(number)
    ]


@dataclass
class FakeMoodle(Lms):
    """One course of one Moodle: its people, its links to the tool and its gradebook."""

    issuer: str = ISSUER
    client_id: str = CLIENT
    course: str = "5"
    members: list[dict[str, Any]] = field(
        default_factory=lambda: recorded("lti_nrps_context")["body"]["members"]
    )
    pages_of: int | None = None  # more than that is never on one page, asked or not
    links: dict[str, set[str] | None] = field(  # who may open each; None for everybody
        default_factory=lambda: dict.fromkeys(("1", "2", "3"))
    )
    scopes: Iterable[str] = (ROSTER_SCOPE, *fake_gradebook.SCOPES)  # what the admin grants
    expires_in: object = 3600  # what it says of each token

    def __post_init__(self) -> None:
        learners = [m["user_id"] for m in self.members if "Learner" in m["roles"]]
        self.gradebook = Gradebook(self.lineitems_url, learners)
        self.tokens: dict[str, tuple[str, set[str]]] = {}  # client and scopes of each
        self._next: dict[str, list[httpx.Response]] = {"services": [], "tokens": []}

    @property
    def roster_url(self) -> str:
        section = f"/mod/lti/services.php/CourseSection/{self.course}/bindings/1"
        return f"{self.issuer}{section}/memberships"

    @property
    def lineitems_url(self) -> str:
        return f"{self.issuer}/mod/lti/services.php/{self.course}/lineitems?type_id=1"

    def register(self, engine: Engine, **changes: Any) -> int:
        """With the tool, whose keys it then knows. The id of the registration."""
        self._engine = engine
        with_key(engine)
        return super().register(engine, **changes)

    def draft(self, nonce: str, target: str) -> Draft:
        draft = super().draft(nonce, target)
        draft.claims |= {
            f"{SPEC}/lti-ags/claim/endpoint": {
                "scope": list(fake_gradebook.SCOPES),
                "lineitems": self.lineitems_url,
            },
            f"{SPEC}/lti-nrps/claim/namesroleservice": {
                "context_memberships_url": self.roster_url,
                "service_versions": ["1.0", "2.0"],
            },
        }
        return draft

    def will_answer(self, *answers: httpx.Response, to: str = "services") -> None:
        """Once each, to whatever its services (or for `tokens`) are asked next."""
        self._next[to] += answers

    def forget_tokens(self) -> None:
        self.tokens.clear()

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if not path.endswith("/token") and "services.php" not in path:
            return super().answer(request)  # its keys
        self.heard.append(request)
        if self.is_down:
            raise httpx.ConnectError("down", request=request)
        to, usual = "services", self._service
        if path.endswith("/token"):
            to, usual = "tokens", self._token
        return self._next[to].pop(0) if self._next[to] else usual(request)

    def _token(self, request: httpx.Request) -> httpx.Response:
        form = {name: said[0] for name, said in parse_qs(request.content.decode()).items()}
        try:
            client = self._client_of(form["client_assertion"])
        except jwt.PyJWTError as error:
            return httpx.Response(400, json={"error": str(error)})
        granted = set(form["scope"].split()) & set(self.scopes)
        if client is None or not granted:
            error = "invalid_scope" if client else "invalid_client"
            return httpx.Response(400, json={"error": error})
        token = secrets.token_hex(16)
        self.tokens[token] = (client, granted)
        body = {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": self.expires_in,
        }
        return httpx.Response(200, json=body | {"scope": " ".join(sorted(granted))})

    def _client_of(self, assertion: str) -> str | None:
        with open_house(self._engine) as db:
            published = {key["kid"]: key for key in public_jwks(db)["keys"]}
        key = published.get(jwt.get_unverified_header(assertion)["kid"])
        if key is None:
            raise jwt.InvalidKeyError('"kid" invalid, unable to lookup correct key')
        audience = [f"{self.issuer}/token", self.issuer]
        claims = jwt.decode(assertion, jwt.PyJWK(key).key, ["RS256"], audience=audience)
        return claims["iss"] if claims["iss"] == claims["sub"] == self.client_id else None

    def _service(self, request: httpx.Request) -> httpx.Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return refused(401, "Unauthorized")
        said = request.headers.get("accept" if request.method == "GET" else "content-type")
        wanted = request.url.path.split("/services.php")[1]
        if said not in MEDIA:
            return refused(400, f"No handler found for {wanted}  {said}")
        path = wanted.split("/")[1:]
        scopes = self.tokens[token][1]
        if path[0] == "CourseSection":
            return (
                self._memberships(request) if ROSTER_SCOPE in scopes else refused(401, "")
            )
        if not may(request.method, path, scopes):
            return refused(401, "Unauthorized")
        body = json.loads(request.content) if request.content else None
        return self.gradebook.answer(request, body, path[2:])

    def _memberships(self, request: httpx.Request) -> httpx.Response:
        asked = request.url.params
        link = asked.get("rlid")
        if link is not None and link not in self.links:
            return refused(502, "Bad Gateway")  # Moodle trips over it
        role = asked.get("role", "").rpartition("#")[2]
        who = [m for m in self.members if not role or role in m["roles"]]
        if link is not None and (may_open := self.links[link]) is not None:
            who = [member for member in who if member["user_id"] in may_open]
        limit, begin = (
            int(asked.get("limit", self.pages_of or 0)),
            int(asked.get("from", 0)),
        )
        page, header = who, ""
        if limit:
            page, after = who[begin : begin + limit], f"limit={limit}&from={begin + limit}"
            if begin + limit < len(who):  # and the role is forgotten on the way
                header = f'<{self.roster_url}?{after}>; rel="next"'
        body = {"id": self.roster_url, "context": {"id": self.course}, "members": page}
        return answered(body, MEMBERSHIPS, link=header)
