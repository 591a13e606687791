"""What the authorization endpoint asks of a request before it grants a launch.

The checks of OpenID Connect and of the LTI security framework, in the order in which an
answer becomes possible: as long as the tool or its address is in doubt, nothing may be
sent there, and the person reads a page; afterwards the error is posted back to the tool.
"""

from collections.abc import Mapping

from lti_social.demo.tools import Client, Tools
from lti_social.demo.visits import Begun, Launches, Visitor


class Unanswerable(Exception):
    """There is nobody that the error may be sent to."""


class Refused(Exception):
    """An error for the tool, by its OAuth 2.0 or OpenID Connect name."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description


def check_address(asked: Mapping[str, str], tools: Tools) -> Client:
    """The tool that asks, and may be answered."""
    client = tools.active(asked.get("client_id", ""))
    if client is None:
        raise Unanswerable("Cet outil (client_id) n’est pas inscrit ici.")
    if asked.get("redirect_uri") != client.redirect_uri:
        raise Unanswerable("L’adresse de retour (redirect_uri) n’est pas celle de l’outil.")
    if not asked.get("state"):
        raise Unanswerable("La demande ne porte pas d’état (state).")
    return client


def grant(asked: Mapping[str, str], visitor: Visitor | None, launches: Launches) -> Begun:
    """The launch that the request is for; its hint is spent by that."""
    _check_form(asked)
    if visitor is None:
        raise Refused("login_required", "Nobody is signed in")
    if asked.get("login_hint") != visitor.person.id:
        raise Refused("access_denied", "login_hint is not the person signed in")
    begun = launches.take(asked.get("lti_message_hint", ""), visitor)
    if begun is None or begun.client_id != asked.get("client_id"):
        raise Refused("invalid_request", "lti_message_hint is unknown here or was used")
    return begun


def _check_form(asked: Mapping[str, str]) -> None:
    if asked.get("response_type") != "id_token":
        raise Refused("unsupported_response_type", "response_type must be id_token")
    if asked.get("scope") != "openid":
        raise Refused("invalid_scope", "scope must be openid")
    if asked.get("response_mode") != "form_post":
        raise Refused("invalid_request", "response_mode must be form_post")
    if asked.get("prompt", "none") != "none":
        raise Refused("invalid_request", "prompt must be none")
    if not asked.get("nonce"):
        raise Refused("invalid_request", "nonce is missing")
