"""What an LMS says of a visitor and of where they come from, as plain values.

Names and addresses may be missing, and everything may be longer or stranger than it
should: what cannot be used is None.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lti_social.lti.claims import (
    CONTEXT,
    FOR_USER,
    MESSAGE_TYPE,
    PRESENTATION,
    RESOURCE_LINK,
    ROLES,
    TOOL_PLATFORM,
    Claims,
    Kind,
    custom_in,
    identifier,
    mail_address,
    part,
    text,
    web_address,
)
from lti_social.lti.endpoints import Endpoints, endpoints_in, group_ids_in
from lti_social.lti.roles import (
    LmsRole,
    Overrides,
    administers,
    is_test_user,
    roles_in,
)


@dataclass(frozen=True, kw_only=True)
class Said:
    kind: Kind
    sub: str
    name: str | None
    given_name: str | None
    family_name: str | None
    email: str | None
    locale: str | None
    roles: frozenset[LmsRole]  # never empty
    administers: bool  # the LMS itself, not one course in it
    is_test_user: bool  # a preview that shares its id with others: no person
    context_id: str | None
    context_title: str | None
    context_label: str | None
    resource_link_id: str | None  # None while there is only the wish for one
    resource_link_title: str | None
    target: str  # path and query on our own origin
    return_url: str | None
    custom: Mapping[str, str]
    for_user: str | None  # whose work is to be reviewed: a learner can forge it
    group_ids: tuple[str, ...] | None  # of the visitor; None where the LMS does not say
    family: str | None  # the LMS's product: "moodle", "canvas"…
    endpoints: Endpoints

    @property
    def course_key(self) -> str:
        """What names the course in its deployment: without a context, the link alone."""
        return self.context_id or f"link:{self.resource_link_id}"


def said_in(claims: Claims, target: str, overrides: Overrides) -> Said:
    """Of claims that have passed every check; roles as the registration overrides them."""
    context, link = part(claims, CONTEXT), part(claims, RESOURCE_LINK)
    shown = part(claims, PRESENTATION)
    return Said(
        kind=Kind(claims[MESSAGE_TYPE]),
        sub=identifier(claims["sub"]) or "",
        name=text(claims.get("name")),
        given_name=text(claims.get("given_name")),
        family_name=text(claims.get("family_name")),
        email=mail_address(claims.get("email")),
        locale=text(shown.get("locale"), 35) or text(claims.get("locale"), 35),
        roles=roles_in(claims[ROLES], overrides),
        administers=administers(claims[ROLES], overrides),
        is_test_user=is_test_user(claims[ROLES]),
        context_id=identifier(context.get("id")),
        context_title=text(context.get("title")),
        context_label=text(context.get("label")),
        resource_link_id=identifier(link.get("id")),
        resource_link_title=text(link.get("title")),
        target=target,
        return_url=web_address(shown.get("return_url")),
        custom=custom_in(claims),
        for_user=identifier(part(claims, FOR_USER).get("user_id")),
        group_ids=group_ids_in(claims),
        family=text(part(claims, TOOL_PLATFORM).get("product_family_code"), 40),
        endpoints=endpoints_in(claims),
    )
