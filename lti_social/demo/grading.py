"""The doors of the gradebook: the service AGS 2.0, and the page that trainers see."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from lti_social.demo.gradebook import Column, Declined
from lti_social.demo.granting import COLUMNS, COLUMNS_READ, RESULTS, SCORES
from lti_social.demo.pages import campus_of, in_course, page, problem
from lti_social.demo.services import Opened, answer, opened
from lti_social.demo.town import PEOPLE, Course, Role
from lti_social.demo.visits import Visitor

ONE = "application/vnd.ims.lis.v2.lineitem+json"
MANY = "application/vnd.ims.lis.v2.lineitemcontainer+json"
RESULT = "application/vnd.ims.lis.v2.resultcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
SEARCHED = {
    "resource_id": "resourceId",
    "resource_link_id": "resourceLinkId",
    "tag": "tag",
}

router = APIRouter()


@router.get("/services/{course_id}/columns")
def columns(request: Request, course_id: str) -> Response:
    theirs = opened(request, course_id, COLUMNS, COLUMNS_READ)
    listed = campus_of(request).gradebook.columns(*theirs)
    found = [_shown(request, one) for one in listed]
    for asked, name in SEARCHED.items():
        if wanted := request.query_params.get(asked):
            found = [said for said in found if said.get(name) == wanted]
    return answer(found, MANY)


@router.post("/services/{course_id}/columns")
async def add(request: Request, course_id: str) -> Response:
    theirs = opened(request, course_id, COLUMNS)
    made = campus_of(request).gradebook.add(*theirs, await _sent(request, ONE))
    return answer(_shown(request, made), ONE, 201)


@router.get("/services/{course_id}/columns/{id}")
def column(request: Request, course_id: str, id: str) -> Response:
    found = _column(request, opened(request, course_id, COLUMNS, COLUMNS_READ), id)
    return answer(_shown(request, found), ONE)


@router.put("/services/{course_id}/columns/{id}")
async def change(request: Request, course_id: str, id: str) -> Response:
    found = _column(request, opened(request, course_id, COLUMNS), id)
    campus_of(request).gradebook.change(found, await _sent(request, ONE))
    return answer(_shown(request, found), ONE)


@router.delete("/services/{course_id}/columns/{id}")
def remove(request: Request, course_id: str, id: str) -> Response:
    found = _column(request, opened(request, course_id, COLUMNS), id)
    campus_of(request).gradebook.remove(found)
    return Response(status_code=204)


@router.post("/services/{course_id}/columns/{id}/scores")
async def score(request: Request, course_id: str, id: str) -> Response:
    theirs = opened(request, course_id, SCORES)
    found, given = _column(request, theirs, id), await _sent(request, SCORE)
    campus_of(request).gradebook.note(found, theirs.course, given)
    return Response(status_code=204)


@router.get("/services/{course_id}/columns/{id}/results")
def results(request: Request, course_id: str, id: str, user_id: str = "") -> Response:
    found = _column(request, opened(request, course_id, RESULTS), id)
    people = [person for person in found.scores if user_id in ("", person)]
    return answer([_result(_url(request, found), found, one) for one in people], RESULT)


@router.get("/courses/{course_id}/grades")
def grades(request: Request, course_id: str) -> Response:
    """What the tool told, for those who teach."""

    def show(visitor: Visitor, course: Course) -> Response:
        if visitor.learns:
            return problem(request, 403, "Seule l’équipe du cours voit le carnet de notes.")
        columns = campus_of(request).gradebook.columns(course)
        people = [PEOPLE[id] for id in course.people if PEOPLE[id].role is Role.learner]
        return page(request, "grades.html", course=course, columns=columns, people=people)

    return in_course(request, course_id, show)


async def declined(_: Request, error: Exception) -> Response:
    assert isinstance(error, Declined)
    return JSONResponse({"message": str(error)}, error.status)


async def _sent(request: Request, media: str) -> dict[str, Any]:
    """An object in that media type, and in no other."""
    if request.headers.get("content-type", "").partition(";")[0] != media:
        raise HTTPException(415, f"The content type must be {media}")
    try:
        sent = await request.json()
    except ValueError as error:
        raise HTTPException(400, "This is not JSON") from error
    if not isinstance(sent, dict):
        raise HTTPException(400, "This is no object")
    return sent


def _column(request: Request, theirs: Opened, id: str) -> Column:
    return campus_of(request).gradebook.column(*theirs, id)


def _shown(request: Request, column: Column) -> dict[str, Any]:
    return column.said | {"id": _url(request, column)}


def _result(url: str, column: Column, person: str) -> dict[str, Any]:
    result = {
        "id": f"{url}/results?user_id={person}",
        "scoreOf": url,
        "userId": person,
        "resultMaximum": column.maximum,
    }
    given = column.given(person)
    return result if given is None else result | {"resultScore": given}


def _url(request: Request, column: Column) -> str:
    campus = campus_of(request)
    return f"{campus.url}/services/{column.course_id}/columns/{column.id}"
