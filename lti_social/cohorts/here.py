"""Who is asking, and in which cohort: what every question and every verb begins from."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.exc import OperationalError

from lti_social.cohorts.levels import Level
from lti_social.cohorts.models import Phase, Role
from lti_social.core.errors import N_, Forbidden
from lti_social.core.wall import Database, open_cohort
from lti_social.web.hop import Ask
from lti_social.web.render import page


class Place(NamedTuple):
    """The cohort around the one who asks."""

    id: int
    name: str
    purpose: str
    phase: Phase
    zone: ZoneInfo
    champions_endorse: bool
    champions_curate: bool  # how mature a practice is
    assistants_curate: bool
    cards_read_first: bool  # by the team, before they are published
    level: Level
    pause: str | None  # the sentence of a trainer who asked to write nothing for a while
    course_id: int
    group_id: int | None  # of the course; a cohort without one is the whole course's
    has_outline: bool  # whether the course has any resource that we know of
    is_divided: bool  # whether the course's cohorts follow its groups now

    @property
    def is_in_use(self) -> bool:
        """The groups' cohorts while the course is divided, and else the whole one."""
        return self.is_divided == (self.group_id is not None)

    @property
    def notice(self) -> str:
        """Why not everything can be written here, as every page of the cohort says it."""
        if not self.is_in_use:
            return MOVED_TO_GROUPS if self.is_divided else MOVED_TO_ALL
        return CLOSED.get(self.phase, "")


MOVED_TO_GROUPS = N_(
    "Each group of the course has a cohort of its own now: open the activity again to "
    "reach yours. What was said here can be read; nothing is added."
)
MOVED_TO_ALL = N_(
    "The whole course is one cohort again: open the activity again to reach it. What this "
    "group said here can be read; nothing is added."
)
CLOSED = {
    Phase.closed: N_("This cohort has ended: you can read and answer, not begin anew."),
    Phase.archived: N_("This cohort is archived: it can be read, and nothing is added."),
}


class Me(NamedTuple):
    """The member who asks, as the launch of this visit made them."""

    id: int
    person_id: int
    session_id: int
    name: str
    role: Role
    given: Role | None  # by a trainer of this cohort
    place: Place
    waiting: int
    joined_at: datetime
    away_since: datetime | None
    light: bool
    is_admin: bool  # an administrator of the LMS, in the trainer's chair or not
    administers_as: str | None  # the LMS's name for who runs it, and not one course of it
    platform_id: int
    lms: str  # what its registration is called
    beside: int  # other cohorts of the course that this visit may go to

    @property
    def teaches(self) -> bool:
        return self.role.facilitates or self.given is Role.assistant

    @property
    def sets_up(self) -> bool:
        return self.role is Role.instructor

    @property
    def keeps_order(self) -> bool:
        return self.teaches or self.given is Role.champion


class Head(NamedTuple):
    """All that the head of a page is made of: what web/head.html is kept under."""

    path: str
    cohort: str
    phase: Phase
    member_id: int
    name: str
    waiting: int
    beside: bool
    teaches: bool
    sets_up: bool
    administers: bool
    has_resources: bool


UNNAMED = "lti-social"  # a cohort whose course says no title


def named_as(course: str, group: str | None) -> str:
    """What a cohort is called that nobody named."""
    title = course[:120] or UNNAMED
    return f"{title} · {group}" if group else title


log = logging.getLogger("lti_social.cohorts")

SAID = {  # what a page says once about the write that led to it, by ?said=
    "reported": N_("Thank you. The team will read your report."),
    "saved": N_("Saved."),
    "hidden": N_("It is hidden. Its author is told why, and can appeal."),
    "decided": N_("Decided. Those whom it concerns are told."),
    "handed_on": N_("Handed on. It stays in your list until it is decided."),
    "appealed": N_("Your appeal is sent. Somebody else than before decides over it."),
    "moved": N_("Moved: what was made there is attached here now."),
    "card-kept": N_("The draft is kept. Only those whose card it is see it."),
    "card-waits": N_("The team reads it first. You will be told."),
    "card-out": N_("It is published: everybody of the cohort can read it and try it."),
    "challenge-kept": N_("The draft is kept. Only the team sees it."),
    "challenge-proposed": N_("It is proposed. The team tells you what they decide."),
    "groups-asked": N_(
        "The LMS is asked for its groups: their teams are here in a moment. Load the page "
        "again to see them."
    ),
    "challenge-out": N_("It is announced, and everybody is told."),
    "noted": N_("Noted. Nobody else sees it."),
    "asks-no-more": N_("It comes back to you no more."),
    "update-asked": N_("Thank you. Those who look after it are told."),
    "planned": N_("It is in your trials. You are reminded on that day, once."),
    "put-off": N_("Moved to another day."),
    "let-go": N_("Let go. Nothing else happens."),
    "told": N_("Thank you: your report is there for the cohort."),
    "withdrawn": N_("Withdrawn: its words and files are gone."),
    "merged": N_("It stands under “When it does not work” now, with who told it."),
    "unmerged": N_("It is no longer part of the card."),
    "brought-in": N_("The cartridge has been brought in."),
    "asked": N_("Its authors are asked."),
    "agreed": N_("Saved. You can change your mind at any time."),
    "widened": N_("It is passed on: the others see it in a moment."),
    "narrowed": N_("It is taken back: nobody sees it there any more."),
    "review-sent": N_(
        "Thank you: your review is sent. Its receiver reads it with the others."
    ),
    "review-declined": N_("Noted: somebody else is asked, and only the team reads why."),
    "no-file": N_("Choose a file first."),
}


@dataclass(frozen=True)
class Here:
    db: Database
    cohort: Place
    me: Me
    ask: Ask
    form_key: str

    @property
    def path(self) -> str:
        return f"/c/{self.cohort.id}"

    @property
    def head(self) -> Head:
        cohort, me = self.cohort, self.me
        return Head(
            path=self.path,
            cohort=cohort.name,
            phase=cohort.phase,
            member_id=me.id,
            name=me.name,
            waiting=me.waiting,
            beside=me.beside > 0,
            teaches=me.teaches,
            sets_up=me.sets_up,
            administers=me.administers_as is not None,
            has_resources=cohort.has_outline or me.sets_up,
        )

    def page(self, template: str, **context: Any) -> HTMLResponse:
        said = SAID.get(self.ask.request.query_params.get("said", ""))
        return page(self.ask, template, here=self, me=self.me, said=said, **context)

    def go(self, path: str) -> Response:
        """On to a page of this cohort, after a write."""
        return RedirectResponse(f"{self.path}{path}", 303)

    def leave(self, path: str) -> Response:
        """As `go`, from a form on a page of its own: a script must load the next page."""
        if "hx-request" in self.ask.request.headers:
            return Response(headers={"HX-Redirect": f"{self.path}{path}"})
        return self.go(path)

    @contextmanager
    def aside(self) -> Iterator[Database]:
        """A short write of its own beside a read."""
        with open_cohort(self.ask.engine, self.cohort.id) as db, db.begin():
            yield db

    def note(self, write: Callable[[Database], object]) -> None:
        """As `aside`, for what may be lost: a busy database does not cost the page."""
        try:
            with self.aside() as db:
                write(db)
        except OperationalError as error:
            log.warning("not noted: %s", type(error.orig).__name__)


def require(allowed: bool, otherwise: str | None = None) -> None:
    """`otherwise` is for whoever may not, where the usual sentence says too little."""
    if not allowed:
        raise Forbidden(otherwise)
