"""Pages of practices: the library, cards, trials, what comes back."""

from tests.browser.opened import all_steps, another_day, care, how_it_came, other_day
from tests.browser.owed import Owed
from tests.browser.shown import Shown

PAGES = (
    Shown("practice", "solene", "/practices/{card}"),
    Shown("practice that credits", "karim", "/practices/{draft}"),
    Shown("writing a practice", "maelle", "/practices/new?from_post={answer}", all_steps),
    Shown("versions of a practice", "theo", "/practices/{card}/history"),
    Shown("library", "claire", "/practices"),
    Shown("library, nothing found", "solene", "/practices?maturity=standard&saved=1"),
    Shown("collections, none", "ines", "/collections"),
    Shown("new collection", "solene", "/collections/new"),
    Shown("filters of the library", "solene", "/practices/filters"),
    Shown("practice to try", "fatou", "/practices/{card}", other_day),
    Shown("practice tried", "claire", "/practices/{tried}", how_it_came),
    Shown("practice to try again", "solene", "/practices/{tried}"),
    Shown("reports of trials", "karim", "/practices/{tried}/trials"),
    Shown("report of a trial", "solene", "/practices/{tried}/trials/new"),
    Shown("report edited", "karim", "/trials/{failed}/edit"),
    Shown("report withdrawn", "karim", "/trials/{failed}/withdraw"),
    Shown("report taken in", "maelle", "/trials/{failed}/merge"),
    Shown("my trials", "solene", "/me/trials", another_day),
    Shown("my trials, none", "ines", "/me/trials"),
    Shown("practice passed on", "claire", "/practices/{shared}"),
    Shown("how far a practice may go", "solene", "/practices/{shared}/consent"),
    Shown("practices beyond the cohort", "claire", "/shared"),
    Shown("practice looked after", "theo", "/practices/{cared}", care),
    Shown("coming back", "solene", "/me/recalls"),
    Shown("case of a practice", "claire", "/practices/{cared}/case"),
    Shown("practice from a work", "solene", "/practices/new?from_submission={work}"),
)


class TestPages(Owed):
    pages = PAGES
