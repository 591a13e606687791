"""The doors of what comes back later, and of looking after a card."""

from fastapi import Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.practices.queries import the_practice
from lti_social.recalls import actions, caring, queries
from lti_social.recalls.forms import Answer, NewReview, Wish
from lti_social.recalls.models import Habit
from lti_social.recalls.queries import the_offered
from lti_social.web.forms import Switch

doors = Doors()


@doors.get("/me/recalls")
def index(here: Here) -> Response:
    recalls = queries.all_for(here)
    return here.page("recalls/index.html", recalls=recalls, habits=Habit)


@doors.post("/me/recalls/{practice_id}/answer")
def answer(here: Here, practice_id: Id, form: Answer) -> Response:
    actions.answer(here, the_practice(here, practice_id).id, form.habit)
    return here.go("/me/recalls?said=noted")


@doors.post("/me/recalls/{practice_id}/not-now")
def not_now(here: Here, practice_id: Id) -> Response:
    actions.not_now(here, the_practice(here, practice_id).id)
    return here.go("/me/recalls")


@doors.post("/me/recalls/{practice_id}/stop")
def stop(here: Here, practice_id: Id) -> Response:
    actions.stop(here, the_practice(here, practice_id).id)
    return here.go("/me/recalls?said=asks-no-more")


@doors.post("/practices/{practice_id}/care")
def care(here: Here, practice_id: Id, form: Switch) -> Response:
    card = the_offered(here, practice_id)
    (caring.take if form.on else caring.leave)(here, card)
    return here.go(card.path)


@doors.post("/practices/{practice_id}/review")
def review(here: Here, practice_id: Id, form: NewReview) -> Response:
    card = the_offered(here, practice_id)
    caring.review_on(here, card, form.review_on)
    return here.go(f"{card.path}?said=saved")


@doors.post("/practices/{practice_id}/holds")
def holds(here: Here, practice_id: Id) -> Response:
    card = the_offered(here, practice_id)
    caring.still_holds(here, card)
    return here.go(f"{card.path}?said=saved")


@doors.post("/practices/{practice_id}/ask-for-update")
def ask(here: Here, practice_id: Id, form: Wish) -> Response:
    card = the_offered(here, practice_id)
    caring.ask(here, card, form.reason)
    return here.go(f"{card.path}?said=update-asked")
