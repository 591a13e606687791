"""What must be true of an id_token before anybody believes it, in the order of asking."""

from typing import Any, TypeGuard

from lti_social.core.clock import now
from lti_social.lti.attempts import State, hashed
from lti_social.lti.claims import (
    CONTEXT,
    DEPLOYMENT,
    FOR_USER,
    MESSAGE_TYPE,
    RESOURCE_LINK,
    ROLES,
    TARGET,
    VERSION,
    Claims,
    Kind,
    identifier,
    part,
)
from lti_social.lti.jwk import ALGORITHM
from lti_social.lti.reasons import LaunchRefused, Reason
from lti_social.lti.targets import path_within

LEEWAY = 60  # seconds between the LMS's clock and ours; the nonce is good for one use
OLDEST = 600  # seconds since the message was written


def check_sender(claims: Claims, state: State) -> None:
    """From the LMS that was asked, to us and to nobody else."""
    if claims.get("iss") != state.issuer:
        raise LaunchRefused(Reason.issuer, said=claims.get("iss"), expected=state.issuer)
    audience = claims.get("aud")
    several = isinstance(audience, list) and len(audience) > 1
    meant = audience if isinstance(audience, list) else [audience]
    party = claims.get("azp")
    if not meant or any(one != state.client_id for one in meant):
        raise LaunchRefused(Reason.audience, aud=audience, expected=state.client_id)
    if party != state.client_id and (several or "azp" in claims):
        raise LaunchRefused(Reason.audience, azp=party, expected=state.client_id)


def check_header(header: dict[str, Any]) -> str:
    """The name of the key it is signed with, by the one algorithm we take.

    Keys and addresses of keys that a token brings along (jwk, jku, x5c, x5u) are not even
    looked at; what it calls critical, nobody here understands.
    """
    if header.get("alg") != ALGORITHM:
        raise LaunchRefused(Reason.algorithm, alg=header.get("alg"))
    if "crit" in header:
        raise LaunchRefused(Reason.message_malformed, critical=header["crit"])
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise LaunchRefused(Reason.key_unknown, kid=kid)
    return kid


def check_clock(claims: Claims) -> None:
    """Written lately, still good, not yet to come. `seconds`: how far the clocks differ."""
    written, good_until = claims.get("iat"), claims.get("exp")
    if not (_is_time(written) and _is_time(good_until)):
        raise LaunchRefused(Reason.claims_missing, claims="exp,iat")
    not_before = claims.get("nbf")
    begins = max(written, not_before) if _is_time(not_before) else written
    ends = min(good_until, written + OLDEST)
    at = now().timestamp()
    if at > ends + LEEWAY:
        raise LaunchRefused(Reason.expired, seconds=round(abs(at - written)))
    if at < begins - LEEWAY:
        raise LaunchRefused(Reason.too_early, seconds=round(abs(at - begins)))


def check_nonce(claims: Claims, state: State) -> None:
    said = claims.get("nonce")
    if not isinstance(said, str) or hashed(said) != state.nonce_hash:
        raise LaunchRefused(Reason.nonce)


def check_kind(claims: Claims) -> Kind:
    """A message of LTI 1.3, of a kind that we know."""
    if claims.get(VERSION) != "1.3.0":
        raise LaunchRefused(Reason.version, version=claims.get(VERSION))
    kind = claims.get(MESSAGE_TYPE)
    if not isinstance(kind, str) or kind not in list(Kind):
        raise LaunchRefused(Reason.message_unknown, message_type=kind)
    return Kind(kind)


def check_content(claims: Claims, kind: Kind) -> None:
    """Who, where and as what: without these there is nobody to let in."""
    context = identifier(part(claims, CONTEXT).get("id"))
    needed = {
        "sub": identifier(claims.get("sub")),
        "deployment_id": identifier(claims.get(DEPLOYMENT)),
        "roles": isinstance(claims.get(ROLES), list),
        # A context may be absent; one without an id would land anywhere.
        "context.id": context or (CONTEXT not in claims and kind is not Kind.deep_linking),
    }
    if kind is not Kind.deep_linking:  # then there is no link yet
        needed["resource_link.id"] = identifier(part(claims, RESOURCE_LINK).get("id"))
    if kind is Kind.review:
        needed["for_user.user_id"] = identifier(part(claims, FOR_USER).get("user_id"))
    missing = [name for name, found in needed.items() if not found]
    if missing:
        raise LaunchRefused(Reason.claims_missing, claims=",".join(missing))


def check_target(claims: Claims, state: State, tool_url: str) -> None:
    said = claims.get(TARGET)
    if not isinstance(said, str) or path_within(tool_url, said) != state.target:
        raise LaunchRefused(Reason.target_elsewhere, target=said, expected=state.target)


def _is_time(value: object) -> TypeGuard[float]:
    """Seconds since 1970, as a number that can be computed with."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 < value < 1e11
