"""The doors of gestures: each turns one mark on or off."""

from fastapi import Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.threads import marks, queries
from lti_social.threads.models import Gesture, Post
from lti_social.web.forms import Switch

doors = Doors()


@doors.post("/posts/{post_id}/accept")
def accept(here: Here, post_id: Id, form: Switch) -> Response:
    post = queries.the_post(here, post_id)
    marks.accept(here, queries.the_thread(here, post.thread_id), post, on=form.on)
    return _back_to(here, post)


@doors.post("/posts/{post_id}/endorse")
def endorse(here: Here, post_id: Id, form: Switch) -> Response:
    post = queries.the_post(here, post_id)
    marks.endorse(here, post, on=form.on)
    return _back_to(here, post)


@doors.post("/posts/{post_id}/react/{kind}")
def react(here: Here, post_id: Id, kind: Gesture, form: Switch) -> Response:
    post = queries.the_post(here, post_id)
    marks.react(here, post, kind, on=form.on)
    return _back_to(here, post)


@doors.post("/threads/{thread_id}/follow")
def follow(here: Here, thread_id: Id, form: Switch) -> Response:
    thread = queries.the_thread(here, thread_id)
    marks.follow(here, thread, on=form.on)
    return here.go(thread.path)


@doors.post("/threads/{thread_id}/mute")
def mute(here: Here, thread_id: Id, form: Switch) -> Response:
    thread = queries.the_thread(here, thread_id)
    marks.mute(here, thread, on=form.on)
    return here.go(thread.path)


@doors.post("/threads/{thread_id}/pin")
def pin(here: Here, thread_id: Id, form: Switch) -> Response:
    thread = queries.the_thread(here, thread_id)
    marks.pin(here, thread, on=form.on)
    return here.go(thread.path)


@doors.post("/threads/{thread_id}/lock")
def lock(here: Here, thread_id: Id, form: Switch) -> Response:
    thread = queries.the_thread(here, thread_id)
    marks.lock(here, thread, on=form.on)
    return here.go(thread.path)


def _back_to(here: Here, post: Post) -> Response:
    return here.go(f"/threads/{post.thread_id}#post-{post.id}")
