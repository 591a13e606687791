"""The doors of what reaches whom: a member's own choices, and the cohort's digest."""

from fastapi import Response

from lti_social.cohorts.doors import Doors
from lti_social.cohorts.here import Here, require
from lti_social.cohorts.reaching import address_of, stop_of
from lti_social.notifications import actions, policy, queries
from lti_social.notifications.due import EARLIEST, LATEST, USUAL, Times
from lti_social.notifications.forms import Choices, NewRhythm
from lti_social.notifications.models import ALWAYS, LABELS, OF_TEAM, Reach
from lti_social.notifications.saying import days_of, hour_of

doors = Doors()


@doors.get("/me/notices")
def choices(here: Here) -> Response:
    kinds = [kind for kind in LABELS if here.me.teaches or kind not in OF_TEAM]
    return here.page(
        "notifications/choices.html",
        kinds=[(kind, LABELS[kind], kind in ALWAYS) for kind in kinds],
        chosen=queries.my_reach(here),
        usual=Reach.digest,
        address=address_of(here.db, here.me.person_id),
        stop=stop_of(here.db, here.me.person_id),
        times=_said(here),
        can_send=here.ask.lti.mailer is not None,
    )


@doors.post("/me/notices")
def choose(here: Here, form: Choices) -> Response:
    actions.choose(here, form.reach, mail=form.mail)
    return here.go("/me/notices?said=saved")


@doors.get("/settings/digest")
def rhythm(here: Here) -> Response:
    require(policy.may_set_rhythm(here.me))
    times = _times(here)
    return here.page(
        "notifications/rhythm.html",
        days=[(day, days_of(day, here.ask.locale), day in times.days) for day in "12345"],
        hours=[(h, hour_of(h, here.ask.locale)) for h in range(EARLIEST, LATEST + 1)],
        hour=times.hour,
        times=_said(here),
        can_send=here.ask.lti.mailer is not None,
    )


@doors.post("/settings/digest")
def set_rhythm(here: Here, form: NewRhythm) -> Response:
    actions.set_rhythm(here, Times(form.days, form.hour))
    return here.go("/settings/digest?said=saved")


def _times(here: Here) -> Times:
    row = queries.rhythm(here)
    return Times(row.days, row.hour) if row else USUAL


def _said(here: Here) -> tuple[str, str] | None:
    """The days and the hour of the cohort's digest in words; None: there is none."""
    times = _times(here)
    if not times.days:
        return None
    return days_of(times.days, here.ask.locale), hour_of(times.hour, here.ask.locale)
