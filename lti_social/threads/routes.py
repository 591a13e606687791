"""The doors of threads."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.core.text import to_plain
from lti_social.files.queries import hanging_on
from lti_social.files.taking import take_in
from lti_social.resources.anchored import in_brief, of_threads, offered
from lti_social.resources.queries import some
from lti_social.threads import actions, policy, queries
from lti_social.threads.forms import Answer, Edit, NewThread
from lti_social.threads.listing import CURSOR, Cursor, Show, listing
from lti_social.threads.models import Kind
from lti_social.threads.showing import pieces
from lti_social.threads.talking import page_with, talk

doors = Doors()

After = Annotated[int, Query(ge=0, le=2**31 - 1)]
Place = Annotated[str | None, Query(pattern=CURSOR)]
About = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


@doors.get("/threads")
def index(here: Here, show: Show = Show.all, older: Place = None) -> Response:
    page = listing(here, show, Cursor.read(older))
    return here.page(
        "threads/index.html",
        page=page,
        show=show,
        may_open=policy.may_open(here.me),
        anchored=of_threads(here, [row.id for row in (*page.waiting, *page.rows)]),
        in_brief=in_brief,
    )


@doors.get("/threads/new")
def new(here: Here, kind: Kind = Kind.question, about: About = None) -> Response:
    require(policy.may_open(here.me))
    chosen = some(here, {about}) if about else {}
    return here.page(
        "threads/new.html", kind=kind, chosen=chosen.values(), offered=offered(here)
    )


@doors.post("/threads", read=take_in)
def open_thread(here: Here, form: NewThread) -> Response:
    thread = actions.open_thread(
        here, form.kind, form.title, form.body, form.goes, form.about
    )
    return here.leave(thread.path)


@doors.get("/threads/{thread_id}")
def show(here: Here, thread_id: Id, after: After = 0) -> Response:
    found = talk(here, thread_id, after)
    return here.page(
        "threads/show.html",
        talk=found,
        thread=found.thread,
        pieces=pieces(here, found),
        anchored=of_threads(here, [thread_id]).get(thread_id, ()),
        policy=policy,
    )


@doors.post("/threads/{thread_id}/posts", read=take_in)
def answer(here: Here, thread_id: Id, form: Answer) -> Response:
    thread = queries.the_thread(here, thread_id)
    post = actions.answer(here, thread, form.body, form.parent, form.goes)
    onward = here.leave if form.parent else here.go  # a reply has a page of its own
    return onward(page_with(here, post))


@doors.get("/posts/{post_id}")
def link(here: Here, post_id: Id) -> Response:
    """The lasting address of a post: its thread, at the right page."""
    return here.go(page_with(here, queries.any_post(here, post_id)))


@doors.get("/posts/{post_id}/reply")
def reply(here: Here, post_id: Id) -> Response:
    post = queries.the_post(here, post_id)
    thread = queries.the_thread(here, post.thread_id)
    require(policy.may_answer(here.me, locked=queries.is_locked(here, thread)))
    return here.page("threads/reply.html", post=post, thread=thread)


@doors.get("/posts/{post_id}/edit")
def change(here: Here, post_id: Id) -> Response:
    post = queries.the_post(here, post_id)
    require(policy.may_edit(here.me, post))
    return here.page(
        "threads/edit.html",
        post=post,
        plain=to_plain(post.body),
        files=hanging_on(here, post.id),
        anchored=of_threads(here, [post.thread_id]).get(post.thread_id, ()),
        offered=offered(here) if post.opens else (),
        thread=queries.the_thread(here, post.thread_id),
    )


@doors.post("/posts/{post_id}/edit", read=take_in)
def edit(here: Here, post_id: Id, form: Edit) -> Response:
    post = queries.the_post(here, post_id)
    actions.edit(here, post, form.instead_of(post.body), form.goes, form.leaves)
    actions.say_what_about(here, post, form.about, form.about_no_more)
    return here.leave(f"/threads/{post.thread_id}#post-{post.id}")


@doors.get("/posts/{post_id}/history")
def history(here: Here, post_id: Id) -> Response:
    post = queries.the_post(here, post_id)
    return here.page(
        "threads/history.html",
        post=post,
        versions=queries.versions_of(here, post),
        thread=queries.the_thread(here, post.thread_id),
    )


@doors.get("/posts/{post_id}/delete")
def sure(here: Here, post_id: Id) -> Response:
    post = queries.the_post(here, post_id)
    require(policy.may_take_back(here.me, post))
    return here.page(
        "threads/delete.html", post=post, thread=queries.the_thread(here, post.thread_id)
    )


@doors.post("/posts/{post_id}/delete")
def take_back(here: Here, post_id: Id) -> Response:
    post = queries.the_post(here, post_id)
    actions.take_back(here, post)
    return here.go(f"/threads/{post.thread_id}#post-{post.id}")
