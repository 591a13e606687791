"""What we ask an LMS for: no more than we use and than it says it gives."""

from typing import Any
from urllib.parse import urlsplit

from lti_social.lti.dynamic.configuration import Configuration
from lti_social.lti.profiles.profile import LAUNCH

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
NAME = "lti-social"
DESCRIPTION = "Discussions, practices and challenges of a course’s people."


def registration(tool_url: str, lms: Configuration) -> dict[str, Any]:
    """The tool, as 1EdTech's dynamic registration describes one."""
    launch_url = f"{tool_url}/lti/launch"
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": f"{tool_url}/lti/login",
        "redirect_uris": [launch_url],
        "client_name": NAME,
        "client_uri": tool_url,
        "jwks_uri": f"{tool_url}/lti/jwks",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(scopes_for(lms)),
        TOOL: {
            "domain": urlsplit(tool_url).netloc,  # with its port, or Moodle refuses
            "description": DESCRIPTION,
            "target_link_uri": launch_url,
            "custom_parameters": dict(lms.profile.custom),
            "claims": [c for c in lms.profile.claims if not lms.claims or c in lms.claims],
            "messages": [_message(lms, kind, launch_url) for kind in messages_for(lms)],
            **lms.profile.extra,
        },
    }


def scopes_for(lms: Configuration) -> list[str]:
    return [s for s in lms.profile.scopes if not lms.scopes or s in lms.scopes]


def messages_for(lms: Configuration) -> list[str]:
    """A plain launch in any case; of the others, what it knows."""
    return [
        kind
        for kind in lms.profile.messages
        if kind == LAUNCH or not lms.placements or kind in lms.placements
    ]


def _message(lms: Configuration, kind: str, launch_url: str) -> dict[str, Any]:
    known = lms.placements.get(kind)
    places = [p for p in lms.profile.messages[kind] if not known or p in known]
    message = {"type": kind, "target_link_uri": launch_url, "label": NAME}
    return message | ({"placements": places} if places else {})
