"""Blackboard Learn."""

from lti_social.core.errors import N_
from lti_social.lti.profiles.profile import Profile

BLACKBOARD = Profile(
    key="blackboard",
    name="Blackboard",
    families=frozenset({"blackboardlearn", "blackboard"}),
    hosts=("blackboard.com",),
    afterwards=(
        N_(
            "In Blackboard, register the tool by its client ID: Administrator Panel › LTI "
            "Tool Providers › Register LTI 1.3 Tool, and approve it."
        ),
        N_(
            "Each Blackboard is a deployment of its own: it waits in this tool’s console "
            "for your yes."
        ),
    ),
)
