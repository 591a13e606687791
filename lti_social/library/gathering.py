"""The doors of collections: cards that somebody put together for the others."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.core.errors import Invalid
from lti_social.library import actions, policy, queries
from lti_social.library.forms import NAME_IT, Move, Note, Putting, Words
from lti_social.library.listing import beside
from lti_social.library.queries import NEWEST, PAGE
from lti_social.library.showing import in_list
from lti_social.practices.queries import the_shown

doors = Doors()

Before = Annotated[int, Query(ge=1, le=NEWEST)]


@doors.get("/collections")
def index(here: Here, before: Before = NEWEST) -> Response:
    rows = queries.collections(here, before)
    return here.page(
        "library/collections.html",
        rows=rows[:PAGE],
        older=rows[PAGE - 1].id if len(rows) > PAGE else None,
        is_first=before == NEWEST,
        may_gather=policy.may_gather(here.me),
    )


@doors.get("/collections/new")
def new(here: Here) -> Response:
    require(policy.may_gather(here.me))
    return here.page("library/words.html", collection=None)


@doors.post("/collections")
def begin(here: Here, form: Words) -> Response:
    return here.leave(actions.begin(here, form.title, form.aim).path)


@doors.post("/practices/{practice_id}/collect")
def put_in(here: Here, practice_id: Id, form: Putting) -> Response:
    practice = the_shown(here, practice_id)
    if form.collection:
        collection = queries.the_collection(here, form.collection)
    elif form.title:
        collection = actions.begin(here, form.title)
    else:
        raise Invalid(fields={"title": NAME_IT})
    actions.put_in(here, collection, practice, form.note)
    return here.leave(f"{practice.path}?said=saved#t-keep")


@doors.get("/collections/{collection_id}")
def show(here: Here, collection_id: Id) -> Response:
    collection = queries.the_collection(here, collection_id)
    rows = queries.cards_in(here, collection)
    return here.page(
        "library/collection.html",
        collection=collection,
        by=queries.maker_of(here, collection),
        rows=rows,
        beside=beside(here, [row for row in rows if row.is_shown]),
        in_list=in_list,
        may_edit=policy.may_edit(here.me, collection),
        may_delete=policy.may_delete(here.me, collection),
    )


@doors.get("/collections/{collection_id}/edit")
def change(here: Here, collection_id: Id) -> Response:
    collection = queries.the_collection(here, collection_id)
    require(policy.may_edit(here.me, collection))
    return here.page("library/words.html", collection=collection)


@doors.post("/collections/{collection_id}/edit")
def edit(here: Here, collection_id: Id, form: Words) -> Response:
    collection = queries.the_collection(here, collection_id)
    actions.change(here, collection, form.title, form.aim)
    return here.leave(f"{collection.path}?said=saved")


@doors.post("/collections/{collection_id}/cards/{practice_id}")
def say_why(here: Here, collection_id: Id, practice_id: Id, form: Note) -> Response:
    collection = queries.the_collection(here, collection_id)
    place = queries.the_place(here, collection, practice_id)
    actions.say_why(here, collection, place, form.note)
    return here.go(f"{collection.path}?said=saved#card-{practice_id}")


@doors.post("/collections/{collection_id}/cards/{practice_id}/move")
def move(here: Here, collection_id: Id, practice_id: Id, form: Move) -> Response:
    collection = queries.the_collection(here, collection_id)
    place = queries.the_place(here, collection, practice_id)
    actions.move(here, collection, place, up=form.up)
    return here.go(f"{collection.path}#card-{practice_id}")


@doors.post("/collections/{collection_id}/cards/{practice_id}/take-out")
def take_out(here: Here, collection_id: Id, practice_id: Id) -> Response:
    collection = queries.the_collection(here, collection_id)
    place = queries.the_place(here, collection, practice_id)
    actions.take_out(here, collection, place)
    return here.go(f"{collection.path}?said=saved")


@doors.get("/collections/{collection_id}/delete")
def sure(here: Here, collection_id: Id) -> Response:
    collection = queries.the_collection(here, collection_id)
    require(policy.may_delete(here.me, collection))
    return here.page("library/delete.html", collection=collection)


@doors.post("/collections/{collection_id}/delete")
def delete(here: Here, collection_id: Id) -> Response:
    actions.delete(here, queries.the_collection(here, collection_id))
    return here.go("/collections?said=saved")
