"""Moodle, 4.0 and later."""

from lti_social.core.errors import N_
from lti_social.lti.profiles.profile import (
    LINE_ITEMS,
    LINE_ITEMS_READ,
    RESULTS,
    ROSTER,
    SCORES,
    Profile,
)

MOODLE = Profile(
    key="moodle",
    name="Moodle",
    families=frozenset({"moodle"}),
    scopes=(ROSTER, LINE_ITEMS, LINE_ITEMS_READ, RESULTS, SCORES),
    custom={
        "groups": "$Moodle.Person.userGroupIds",  # it has no service for groups
        "context_history": "$Context.id.history",
        "link_history": "$ResourceLink.id.history",
    },
    shares_people=True,  # an id is the site's, whatever the tool
    afterwards=(
        N_(
            "Activate the tool: Site administration › Plugins › External tool › Manage "
            "tools. Its card says “Pending” and has the button “Activate”."
        ),
        N_(
            "Show it to trainers: in the settings of that card, choose “Show in activity "
            "chooser and as a preconfigured tool”."
        ),
        N_(
            "In a course, since Moodle 4.3, a trainer can show or hide it under More › LTI "
            "External tools."
        ),
    ),
)
