"""Pages on which people talk, search, and keep files and resources."""

from tests.browser.done import (
    asked_already,
    file_at_hand,
    link_row,
    send_nothing,
    without_files_script,
)
from tests.browser.opened import editor, picker, post_menu, search_box
from tests.browser.owed import Owed
from tests.browser.shown import Shown

PAGES = (
    Shown("list", "solene", "/threads"),
    Shown("list unanswered", "solene", "/threads?show=unanswered"),
    Shown("list unread", "claire", "/threads?show=unread"),
    Shown("list followed", "ines", "/threads?show=followed"),
    Shown("thread", "solene", "/threads/{thread}"),
    Shown("thread of a trainer", "claire", "/threads/{thread}"),
    Shown("thread of an admin", "michel", "/threads/{thread}"),
    Shown("post menu", "solene", "/threads/{thread}", post_menu),
    Shown("post menu of a trainer", "claire", "/threads/{thread}", post_menu),
    Shown("editor", "solene", "/threads/{thread}", editor),
    Shown("bad link", "solene", "/threads/{thread}", does=link_row),
    Shown("file at hand", "solene", "/threads/{thread}", does=file_at_hand),
    Shown("plain places for files", "solene", "/threads/new", does=without_files_script),
    Shown("refused text", "solene", "/threads/{thread}", status=422, does=send_nothing),
    Shown("locked thread", "theo", "/threads/{locked}"),
    Shown("long thread", "karim", "/threads/{long}"),
    Shown("new", "solene", "/threads/new"),
    Shown("search box", "solene", "", search_box),
    Shown("search", "solene", "/search?q=client"),
    Shown("search of some words", "solene", "/search?q=client licorne"),
    Shown("search of nothing", "solene", "/search?q=licorne&what=question"),
    Shown("similar", "solene", "/search/similar?title=Un client veut réfléchir"),
    Shown("asked already", "solene", "/threads/new", does=asked_already),
    Shown("reply", "solene", "/posts/{answer}/reply"),
    Shown("edit with files", "karim", "/posts/{answer}/edit", editor),
    Shown("edit", "solene", "/posts/{own}/edit", editor),
    Shown("delete", "solene", "/posts/{own}/delete"),
    Shown("history", "solene", "/posts/{answer}/history"),
    Shown("room for files", "claire", "/files"),
    Shown("resources", "solene", "/resources"),
    Shown("resources of a trainer", "claire", "/resources"),
    Shown("resources not found", "solene", "/resources?q=rien"),
    Shown("resource", "solene", "/resources/{resource}"),
    Shown("resource that is gone", "claire", "/resources/{gone}"),
    Shown("resource by hand", "claire", "/outline/new"),
    Shown("resource removed", "claire", "/outline/{resource}/remove"),
    Shown("cartridge", "claire", "/outline/cartridge"),
    Shown("new with a resource", "solene", "/threads/new?about={resource}", picker),
    Shown("thread with what waits", "theo", "/threads/{thread}"),
)


class TestPages(Owed):
    pages = PAGES
