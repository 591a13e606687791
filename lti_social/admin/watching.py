"""The doors of the journal, and of work that failed."""

from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import Response
from fastapi.responses import StreamingResponse

from lti_social.admin import actions, journal, queries
from lti_social.admin.desk import Desk
from lti_social.admin.doors import Doors
from lti_social.admin.journal import PAGE, Wanted
from lti_social.admin.showing import told
from lti_social.cohorts.doors import Id
from lti_social.core.clock import now
from lti_social.lti.audit import Event, note

doors = Doors()


@doors.get("/journal")
def read(desk: Desk) -> Response:
    asked = desk.ask.request.query_params
    wanted, before = _wanted(desk, asked), _number(asked.get("before"))
    found = journal.entries(desk.db, wanted, before)
    return desk.page(
        "admin/journal.html",
        entries=found[:PAGE],
        older=found[PAGE - 1].id if len(found) > PAGE else None,
        wanted=wanted,
        names=queries.names(desk),
        people=journal.people(desk.db, desk.platform_id),
        events=list(Event),
        told=told,
        query=_query(asked),
    )


@doors.get("/journal.csv")
def export(desk: Desk) -> Response:
    wanted = _wanted(desk, desk.ask.request.query_params)
    desk.aside(
        lambda db: note(db, Event.exported, by=desk.who, platform_id=desk.platform_id)
    )
    name = f"lti-social-journal-{now():%Y-%m-%d}.csv"
    return StreamingResponse(
        journal.as_csv(desk.ask.reads, wanted),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@doors.get("/jobs", for_all=True)
def jobs(desk: Desk) -> Response:
    return desk.page("admin/jobs.html", jobs=queries.dead_jobs(desk))


@doors.post("/jobs/{job_id}/again", for_all=True)
def again(desk: Desk, job_id: Id) -> Response:
    actions.try_again(desk, queries.the_dead_job(desk, job_id))
    return desk.go("/jobs?said=again")


@doors.post("/jobs/{job_id}/forget", for_all=True)
def forget(desk: Desk, job_id: Id) -> Response:
    actions.forget(desk, queries.the_dead_job(desk, job_id))
    return desk.go("/jobs?said=forgotten")


def _wanted(desk: Desk, asked: Mapping[str, str]) -> Wanted:
    """What nobody knows filters nothing; whose desk it is filters always."""
    event = next((one for one in Event if one == asked.get("event")), None)
    platform_id = desk.platform_id or _number(asked.get("platform"))
    return Wanted(event, platform_id, asked.get("by") or None)


def _number(text: str | None) -> int | None:
    is_one = text and text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if text and is_one else None


def _query(asked: Mapping[str, str]) -> str:
    kept = {k: v for k, v in asked.items() if k in ("event", "platform", "by") and v}
    return urlencode(kept)
