"""Where a launch says its course's services are: addresses to keep, not yet to trust."""

from dataclasses import dataclass

from lti_social.lti.claims import Claims, identifier, ids_in, part, web_address

NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
GROUPS = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice"
GROUPS_PARAMETER = "groups"  # we ask Moodle to put $Moodle.Person.userGroupIds there

_MOST = 50  # scopes


@dataclass(frozen=True)
class Endpoints:
    """None for what the LMS does not offer in this course."""

    roster_url: str | None = None
    lineitems_url: str | None = None
    lineitem_url: str | None = None  # the column that belongs to this very link
    grade_scopes: frozenset[str] = frozenset()
    groups_url: str | None = None
    group_sets_url: str | None = None


def endpoints_in(claims: Claims) -> Endpoints:
    grades, groups = part(claims, AGS), part(claims, GROUPS)
    return Endpoints(
        roster_url=web_address(part(claims, NRPS).get("context_memberships_url")),
        lineitems_url=web_address(grades.get("lineitems")),
        lineitem_url=web_address(grades.get("lineitem")),
        grade_scopes=_scopes(grades.get("scope")),
        groups_url=web_address(groups.get("context_groups_url")),
        group_sets_url=web_address(groups.get("context_group_sets_url")),
    )


def group_ids_in(claims: Claims) -> tuple[str, ...] | None:
    """The visitor's groups where the LMS tells them by a parameter; None where not."""
    return ids_in(claims, GROUPS_PARAMETER)


def _scopes(said: object) -> frozenset[str]:
    listed = said.split() if isinstance(said, str) else said
    if not isinstance(listed, list):
        return frozenset()
    return frozenset(
        one for one in listed[:_MOST] if isinstance(one, str) and identifier(one)
    )
