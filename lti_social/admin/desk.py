"""Who sits at the console, and how far they see: what its verbs begin from."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.exc import OperationalError

from lti_social.core.errors import N_
from lti_social.core.wall import Database, open_house
from lti_social.lti.audit import Event, note
from lti_social.web.hop import Ask
from lti_social.web.render import page

log = logging.getLogger("lti_social.admin")

PATH = "/admin"
SAID = {  # what a page says once about the write that led to it, by ?said=
    "saved": N_("Saved."),
    "registered": N_("Registered. Its deployments are accepted here as they come."),
    "removed": N_("The registration is removed."),
    "accepted": N_("Accepted: the activity opens from now on."),
    "declined": N_("Declined. People who open the activity are told so."),
    "revoked": N_("The invite is good for nothing any more."),
    "again": N_("It will be tried again in a moment."),
    "forgotten": N_("Forgotten."),
}


@dataclass(frozen=True)
class Desk:
    db: Database
    ask: Ask
    who: str  # as the journal names them
    platform_id: int | None  # the one registration that they see; None: all
    form_key: str
    light: bool = False
    cohort_id: int | None = None  # where they came from, to go back to

    @property
    def sees_all(self) -> bool:
        """The operator, not an administrator of one LMS."""
        return self.platform_id is None

    def page(self, template: str, **context: Any) -> HTMLResponse:
        said = SAID.get(self.ask.request.query_params.get("said", ""))
        return page(self.ask, template, desk=self, said=said, **context)

    def go(self, path: str) -> Response:
        """On to a page of the console, after a write."""
        return RedirectResponse(f"{PATH}{path}", 303)

    def note(self, event: Event, platform_id: int | None = None, **detail: str) -> None:
        """Put on record what this desk does, with what it saves."""
        note(self.db, event, by=self.who, platform_id=platform_id, **detail)

    def aside(self, write: Callable[[Database], object]) -> None:
        """A short write beside a read, which a busy database may lose."""
        try:
            with open_house(self.ask.engine) as db, db.begin():
                write(db)
        except OperationalError as error:
            log.warning("not noted: %s", type(error.orig).__name__)
