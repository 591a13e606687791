"""The claims by which a launch tells a tool where the services of the course are."""

from collections.abc import Mapping
from typing import Any

from lti_social.demo.campus import Campus
from lti_social.demo.granting import GRADES, GROUPS
from lti_social.demo.town import Course

_SPEC = "https://purl.imsglobal.org/spec"


def services_for(campus: Campus, course: Course, client_id: str) -> Mapping[str, Any]:
    url = f"{campus.url}/services/{course.id}"
    grades = {"scope": list(GRADES), "lineitems": f"{url}/columns"}
    columns = campus.gradebook.columns(course, client_id)
    own = [one for one in columns if one.said.get("resourceLinkId") == course.activity.id]
    if len(own) == 1:  # with several, the standard has it, none is the link's own
        grades["lineitem"] = f"{url}/columns/{own[0].id}"
    return {
        f"{_SPEC}/lti-ags/claim/endpoint": grades,
        f"{_SPEC}/lti-nrps/claim/namesroleservice": {
            "context_memberships_url": f"{url}/members",
            "service_versions": ["2.0"],
        },
        f"{_SPEC}/lti-gs/claim/groupsservice": {
            "scope": [GROUPS],
            "context_groups_url": f"{url}/groups",
            "context_group_sets_url": f"{url}/group-sets",
            "service_versions": ["1.0"],
        },
    }
