"""The pages of the demo LMS that people see: who to be, a course, its activity."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates

from lti_social.demo.campus import NAME, Campus
from lti_social.demo.cartridge import exported
from lti_social.demo.town import COURSES, PEOPLE, Course
from lti_social.demo.visits import COOKIE, Visitor

router = APIRouter()
templates = Jinja2Templates(Path(__file__).parent / "templates")

# The tool's redirect comes back to us from another site inside our own frame, and some
# browsers then count the request as foreign: only SameSite=None always arrives.
REACH: dict[str, Any] = {"httponly": True, "secure": True, "samesite": "none", "path": "/"}


@router.get("/")
def index(request: Request) -> Response:
    return page(request, "index.html", courses=COURSES.values(), people=PEOPLE)


@router.post("/enter")
def enter(
    request: Request, person: Annotated[str, Form()], course: Annotated[str, Form()]
) -> Response:
    chosen, wanted = PEOPLE.get(person), COURSES.get(course)
    if chosen is None or wanted is None or not wanted.holds(chosen):
        return problem(request, 404, "Cette personne n’est pas inscrite à ce cours.")
    response = RedirectResponse(f"/courses/{wanted.id}", 303)
    response.set_cookie(COOKIE, campus_of(request).door.sign_in(chosen), **REACH)
    return response


@router.get("/courses/{course_id}")
def course(request: Request, course_id: str) -> Response:
    return in_course(request, course_id, _showing(request, "course.html"))


@router.get("/courses/{course_id}/activity")
def activity(request: Request, course_id: str, id: str = "") -> Response:
    return in_course(request, course_id, _showing(request, "activity.html", id))


@router.get("/courses/{course_id}/export")
def export(request: Request, course_id: str) -> Response:
    return in_course(request, course_id, _exporting(request))


Show = Callable[[Visitor, Course], Response]


def _exporting(request: Request) -> Show:
    def show(visitor: Visitor, course: Course) -> Response:
        if not visitor.teaches:
            return problem(request, 403, "Seule l’animation exporte le cours.")
        named = {"Content-Disposition": f'attachment; filename="{course.id}.imscc"'}
        whole = exported(course).read()
        return Response(whole, media_type="application/zip", headers=named)

    return show


def _showing(request: Request, template: str, activity_id: str = "") -> Show:
    def show(visitor: Visitor, course: Course) -> Response:
        shelf = campus_of(request).shelf
        activity = shelf.find(course, activity_id)
        if activity is None:
            return problem(request, 404, "Cette activité n’existe pas dans ce cours.")
        return page(
            request,
            template,
            course=course,
            groups=course.groups_of(visitor.person),
            teaches=not visitor.learns,
            activities=shelf.of(course),
            activity=activity,
        )

    return show


def in_course(request: Request, course_id: str, show: Show) -> Response:
    """What `show` shows to somebody of the course."""
    visitor = visitor_of(request)
    if visitor is None:
        return RedirectResponse("/", 303)
    shown = COURSES.get(course_id)
    if shown is None or not shown.holds(visitor.person):
        return problem(request, 404, "Ce cours n’existe pas, ou vous n’y êtes pas inscrit.")
    return show(visitor, shown)


def campus_of(request: Request) -> Campus:
    campus: Campus = request.app.state.campus
    return campus


def visitor_of(request: Request) -> Visitor | None:
    return campus_of(request).door.visitor(request.cookies.get(COOKIE))


def page(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    context |= {
        "lms": NAME,
        "visitor": visitor_of(request),
        "tool_origin": campus_of(request).tool_origin,
    }
    return templates.TemplateResponse(request, template, context, status)


def problem(request: Request, status: int, sentence: str) -> Response:
    return page(request, "problem.html", status, sentence=sentence)
