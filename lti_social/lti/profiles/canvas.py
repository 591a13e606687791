"""Canvas, hosted by Instructure or by oneself."""

from lti_social.core.errors import N_
from lti_social.lti.profiles.profile import DEEP_LINKING, LAUNCH, Profile

CANVAS = Profile(
    key="canvas",
    name="Canvas",
    families=frozenset({"canvas"}),
    hosts=("instructure.com",),
    messages={
        LAUNCH: ("course_navigation",),
        DEEP_LINKING: ("link_selection", "assignment_selection"),
    },
    extra={
        "https://canvas.instructure.com/lti/privacy_level": "name_only",
        "https://canvas.instructure.com/lti/tool_id": "lti-social",
    },
    shares_people=True,
    frame_origins=("https://*.instructure.com",),  # an account's own domain
    speakers={
        "sso.canvaslms.com": "https://canvas.instructure.com",
        "sso.beta.canvaslms.com": "https://canvas.beta.instructure.com",
        "sso.test.canvaslms.com": "https://canvas.test.instructure.com",
    },
    afterwards=(
        N_("In Canvas, confirm the installation and switch the app on."),
        N_(
            "Give it the privacy level “Name only”: with “Anonymous”, the default, each "
            "person is asked for a name."
        ),
        N_(
            "Each account or course in which it is installed is a deployment of its own: "
            "it waits in this tool’s console for your yes."
        ),
    ),
)
