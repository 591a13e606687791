"""Carrying a trainer's own things over from the course that this one was copied from."""

from sqlalchemy import update

from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import Cohort
from lti_social.core.clock import now
from lti_social.core.errors import N_, Conflict, Forbidden
from lti_social.core.wall import upsert
from lti_social.placements import policy
from lti_social.placements.copying import SETUP, Belongings
from lti_social.placements.forms import Wishes
from lti_social.placements.kinds import WHOLE
from lti_social.placements.models import Former, Kind, Placement
from lti_social.threads.actions import open_thread


def carry_over(
    here: Here, former: Former, theirs: Belongings | None, wishes: Wishes
) -> None:
    """Once for each former course, also if it is nothing that they want."""
    require(policy.may_carry_over(here.me))
    if theirs is None:
        raise Forbidden(policy.ONLY_WHERE_YOU_TEACH)
    if former.answered_at:
        raise Conflict(N_("This was answered already."))
    former.taken = [name for name, wished in wishes if wished]
    former.answered_at, former.answered_by_id = now(), here.me.id
    if wishes.setup:
        setup = {name: getattr(theirs.setup, name) for name in SETUP}
        here.db.execute(update(Cohort).where(Cohort.id == here.cohort.id).values(setup))
    opened: dict[int | None, int] = {}
    if wishes.threads:
        for thread in reversed(theirs.threads):
            again = open_thread(here, thread.kind, thread.title, thread.body)
            opened[thread.id] = again.id
    if wishes.links:
        _place_again(here, theirs, opened)


def _place_again(here: Here, theirs: Belongings, opened: dict[int | None, int]) -> None:
    """The copied links carry the former keys: here they open what is here now. Of a copy's
    copy, both former courses have the same ones: the first answer holds."""
    links = [
        {
            "key": link.key,
            "kind": link.kind,
            "target": opened.get(link.target),
            "member_id": here.me.id,
        }
        for link in theirs.links
        if link.kind in WHOLE or (link.kind is Kind.thread and link.target in opened)
    ]
    if links:
        upsert(here.db, Placement, links, key=Placement.one_per)
