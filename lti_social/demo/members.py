"""Who is in a course and in which group: the services NRPS 2.0 and Course Groups 1.0."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request, Response

from lti_social.demo.granting import GROUPS, MEMBERS
from lti_social.demo.message import ROLES, names_of
from lti_social.demo.pages import campus_of
from lti_social.demo.services import answer, opened
from lti_social.demo.town import PEOPLE, Course, Person

PAGE = 5  # people: a small course has a second page
MEMBERS_MEDIA = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
GROUPS_MEDIA = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"
SETS_MEDIA = "application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json"
SET = {"id": "1", "name": "Groupes du cours"}

router = APIRouter()


@router.get("/services/{course_id}/members")
def members(
    request: Request,
    course_id: str,
    rlid: str = "",
    role: str = "",
    groups: bool = False,
    begin: int = 0,
) -> Response:
    course = opened(request, course_id, MEMBERS).course
    if rlid and rlid != course.activity.id:
        raise HTTPException(404, "There is no such link in this course")
    listed = [_member(course, PEOPLE[id], groups) for id in course.people]
    found = [m for m in listed if not role or _holds(m, role)]
    there = f"{campus_of(request).url}{request.url.path}"
    asked = {"rlid": rlid, "role": role, "groups": groups or "", "begin": begin + PAGE}
    query = urlencode({name: said for name, said in asked.items() if said})
    body = {
        "id": there,
        "context": {"id": course.id, "label": course.label, "title": course.title},
        "members": found[begin : begin + PAGE],
    }
    more = f"{there}?{query}" if begin + PAGE < len(found) else ""
    return answer(body, MEMBERS_MEDIA, following=more)


@router.get("/services/{course_id}/groups")
def groups(request: Request, course_id: str) -> Response:
    course = opened(request, course_id, GROUPS).course
    listed = [{"id": g.id, "name": g.name, "set_id": SET["id"]} for g in course.groups]
    return answer({"groups": listed}, GROUPS_MEDIA)


@router.get("/services/{course_id}/group-sets")
def group_sets(request: Request, course_id: str) -> Response:
    course = opened(request, course_id, GROUPS).course
    return answer({"sets": [SET] if course.groups else []}, SETS_MEDIA)


def _member(course: Course, person: Person, with_groups: bool) -> dict[str, Any]:
    member = {"user_id": person.id, "status": "Active", "roles": ROLES[person.role]}
    enrolled = [{"group_id": group.id} for group in course.groups_of(person)]
    grouped = {"group_enrollments": enrolled} if with_groups else {}
    return member | names_of(person) | grouped


def _holds(member: dict[str, Any], role: str) -> bool:
    """In full, or by its last word alone."""
    return any(role in (held, held.rpartition("#")[2]) for held in member["roles"])
