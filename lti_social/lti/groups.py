"""Course Groups Service 1.0: the groups that an LMS keeps in a course, with their names."""

from dataclasses import dataclass
from typing import Any

from lti_social.lti.claims import identifier, text
from lti_social.lti.pages import items
from lti_social.lti.service import Service

SCOPE = "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly"
GROUPS = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"
SETS = "application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json"


@dataclass(frozen=True)
class LmsGroup:
    """Who is in it, the roster tells (`roster(…, groups=True)`) or each launch."""

    id: str
    name: str | None
    tag: str | None
    set_id: str | None
    set_name: str | None


def course_groups(
    service: Service, groups_url: str, sets_url: str | None = None
) -> list[LmsGroup]:
    """In the LMS's order; with the names of their sets where it says where those are."""
    sets = _set_names(service, sets_url) if sets_url else {}
    listed = items(service, groups_url, scope=SCOPE, accept=GROUPS, under="groups")
    found = {group.id: group for said in listed if (group := _group(said, sets))}
    return list(found.values())


def _set_names(service: Service, url: str) -> dict[str, str]:
    listed = items(service, url, scope=SCOPE, accept=SETS, under="sets")
    named = [(identifier(s.get("id")), text(s.get("name"))) for s in listed if _is_one(s)]
    return {id: name for id, name in named if id and name}


def _group(said: Any, sets: dict[str, str]) -> LmsGroup | None:
    id = identifier(said.get("id")) if _is_one(said) else None
    if id is None:
        return None
    set_id = identifier(said.get("set_id"))
    return LmsGroup(
        id=id,
        name=text(said.get("name")),
        tag=text(said.get("tag")),
        set_id=set_id,
        set_name=sets.get(set_id or ""),
    )


def _is_one(said: Any) -> bool:
    return isinstance(said, dict)
