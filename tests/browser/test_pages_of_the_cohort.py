"""Pages of the cohort itself: home, notices, moderation, settings, problems."""

from tests.browser.done import send_from_an_earlier_visit, send_nothing_without_script
from tests.browser.opened import hand_on, my_menu
from tests.browser.owed import Owed
from tests.browser.shown import Shown

PAGES = (
    Shown("home", "solene"),
    Shown("home of a trainer", "claire"),
    Shown("home of an admin", "michel"),
    Shown("my menu", "solene", "", my_menu),
    Shown("hide", "claire", "/posts/{answer}/hide"),
    Shown("report", "solene", "/posts/{answer}/report"),
    Shown("reported", "fatou", "/posts/{answer}/my-report?said=reported"),
    Shown("reports", "claire", "/reports"),
    Shown("reports of an admin", "michel", "/reports"),
    Shown("case", "claire", "/posts/{answer}/case", hand_on),
    Shown("case that waits", "claire", "/posts/{pending}/case"),
    Shown("case of its author", "theo", "/posts/{hidden}/case"),
    Shown("case appealed", "aurore", "/posts/{appealed}/case"),
    Shown("case of who decided", "claire", "/posts/{appealed}/case"),
    Shown("notices", "claire", "/notices"),
    Shown("notices empty", "ines", "/notices"),
    Shown("notice choices", "solene", "/me/notices"),
    Shown("notice choices of a trainer", "claire", "/me/notices"),
    Shown("digest settings", "claire", "/settings/digest"),
    Shown("corner", "solene", "/me"),
    Shown("welcome", "fatou", "/me?welcome=1"),
    Shown("purpose", "claire", "/purpose"),
    Shown("settings", "claire", "/settings"),
    Shown("phase", "claire", "/settings/phase"),
    Shown("posting", "claire", "/settings/posting"),
    Shown("groups", "claire", "/settings/groups"),
    Shown("roles", "claire", "/roles"),
    Shown("cohorts of the course", "claire", "/cohorts"),
    Shown("members", "claire", "/members"),
    Shown("completion", "claire", "/grades"),
    Shown("who sees what", "solene", "/who-sees-what"),
    Shown("404", "solene", "/threads/999999", status=404),
    Shown("403", "solene", "/purpose", status=403),
    Shown("409", "solene", "/me", status=409, does=send_from_an_earlier_visit),
    Shown("422", "solene", "/threads/new", status=422, does=send_nothing_without_script),
)


class TestPages(Owed):
    pages = PAGES
