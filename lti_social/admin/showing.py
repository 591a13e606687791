"""What the pages of the console say besides what their rows hold."""

from collections.abc import Mapping

from lti_social.core.errors import N_
from lti_social.lti.roles import LmsRole

ROLES = {
    LmsRole.learner: N_("Learner"),
    LmsRole.mentor: N_("Mentor"),
    LmsRole.assistant: N_("Teaching assistant"),
    LmsRole.designer: N_("Content developer"),
    LmsRole.instructor: N_("Trainer"),
}
DETAILS = {
    "name": N_("Name"),
    "deployment": N_("Deployment"),
    "reason": N_("Reason"),
    "accepts_all_deployments": N_("Accepts every deployment"),
    "lms_role": N_("Role in the LMS"),
    "role": N_("Role here"),
    "job": N_("Work"),
    "path": N_("Page"),
    "person": N_("Person no."),
    "result": N_("Result"),
    "kid": N_("Key"),
}


def told(detail: Mapping[str, object]) -> list[tuple[str, object]]:
    """An entry's detail, in the order it was written, without what says nothing."""
    return [(DETAILS.get(k, k), v) for k, v in detail.items() if v not in ("", None)]
