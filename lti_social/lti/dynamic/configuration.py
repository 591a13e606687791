"""What an LMS says of itself: its openid-configuration, read with care."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lti_social.lti.addresses import is_near, is_safe, origin_of, parts_of
from lti_social.lti.claims import identifier, text
from lti_social.lti.dynamic.failures import RegistrationFailed, Why
from lti_social.lti.http import host_of
from lti_social.lti.profiles import PLAIN, Profile, profile_of

PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
ENDPOINTS = (
    "authorization_endpoint",
    "token_endpoint",
    "jwks_uri",
    "registration_endpoint",
)


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """An LMS as it describes itself. Empty sets: it does not say."""

    origin: str  # of the description: the one place that may show us and hear from us
    issuer: str
    auth_url: str
    token_url: str
    jwks_url: str
    registration_url: str
    token_audience: str | None
    family: str | None
    version: str | None
    scopes: frozenset[str]
    claims: frozenset[str]
    placements: dict[str, frozenset[str]]  # by kind of message

    @property
    def addresses(self) -> tuple[str, ...]:
        """Those that will be asked."""
        return (self.auth_url, self.token_url, self.jwks_url, self.registration_url)

    @property
    def host(self) -> str:
        return host_of(self.issuer)

    @property
    def kind(self) -> str:
        """What it is, by its own word where we have none."""
        ours = self.profile.name
        name = self.family or ours if self.profile is PLAIN else ours
        return f"{name} {self.version or ''}".rstrip()

    @property
    def profile(self) -> Profile:
        return profile_of(self.family, self.issuer)


def read(url: str, said: dict[str, Any]) -> Configuration:
    """What stood at `url`, believed where it can be right."""
    issuer = _address(said, "issuer")
    auth, token, jwks, registration = (_address(said, name) for name in ENDPOINTS)
    _check_reach(url, (issuer, auth, token, jwks, registration))
    lti = said.get(PLATFORM)
    lti = lti if isinstance(lti, dict) else {}
    family = text(lti.get("product_family_code"), 40)
    _check_speaker(url, issuer, profile_of(family, issuer))
    return Configuration(
        origin=origin_of(url) or "",
        issuer=issuer,
        auth_url=auth,
        token_url=token,
        jwks_url=jwks,
        registration_url=registration,
        token_audience=_audience(said.get("authorization_server")),
        family=family,
        version=text(lti.get("version"), 60),
        scopes=_words(said.get("scopes_supported")),
        claims=_words(said.get("claims_supported")),
        placements=_placements(lti.get("messages_supported")),
    )


def _address(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not identifier(value):
        raise RegistrationFailed(Why.incomplete, name)
    parts = parts_of(value)
    if parts is None or parts.fragment:
        raise RegistrationFailed(Why.incomplete, name)
    if not is_safe(parts):
        raise RegistrationFailed(Why.not_safe, name)
    return value


def _check_reach(url: str, endpoints: Iterable[str]) -> None:
    """An LMS on the internet does not send us into anybody's own network."""
    if not is_near(host_of(url)):
        for inside in filter(is_near, map(host_of, endpoints)):
            raise RegistrationFailed(Why.incomplete, inside)


def _check_speaker(url: str, issuer: str, profile: Profile) -> None:
    """Nobody describes another's LMS: same host and port, or the maker's own."""
    mine, theirs = parts_of(url), parts_of(issuer)
    assert mine
    assert theirs
    same = (mine.hostname, mine.port) == (theirs.hostname, theirs.port)
    if not same and profile.speakers.get(mine.netloc) != issuer:
        raise RegistrationFailed(Why.issuer_elsewhere, f"{mine.netloc}, {theirs.netloc}")


def _audience(value: object) -> str | None:
    """Canvas gives a bare host there, which its token endpoint would not take."""
    return value if isinstance(value, str) and parts_of(value) else None


def _words(value: object) -> frozenset[str]:
    found = value if isinstance(value, list) else []
    return frozenset(word for word in found if isinstance(word, str))


def _placements(value: object) -> dict[str, frozenset[str]]:
    found = value if isinstance(value, list) else []
    kinds = [one for one in found if isinstance(one, dict)]
    return {
        one["type"]: _words(one.get("placements"))
        for one in kinds
        if isinstance(one.get("type"), str)
    }
