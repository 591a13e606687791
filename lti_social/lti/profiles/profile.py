"""What may differ from one LMS to another, and what most of them have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lti_social.core.errors import N_

_AGS = "https://purl.imsglobal.org/spec/lti-ags/scope"
LINE_ITEMS = f"{_AGS}/lineitem"
LINE_ITEMS_READ = f"{_AGS}/lineitem.readonly"
RESULTS = f"{_AGS}/result.readonly"
SCORES = f"{_AGS}/score"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
GROUPS = "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly"

LAUNCH = "LtiResourceLinkRequest"
DEEP_LINKING = "LtiDeepLinkingRequest"
REVIEW = "LtiSubmissionReviewRequest"

# Of a person, the name and nothing else: addresses are not needed.
CLAIMS = ("iss", "sub", "name", "given_name", "family_name", "locale")


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One kind of LMS. Sentences are English msgids."""

    key: str  # our word for it
    name: str  # what people call it
    families: frozenset[str] = frozenset()  # its product_family_code, in small letters
    hosts: tuple[str, ...] = ()  # domains of those that are hosted by their maker
    scopes: tuple[str, ...] = (
        *(ROSTER, GROUPS),
        *(LINE_ITEMS, LINE_ITEMS_READ, RESULTS, SCORES),
    )
    # Which messages, each with the places of the LMS in which it is offered
    messages: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {LAUNCH: (), DEEP_LINKING: ("ContentArea",), REVIEW: ()}
    )
    claims: tuple[str, ...] = CLAIMS
    # No value with "=" in it: Moodle shows it cut there. Names in small letters.
    custom: Mapping[str, str] = field(
        default_factory=lambda: {
            "context_history": "$Context.id.history",
            "link_history": "$ResourceLink.id.history",
        }
    )
    extra: Mapping[str, str] = field(default_factory=dict)  # of the tool configuration
    shares_people: bool = False  # deployments know the same people by the same id
    token_audience: str | None = None  # whom a token request addresses, if not its URL
    frame_origins: tuple[str, ...] = ()  # where it shows us, besides its own addresses
    # Hosts that speak for an issuer of another host: the maker runs both
    speakers: Mapping[str, str] = field(default_factory=dict)
    afterwards: tuple[str, ...] = (
        N_("In the LMS, check that the tool is active and that trainers can add it."),
    )
