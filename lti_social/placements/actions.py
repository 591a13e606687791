"""Choosing what to place in the course, and answering the LMS."""

import secrets
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select

from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import Person
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict, NotFound
from lti_social.grades.models import column_id
from lti_social.lti.deep_link import Item, LineItem, Wanted, signed_answer
from lti_social.lti.platforms import registration_of
from lti_social.placements import policy
from lti_social.placements.arriving import wanted_of
from lti_social.placements.forms import Wording
from lti_social.placements.kinds import WHOLE, of_kind
from lti_social.placements.models import Kind, Pick, Picking, Placement
from lti_social.web.render import say

MOST = 20  # things placed at once

# The LMS fills these in where it can, so that a copied link says what it was copied from.
HISTORY = {
    "context_history": "$Context.id.history",
    "link_history": "$ResourceLink.id.history",
}
SENT = N_("This was sent to your course already. Open the choice there again for more.")
NOTHING_CHOSEN = N_("Nothing was chosen.")


class Answer(NamedTuple):
    """What the browser carries to the LMS, and where."""

    token: str
    wanted: Wanted


def pick(here: Here, picking: Picking, kind: Kind, target: int | None) -> None:
    """Choose one thing more, or instead, where the LMS takes one only."""
    require(policy.may_choose(here.me, picking), policy.NOT_YOURS)
    wanted = _still_wanted(here, picking)
    target = None if kind in WHOLE else target
    chosen = Pick(kind=kind, target=target, title=of_kind(kind).title(here, target))
    before = picking.picks if wanted.several else []
    if any((one.kind, one.target) == (kind, target) for one in before):
        return
    if len(before) >= MOST:
        raise Conflict(N_("This is as much as can be placed at once."))
    picking.picks = [*before, chosen]


def reword(here: Here, picking: Picking, number: int, wording: Wording) -> None:
    require(policy.may_choose(here.me, picking), policy.NOT_YOURS)
    wanted = _still_wanted(here, picking)
    before = the_pick(picking, number)
    graded = wording.graded and wanted.graded
    changed = replace(
        before,
        title=wording.title,
        text=wording.text,
        label=(wording.label or wording.title) if graded else "",
        maximum=wording.maximum,
    )
    picking.picks = [changed if one == before else one for one in picking.picks]


def drop(here: Here, picking: Picking, number: int) -> None:
    require(policy.may_choose(here.me, picking), policy.NOT_YOURS)
    _still_wanted(here, picking)
    gone = the_pick(picking, number)
    picking.picks = [one for one in picking.picks if one != gone]


def send(here: Here, picking: Picking) -> Answer:
    """Make the links and sign the answer; the LMS has the last word on what it keeps."""
    require(policy.may_choose(here.me, picking), policy.NOT_YOURS)
    wanted = _still_wanted(here, picking)
    if not picking.picks:
        raise Conflict(N_("Choose something first."))
    items = [_item(here, one, _placed(here, one)) for one in picking.picks]
    return _answer(here, picking, wanted, items)


def cancel(here: Here, picking: Picking) -> Answer:
    """Back to the LMS with nothing."""
    require(policy.may_choose(here.me, picking), policy.NOT_YOURS)
    wanted = _still_wanted(here, picking)
    return _answer(here, picking, wanted, [], say(here.ask, NOTHING_CHOSEN))


def the_pick(picking: Picking, number: int) -> Pick:
    """By its place in the list, from 1."""
    if number > len(picking.picks):
        raise NotFound
    return picking.picks[number - 1]


def _still_wanted(here: Here, picking: Picking) -> Wanted:
    if picking.answered_at:
        raise Conflict(SENT)
    return wanted_of(here.ask, picking)


def _placed(here: Here, chosen: Pick) -> Placement:
    placement = Placement(
        key=secrets.token_hex(16),  # no sign in it that an LMS could split on
        kind=chosen.kind,
        target=chosen.target,
        member_id=here.me.id,
    )
    here.db.add(placement)
    return placement


def _item(here: Here, chosen: Pick, placement: Placement) -> Item:
    of_challenge = chosen.kind is Kind.challenge  # whose column the tool looks for itself
    path = of_kind(chosen.kind).path(chosen.target)
    graded = LineItem(
        label=chosen.label,
        maximum=chosen.maximum,
        resource_id=column_id(path) if of_challenge else placement.key,
        tag=chosen.kind.value,
    )
    return Item(
        title=chosen.title,
        text=chosen.text,
        url=here.ask.lti.launch_url,
        custom={"place": placement.key} | HISTORY,
        line_item=graded if chosen.label else None,
    )


def _answer(
    here: Here, picking: Picking, wanted: Wanted, items: list[Item], message: str = ""
) -> Answer:
    platform = select(Person.platform_id).where(Person.id == here.me.person_id)
    registration = registration_of(here.db, here.db.execute(platform).scalar_one())
    seal = here.ask.lti.seal
    token = signed_answer(here.db, seal, registration, wanted, items, message)
    picking.answered_at, picking.sealed = now(), b""
    return Answer(token, wanted)
