"""The doors of the library, and the page of one card."""

from fastapi import Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.notifications.actions import have_read_of
from lti_social.practices import policy
from lti_social.practices.queries import the_practice
from lti_social.practices.showing import on_card
from lti_social.recalls.showing import on_card as care_of
from lti_social.sharing.showing import on_card as reach_of
from lti_social.trials.showing import on_card as trials_of

doors = Doors("/practices")


@doors.get("/{practice_id}")
def show(here: Here, practice_id: Id) -> Response:
    practice = the_practice(here, practice_id)
    if here.me.waiting:
        here.note(lambda db: have_read_of(db, here.me.id, practice.path))
    return here.page(
        "library/show.html",
        practice=practice,
        policy=policy,
        card=on_card(here, practice),
        reach=reach_of(here, practice),
        care=care_of(here, practice),
        trials=trials_of(here, practice),
    )
