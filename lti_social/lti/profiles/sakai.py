"""Sakai."""

from lti_social.core.errors import N_
from lti_social.lti.profiles.profile import Profile

SAKAI = Profile(
    key="sakai",
    name="Sakai",
    families=frozenset({"sakai"}),
    afterwards=(
        N_(
            "In Sakai, open Administration Workspace › External Tools, check what the tool "
            "may receive, and save it."
        ),
    ),
)
