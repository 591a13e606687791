"""The doors of the library, and the page of one card."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.library import actions
from lti_social.library.choices import choices
from lti_social.library.forms import Filters, Show
from lti_social.library.listing import listing
from lti_social.library.showing import in_list
from lti_social.library.showing import on_card as keeping_of
from lti_social.notifications.actions import have_read_of
from lti_social.practices import policy, queries
from lti_social.practices.card import CHOICES, Language
from lti_social.practices.models import Maturity
from lti_social.practices.showing import on_card
from lti_social.recalls.showing import on_card as care_of
from lti_social.resources.anchored import of_practices
from lti_social.resources.queries import the_entry
from lti_social.sharing.policy import may_see_all
from lti_social.sharing.showing import on_card as reach_of
from lti_social.trials.showing import on_card as trials_of
from lti_social.web.forms import Switch

doors = Doors()

LANGUAGES = {one: CHOICES[one] for one in Language}


Asked = Annotated[Filters, Query()]


@doors.get("/practices")
def index(here: Here, filters: Asked) -> Response:
    page = listing(here, filters)
    reads_first = policy.may_see_waiting(here.me)
    return here.page(
        "library/index.html",
        page=page,
        filters=filters,
        skill=page.words_of(filters.skill),
        resource=the_entry(here, filters.resource) if filters.resource else None,
        anchored=of_practices(here, [row.id for row in page.rows]),
        in_list=in_list,
        drafts=queries.drafts(here) if filters.show is Show.mine else (),
        waiting=queries.how_many_wait(here) if reads_first else 0,
        languages=LANGUAGES,
        may_write=policy.may_write(here.me),
        may_see_shared=may_see_all(here.me),
    )


@doors.get("/practices/filters")
def narrow(here: Here, filters: Asked) -> Response:
    """A page of its own: it costs more the more cards there are."""
    return here.page(
        "library/filters.html",
        filters=filters,
        choices=choices(here),
        maturities=Maturity,
        languages=LANGUAGES,
    )


@doors.get("/practices/{practice_id}")
def show(here: Here, practice_id: Id) -> Response:
    practice = queries.the_practice(here, practice_id)
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
        keeping=keeping_of(here, practice),
    )


@doors.get("/me/saved")
def saved(here: Here) -> Response:
    return here.go(f"/practices?show={Show.saved}")


@doors.post("/practices/{practice_id}/saved")
def save(here: Here, practice_id: Id, form: Switch) -> Response:
    practice = queries.the_shown(here, practice_id)
    actions.save(here, practice, on=form.on)
    return here.go(f"{practice.path}?said=noted#t-keep")
