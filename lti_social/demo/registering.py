"""Registering a tool by its address: somebody pastes it, and the tool does the rest."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Form, Header, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from lti_social.demo.authorization import Unanswerable
from lti_social.demo.campus import Campus
from lti_social.demo.granting import SCOPES
from lti_social.demo.pages import campus_of, page, problem, visitor_of
from lti_social.demo.tools import Client
from lti_social.demo.town import COURSES

router = APIRouter()

_SPEC = "https://purl.imsglobal.org/spec"
PLATFORM, TOOL = f"{_SPEC}/lti-platform-configuration", f"{_SPEC}/lti-tool-configuration"
MESSAGES = [
    {"type": "LtiResourceLinkRequest"},
    {"type": "LtiDeepLinkingRequest", "placements": ["ContentArea"]},
]
FORBIDDEN = "Seule l’administration du LMS gère les outils."


@router.get("/tools")
def tools(request: Request) -> Response:
    if not _is_admin(request):
        return problem(request, 403, FORBIDDEN)
    known = campus_of(request).tools.all()
    return page(request, "tools.html", tools=known, course=next(iter(COURSES)))


@router.post("/tools/register")
def begin(request: Request, url: Annotated[str, Form()]) -> Response:
    """The tool's own page, in a frame, told where we describe ourselves."""
    if not _is_admin(request):
        return problem(request, 403, FORBIDDEN)
    campus = campus_of(request)
    told = {
        "openid_configuration": f"{campus.url}/.well-known/openid-configuration",
        "registration_token": campus.tools.give_leave(),
    }
    joint = "&" if urlsplit(url).query else "?"
    return page(request, "register.html", address=f"{url}{joint}{urlencode(told)}")


@router.post("/tools/{client_id}/activate")
def activate(request: Request, client_id: str) -> Response:
    if not _is_admin(request):
        return problem(request, 403, FORBIDDEN)
    campus_of(request).tools.activate(client_id)
    return RedirectResponse("/tools", 303)


@router.get("/.well-known/openid-configuration")
def configuration(request: Request) -> Response:
    url = campus_of(request).url
    return JSONResponse(
        {
            "issuer": url,
            "authorization_endpoint": f"{url}/auth",
            "token_endpoint": f"{url}/token",
            "jwks_uri": f"{url}/certs",
            "registration_endpoint": f"{url}/registrations",
            "scopes_supported": list(SCOPES),
            "response_types_supported": ["id_token"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "claims_supported": ["iss", "sub", "name", "given_name", "family_name"],
            PLATFORM: {
                "product_family_code": "demo-lms",
                "version": "1",
                "messages_supported": MESSAGES,
            },
        }
    )


@router.post("/registrations")
async def register(
    request: Request, authorization: Annotated[str, Header()] = ""
) -> Response:
    """Whoever has leave, and describes a tool that can be one, waits to be activated."""
    campus = campus_of(request)
    if not campus.tools.take_leave(authorization.removeprefix("Bearer ")):
        return JSONResponse({"error": "invalid_token"}, 401)
    try:
        return JSONResponse(_registered(campus, await request.json()), 201)
    except Unanswerable as error:
        return JSONResponse(
            {"error": "invalid_client_metadata", "error_description": str(error)}, 400
        )


def _registered(campus: Campus, asked: Any) -> Mapping[str, Any]:
    tool = asked.get(TOOL) if isinstance(asked, dict) else None
    if not isinstance(tool, dict):
        raise Unanswerable("lti-tool-configuration is missing")
    client = _client(campus, asked, tool)
    told = {"version": "1.3.0", "deployment_id": client.deployment_id}
    return {**asked, "client_id": client.id, TOOL: tool | told}


def _client(campus: Campus, asked: Mapping[str, Any], tool: Mapping[str, Any]) -> Client:
    redirects = asked.get("redirect_uris")
    target, login = tool.get("target_link_uri"), asked.get("initiate_login_uri")
    keys = asked.get("jwks_uri")
    if not isinstance(redirects, list) or len(redirects) != 1:
        raise Unanswerable("redirect_uris must hold one address")
    for url in (*redirects, target, login, keys):
        if urlsplit(str(url)).netloc != tool.get("domain"):
            raise Unanswerable("domain must be that of every address")
    if asked.get("token_endpoint_auth_method") != "private_key_jwt":
        raise Unanswerable("token_endpoint_auth_method must be private_key_jwt")
    name = str(asked.get("client_name"))
    return campus.tools.add(name, str(login), redirects[0], str(keys))


def _is_admin(request: Request) -> bool:
    visitor = visitor_of(request)
    return visitor is not None and visitor.administers
