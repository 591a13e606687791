"""The doors of writing a card: new, changed, published, its history."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Query, Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.practices import actions, policy, queries
from lti_social.practices.actions import Said
from lti_social.practices.beginnings import begun_from, blank, made_from
from lti_social.practices.card import CHOICES, FIELDS, LABELS, Licence
from lti_social.practices.comparing import changes
from lti_social.practices.crediting import credit
from lti_social.practices.forms import Talk, Writes
from lti_social.practices.models import Practice, State
from lti_social.resources.anchored import of_practices, offered
from lti_social.resources.queries import some

doors = Doors()

Number = Annotated[int | None, Query(ge=1, le=2**31 - 1)]
LATEST = 2**31 - 1
SAID = {  # what the page of a card says about the write that led to it
    State.draft: "card-kept",
    State.in_review: "card-waits",
    State.published: "card-out",
    State.archived: "saved",
}


@doors.get("/practices/new")
def new(
    here: Here,
    from_post: Number = None,
    from_submission: Number = None,
    inspired_by: Number = None,
    about: Number = None,
) -> Response:
    require(policy.may_write(here.me))
    made = made_from(here, from_post) if from_post else None
    begun = begun_from(here, from_submission) if from_submission else None
    source = queries.the_shown(here, inspired_by) if inspired_by else None
    origin = made or begun
    return here.page(
        "practices/new.html",
        words={**blank(here), **(origin.words if origin else {})},
        drafts=() if origin or source else queries.drafts(here),
        made=made,
        begun=begun,
        from_submission=from_submission,
        source=source,
        chosen=some(here, {about}).values() if about else (),
        cited=queries.names_of(here, {*origin.cited} - {here.me.id}) if origin else (),
        **_to_choose_from(here),
    )


@doors.post("/practices")
def make(here: Here, form: Writes) -> Response:
    made = made_from(here, form.from_post) if form.from_post else None
    begun = begun_from(here, form.from_submission) if form.from_submission else None
    source = queries.the_shown(here, form.inspired_by) if form.inspired_by else None
    cited = {*(made.cited if made else ()), *(begun.cited if begun else ())}
    card = actions.make(here, _said(form), others=form.others, cited=cited, source=source)
    if made:
        actions.note_origin(here, card, made.thread.id, made.post.id)
    if begun:
        begun.note(here, card)
    if form.publish:
        actions.publish(here, card)
    return _on(here, card)


@doors.get("/practices/{practice_id}/edit")
def change(here: Here, practice_id: Id) -> Response:
    card = queries.the_practice(here, practice_id)
    require(policy.may_edit(here.me, writes=queries.writes(here, card)))
    skills = ", ".join(queries.skills_of(here, card))
    return here.page(
        "practices/edit.html",
        practice=card,
        words={name: getattr(card, name) for name in FIELDS} | {"skills": skills},
        anchored=of_practices(here, [card.id]).get(card.id, ()),
        **_to_choose_from(here, card),
    )


@doors.post("/practices/{practice_id}/edit")
def edit(here: Here, practice_id: Id, form: Writes) -> Response:
    card = queries.the_practice(here, practice_id)
    actions.change(here, card, _said(form), form.seen, form.changed)
    if form.others:
        credit(here, card, form.others, writes=True)
    if form.publish:
        actions.publish(here, card)
    return _on(here, card)


@doors.post("/practices/{practice_id}/publish")
def publish(here: Here, practice_id: Id) -> Response:
    card = queries.the_practice(here, practice_id)
    actions.publish(here, card)
    return _on(here, card)


@doors.get("/practices/{practice_id}/history")
def history(here: Here, practice_id: Id, up_to: Number = None) -> Response:
    card = queries.the_practice(here, practice_id)
    versions = queries.versions_of(here, card, up_to or LATEST)
    return here.page(
        "practices/history.html",
        practice=card,
        labels=LABELS,
        choices=CHOICES,
        steps=changes(versions)[: queries.PAGE],
        earlier=versions[-1].number if len(versions) > queries.PAGE else None,
    )


@doors.get("/practices/{practice_id}/delete")
def sure(here: Here, practice_id: Id) -> Response:
    card = queries.the_practice(here, practice_id)
    require(policy.may_delete(here.me, card))
    return here.page("practices/delete.html", practice=card)


@doors.post("/practices/{practice_id}/delete")
def throw_away(here: Here, practice_id: Id) -> Response:
    actions.throw_away(here, queries.the_practice(here, practice_id))
    return here.go("/practices")


@doors.get("/practices/{practice_id}/talk")
def talk_of(here: Here, practice_id: Id) -> Response:
    card = queries.the_shown(here, practice_id)
    if card.thread_id is not None:
        return here.go(f"/threads/{card.thread_id}")
    require(policy.may_talk(here.me))
    return here.page("practices/talk.html", practice=card)


@doors.post("/practices/{practice_id}/talk")
def talk(here: Here, practice_id: Id, form: Talk) -> Response:
    card = queries.the_shown(here, practice_id)
    actions.talk(here, card, form.title, form.body)
    return here.leave(f"/threads/{card.thread_id}")


def _said(form: Writes) -> Said:
    return Said(form.fields, form.skill_words, form.about, form.about_no_more)


def _on(here: Here, card: Practice) -> Response:
    return here.leave(f"{card.path}?said={SAID[card.state]}")


def _to_choose_from(here: Here, card: Practice | None = None) -> Mapping[str, Any]:
    may_credit = card is None or policy.may_credit(here.me, card)
    return {
        "offered": offered(here),
        "in_use": queries.skills_in_use(here),
        "colleagues": queries.colleagues(here, card) if may_credit else (),
        "labels": LABELS,
        "licences": Licence,
    }
