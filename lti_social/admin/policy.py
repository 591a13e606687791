"""Who may change which registration, and what is the operator's alone."""

from collections.abc import Sequence

from lti_social.admin.desk import Desk
from lti_social.core.errors import N_
from lti_social.lti.models import Invite, Platform

ONLY_KNOWN_HOSTS = N_(
    "These addresses must stay on the hosts that the registration has. If your LMS has "
    "moved to another one, whoever runs this tool can change them."
)


def may_keep(desk: Desk, platform: Platform) -> bool:
    return desk.sees_all or desk.platform_id == platform.id


def may_point_at(desk: Desk, platform: Platform, addresses: Sequence[str]) -> bool:
    """The tool asks whatever stands there, in its own network too, and tells what it heard.
    So hosts are the operator's to add; an administrator may correct the rest."""
    return desk.sees_all or platform.has(addresses)


def may_run_the_house(desk: Desk) -> bool:
    """Registrations that come and go, invites, work that failed."""
    return desk.sees_all


def may_invite(desk: Desk, renewed: Platform | None) -> bool:
    """An administrator may have their own LMS register anew, and no other."""
    return desk.sees_all if renewed is None else may_keep(desk, renewed)


def may_revoke(desk: Desk, invite: Invite) -> bool:
    return desk.sees_all or desk.platform_id == invite.platform_id
