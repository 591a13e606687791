"""Adding content to a course: the tool's picker in a frame, and what it answers."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from lti_social.demo.answering import DATA, SPOKEN, NotBelieved, items_in, read_answer
from lti_social.demo.campus import CLIENT_ID
from lti_social.demo.launching import begin_launch
from lti_social.demo.pages import Show, campus_of, in_course, page, problem
from lti_social.demo.town import Course
from lti_social.demo.visits import Visitor

router = APIRouter(prefix="/courses/{course_id}")

FORBIDDEN = "Seules les personnes qui animent le cours peuvent y ajouter du contenu."
NO_LONGER = "Cette demande a expiré. Recommencez depuis le cours."


@router.get("/add")
def add(request: Request, course_id: str) -> Response:
    """The tool's picker, in a frame."""
    return _for_trainers(
        request, course_id, lambda _, course: page(request, "add.html", course=course)
    )


@router.get("/choose")
def choose(request: Request, course_id: str) -> Response:
    """Login initiation of a deep-linking request."""

    def begin(visitor: Visitor, course: Course) -> Response:
        return begin_launch(request, visitor, course, None, window=False)

    return _for_trainers(request, course_id, begin)


@router.post("/placed")
def placed(
    request: Request, course_id: str, token: Annotated[str, Form(alias="JWT")]
) -> Response:
    """What the tool answers, by way of the trainer's browser."""

    def add(visitor: Visitor, course: Course) -> Response:
        return _add(request, visitor, course, token)

    return _for_trainers(request, course_id, add)


def _add(request: Request, visitor: Visitor, course: Course, token: str) -> Response:
    campus = campus_of(request)
    client = campus.tools.active(CLIENT_ID)
    assert client is not None
    try:
        claims = read_answer(campus, client, token)
        items = items_in(client, claims)
    except NotBelieved as error:
        return problem(request, 400, str(error))
    asked = campus.choices.take(str(claims.get(DATA)), visitor)
    if asked is None or asked.course.id != course.id:
        return problem(request, 400, NO_LONGER)
    added = campus.shelf.add(course, items)
    said = claims.get(SPOKEN)
    return page(request, "placed.html", course=course, added=added, said=said)


def _for_trainers(request: Request, course_id: str, show: Show) -> Response:
    def ask(visitor: Visitor, course: Course) -> Response:
        if not visitor.teaches:
            return problem(request, 403, FORBIDDEN)
        return show(visitor, course)

    return in_course(request, course_id, ask)
