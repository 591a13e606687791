"""D2L Brightspace."""

from lti_social.core.errors import N_
from lti_social.lti.profiles.profile import Profile

AUTH_SERVICE = "https://api.brightspace.com/auth/token"  # whoever the customer is

BRIGHTSPACE = Profile(
    key="brightspace",
    name="Brightspace",
    families=frozenset({"desire2learn", "brightspace", "d2l"}),
    hosts=("brightspace.com",),
    token_audience=AUTH_SERVICE,
    afterwards=(
        N_("In Brightspace, enable the tool: Manage Extensibility › LTI Advantage."),
        N_(
            "Make a deployment of it, with the services and the name of the person shared, "
            "for the org units that shall have it; then links for trainers to add."
        ),
        N_("The first launch from that deployment waits in this tool’s console for a yes."),
    ),
)
