"""The door /lti/launch: a verified launch becomes a visit to a cohort."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import bindparam, delete, insert, update

from lti_social.cohorts.arriving import Seat, arrive, role_of_visit
from lti_social.cohorts.door import ABSOLUTE
from lti_social.cohorts.doors import welcome
from lti_social.cohorts.groups import SEES_ALL
from lti_social.cohorts.models import WebSession
from lti_social.cohorts.persons import name_at_lms
from lti_social.core.again import until_done
from lti_social.core.clock import now
from lti_social.core.wall import Database, open_house
from lti_social.lti.claims import Kind
from lti_social.lti.launch import Launch, prepare
from lti_social.lti.senders import Outdated
from lti_social.lti.spending import spend
from lti_social.web import permalink, session
from lti_social.web.hop import Ask, hop
from lti_social.web.i18n import language_of
from lti_social.web.render import page
from lti_social.web.routing import Route

NAMELESS = "administrator"  # in the journal, before the id of one whose name is not told


class Page(NamedTuple):
    """A page of a cohort in which the visitor has a seat."""

    seat: Seat
    path: str

    @property
    def address(self) -> str:
        """By way of a name, where nobody knows one yet."""
        path = self.path if self.seat.name else welcome(self.path)
        return f"/c/{self.seat.cohort_id}{path}"


Onward = Callable[[Ask, Database, Launch, Sequence[Seat]], Page | None]


def entering(onward: Onward) -> APIRouter:
    """The door; `onward` says to which page of its cohorts a launch leads, if not home."""
    router = APIRouter(route_class=Route)

    def launch(ask: Ask) -> Response:
        return until_done(lambda: _let_in(ask, onward))

    router.add_api_route("/lti/launch", hop(launch), methods=["POST"])
    return router


def _let_in(ask: Ask, onward: Onward) -> Response:
    for anew in (False, True):
        with suppress(Outdated):
            return _enter(ask, onward, anew=anew)
    return _enter(ask, onward, anew=True)  # somebody changes the registration right now


def _enter(ask: Ask, onward: Onward, *, anew: bool) -> Response:
    """Everything a launch changes is one transaction: the nonce is spent, or nothing is."""
    cookies = ask.request.cookies
    prepared = prepare(ask.reads, ask.lti, ask.form, cookies, anew=anew)
    token = session.fresh_token()
    with open_house(ask.engine) as db, db.begin():
        arrived = spend(db, prepared)
        seats = arrive(
            db, arrived, lambda person_id: _session(db, ask, arrived, person_id, token)
        )
        address = _address(ask, db, arrived, seats, onward)
    answer = RedirectResponse(address, 303) if address else _no_group(ask, arrived, seats)
    seconds = int(ABSOLUTE.total_seconds())
    for cookie in (
        session.set_cookie(session.COOKIE, token, seconds=seconds),
        session.set_cookie(arrived.spent_cookie, "", seconds=0),
        *([permalink.FORGET] if arrived.onward else []),
    ):
        answer.headers.append("set-cookie", cookie)
    return answer


_BEFORE = WebSession.token_hash == bindparam("before")
_RENEWAL = (
    update(WebSession)
    .where(_BEFORE, WebSession.person_id == bindparam("visitor"))
    .returning(WebSession.id)
)
_END = delete(WebSession).where(_BEFORE)
_OPENING = insert(WebSession).returning(WebSession.id)


def _session(db: Database, ask: Ask, arrived: Launch, person_id: int, token: str) -> int:
    """A new token for this browser. The same person keeps their visits elsewhere; whoever
    was here before is out."""
    said = {
        "token_hash": session.hashed(token),
        "language": language_of(arrived.locale),
        "launched_at": now(),
        "seen_at": now(),
        "administers_as": _name(arrived) if arrived.administers else None,
    }
    if before := ask.request.cookies.get(session.COOKIE):
        that = {"before": session.hashed(before)}
        renewed = db.change(_RENEWAL, said | that | {"visitor": person_id})
        if (same := renewed.scalar()) is not None:
            return int(same)
        db.change(_END, that)
    return int(db.change(_OPENING, said | {"person_id": person_id}).scalar_one())


def _name(arrived: Launch) -> str:
    """What the journal calls an administrator: never what they call themselves here."""
    return name_at_lms(arrived) or f"{NAMELESS} {arrived.sub}"


def _address(
    ask: Ask, db: Database, arrived: Launch, seats: Sequence[Seat], onward: Onward
) -> str | None:
    """In one of these cohorts, or in the console for who runs the LMS."""
    if arrived.administers and re.match(r"/admin(/|$)", arrived.target):
        return arrived.target
    there = _target(ask, db, arrived, seats, onward)
    return there and there.address


def _target(
    ask: Ask, db: Database, arrived: Launch, seats: Sequence[Seat], onward: Onward
) -> Page | None:
    """The page that this browser wanted lately, that the launch is about, or that the link
    names; else the usual one. None: there is nowhere to go."""
    before = arrived.onward if arrived.kind is Kind.launch else ""
    opened = _open(arrived, seats)
    return (
        _page(seats, before)
        or (onward(ask, db, arrived, opened) if opened else None)
        or _page(seats, arrived.target)
        or _usual(opened)
    )


def _open(arrived: Launch, seats: Sequence[Seat]) -> Sequence[Seat]:
    """Those where writing goes on; for the team the others as well, while no group is
    known."""
    in_use = [seat for seat in seats if seat.is_in_use]
    return in_use or (seats if role_of_visit(arrived.roles) in SEES_ALL else [])


def _page(seats: Sequence[Seat], wanted: str) -> Page | None:
    """`wanted`, if it is a page of a seat's cohort."""
    named = re.fullmatch(r"/c/(\d+)((?:/.*)?)", wanted)
    for seat in seats:
        if named and int(named[1]) == seat.cohort_id:
            return Page(seat, named[2])
    return None


def _usual(seats: Sequence[Seat]) -> Page | None:
    """The home of the only cohort, or the choice among several."""
    return Page(seats[0], "/cohorts" if len(seats) > 1 else "") if seats else None


def _no_group(ask: Ask, arrived: Launch, seats: Sequence[Seat]) -> Response:
    """For who is in none of the groups that the cohorts of their course follow."""
    ask.request.state.frame_origins = arrived.frame_origins
    ask.request.state.locale = language_of(arrived.locale)
    told = arrived.group_ids is not None
    return page(ask, "cohorts/no_group.html", told=told, seats=seats)
