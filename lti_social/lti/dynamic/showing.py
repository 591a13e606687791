"""What the tool asks an LMS for, in sentences for its administrator."""

from collections.abc import Collection

from lti_social.core.errors import N_
from lti_social.lti.profiles.profile import (
    DEEP_LINKING,
    GROUPS,
    LINE_ITEMS,
    REVIEW,
    ROSTER,
)

ALWAYS = N_("Of each person who opens it: an ID, the name, the roles in the course.")
BECAUSE = {
    ROSTER: N_("Who is in a course, with names and roles: for those who have yet to come."),
    GROUPS: N_("The groups of a course: a trainer may give each a cohort of its own."),
    LINE_ITEMS: N_(
        "Columns of its own in the gradebook: where a trainer wants it, who took part. It "
        "reads no other grades."
    ),
    DEEP_LINKING: N_("That trainers choose in the course what to place there."),
    REVIEW: N_("That trainers open somebody’s work from the gradebook."),
}


def asked_for(scopes: Collection[str], messages: Collection[str]) -> list[str]:
    asked = {*scopes, *messages}
    return [ALWAYS, *(said for what, said in BECAUSE.items() if what in asked)]
