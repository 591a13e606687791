"""Pages of challenges: making, handing in, reviewing, looking back."""

from tests.browser.done import calibrate
from tests.browser.opened import all_of_a_challenge
from tests.browser.owed import Owed
from tests.browser.shown import Shown

PAGES = (
    Shown("challenges", "claire", "/challenges"),
    Shown("challenges of a learner", "ines", "/challenges"),
    Shown("challenge of the team", "claire", "/challenges/{contest}"),
    Shown("begin a challenge", "claire", "/challenges/new"),
    Shown(
        "make a challenge", "claire", "/challenges/new?pattern=blank", all_of_a_challenge
    ),
    Shown("propose a challenge", "ines", "/challenges/new?pattern=blank"),
    Shown("change a challenge", "claire", "/challenges/{contest}/edit"),
    Shown("example of a challenge", "claire", "/challenges/{example}/example"),
    Shown("dates put off", "claire", "/challenges/{contest}/extend"),
    Shown("challenge cancelled", "claire", "/challenges/{contest}/cancel"),
    Shown("challenge deleted", "claire", "/challenges/{early}/delete"),
    Shown("dry run", "claire", "/challenges/{contest}/dry-run"),
    Shown("who reviews what", "claire", "/challenges/{contest}/reviewers"),
    Shown("monitor", "claire", "/challenges/{contest}/monitor"),
    Shown("debrief", "solene", "/challenges/{contest}/debrief"),
    Shown("goals", "claire", "/goals"),
    Shown("hand in", "maelle", "/challenges/{contest}/hand-in"),
    Shown("challenge", "solene", "/challenges/{contest}"),
    Shown("my work", "solene", "/submissions/{work}"),
    Shown("work for the team", "claire", "/submissions/{work}"),
    Shown("received", "solene", "/submissions/{work}/reviews"),
    Shown("reviews for the team", "claire", "/submissions/{work}/reviews"),
    Shown("review", "solene", "/reviews/{review}"),
    Shown("calibration", "solene", "/challenges/{example}/calibrate"),
    Shown("calibrated", "solene", "/challenges/{example}/calibrate", does=calibrate),
)


class TestPages(Owed):
    pages = PAGES
