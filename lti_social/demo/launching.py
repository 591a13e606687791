"""The doors of a launch: login initiation, authorization, and the keys to check it with."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from lti_social.demo.authorization import Refused, Unanswerable, check_address, grant
from lti_social.demo.campus import CLIENT_ID, Campus
from lti_social.demo.message import signed_message
from lti_social.demo.offering import services_for
from lti_social.demo.pages import campus_of, in_course, page, problem, visitor_of
from lti_social.demo.tools import Client
from lti_social.demo.town import Activity, Course
from lti_social.demo.visits import Begun, Visitor

router = APIRouter()


@router.get("/courses/{course_id}/launch")
def launch(
    request: Request,
    course_id: str,
    window: bool = False,
    tool: str = CLIENT_ID,
    activity: str = "",
) -> Response:
    """Login initiation, as the form that a browser posts to the tool."""

    def begin(visitor: Visitor, course: Course) -> Response:
        found = campus_of(request).shelf.find(course, activity)
        if found is None:
            return problem(request, 404, "Cette activité n’existe pas dans ce cours.")
        return begin_launch(request, visitor, course, found, window=window, tool=tool)

    return in_course(request, course_id, begin)


def begin_launch(
    request: Request,
    visitor: Visitor,
    course: Course,
    activity: Activity | None,
    *,
    window: bool,
    tool: str = CLIENT_ID,
) -> Response:
    campus = campus_of(request)
    client = campus.tools.active(tool)
    if client is None:
        return problem(request, 404, "Cet outil n’est pas actif ici.")
    target = "window" if window else "iframe"
    begun = Begun(visitor, course, target, client.id, activity)
    return _posted(request, client.login_url, _initiation(campus, client, begun))


def _initiation(campus: Campus, client: Client, begun: Begun) -> dict[str, str]:
    return {
        "iss": campus.url,
        "login_hint": begun.visitor.person.id,
        "target_link_uri": target_of(begun, client),
        "lti_message_hint": campus.launches.begin(begun),
        "client_id": client.id,
        "lti_deployment_id": client.deployment_id,
    }


@router.api_route("/auth", methods=["GET", "POST"])
async def authorize(request: Request) -> Response:
    """The tool asks for the message; the answer is posted to its registered address."""
    asked = await _fields(request)
    campus = campus_of(request)
    try:
        client = check_address(asked, campus.tools)
    except Unanswerable as error:
        return problem(request, 400, str(error))
    try:
        answer = _message(campus, client, asked, visitor_of(request))
    except Refused as refused:
        answer = {
            "error": refused.error,
            "error_description": refused.description,
            "state": asked["state"],
        }
    return _posted(request, client.redirect_uri, answer)


async def _fields(request: Request) -> Mapping[str, str]:
    sent = request.query_params if request.method == "GET" else await request.form()
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def _message(
    campus: Campus, client: Client, asked: Mapping[str, str], visitor: Visitor | None
) -> Mapping[str, str]:
    begun = grant(asked, visitor, campus.launches)
    registered = campus.signing_for(client).set_launch_url(target_of(begun, client))
    course_url = f"{campus.url}/courses/{begun.course.id}"
    services = services_for(campus, begun.course, client.id)
    choice = None if begun.activity else campus.choices.begin(begun)
    signed = signed_message(registered, asked, begun, course_url, services, choice)
    return {"id_token": signed["id_token"], "state": signed["state"]}


def target_of(begun: Begun, client: Client) -> str:
    return (begun.activity and begun.activity.url) or client.redirect_uri


@router.get("/certs")
def certs(request: Request) -> dict[str, object]:
    """Our public keys, for whoever checks our messages."""
    campus = campus_of(request)
    ours = next(iter(campus.tools.all()))
    return {"keys": campus.signing_for(ours).get_jwks()}


def _posted(request: Request, action: str, fields: Mapping[str, str]) -> Response:
    """A page that posts itself; without script it has a button."""
    return page(request, "posted.html", action=action, fields=fields)
