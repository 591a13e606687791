"""Pages before the door and beside it: launches, mail, the console, a registration."""

from tests.browser.outside import (
    as_operator,
    console,
    from_an_email,
    invited,
    new_tab,
    refused_launch,
    registration,
    registration_refused,
    stopping_mail,
)
from tests.browser.owed import Owed
from tests.browser.shown import Shown

PAGES = (
    Shown("stop mail", "solene", does=from_an_email),
    Shown("mail stopped", "solene", does=stopping_mail),
    Shown("launch refused", "solene", status=400, does=refused_launch),
    Shown("new tab", "solene", does=new_tab),
    Shown("console", "michel", "", console()),
    Shown("console platform", "michel", "", console("/platforms/{platform}")),
    Shown("console self-test", "michel", "", console("/platforms/{platform}/test")),
    Shown("console roles", "michel", "", console("/platforms/{platform}/roles")),
    Shown("console outline", "michel", "", console("/platforms/{platform}/web-services")),
    Shown("console edit", "michel", "", console("/platforms/{platform}/edit")),
    Shown(
        "console decline",
        "michel",
        "",
        console("/platforms/{platform}/deployments/{deployment}/decline"),
    ),
    Shown("console invites", "michel", does=invited),
    Shown("console journal", "michel", "", console("/journal")),
    Shown("console setup", "michel", "", console("/setup/moodle")),
    Shown("console of the operator", "solene", does=as_operator()),
    Shown("console new", "solene", does=as_operator("/new?lms=moodle")),
    Shown("console kinds", "solene", does=as_operator("/setup")),
    Shown("console jobs", "solene", does=as_operator("/jobs")),
    Shown("console remove", "solene", does=as_operator("/platforms/{platform}/remove")),
    Shown("registration", "michel", does=registration),
    Shown("registration refused", "michel", status=502, does=registration_refused),
)


class TestPages(Owed):
    pages = PAGES
