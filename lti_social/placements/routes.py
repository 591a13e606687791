"""The doors of the picker, of a copied course, and of one member's contributions."""

from typing import Annotated

from fastapi import Query, Response

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.placements import actions, carrying, policy, queries
from lti_social.placements.arriving import wanted_of
from lti_social.placements.copying import belongings
from lti_social.placements.forms import Choice, Wishes, Wording
from lti_social.placements.kinds import of_kind
from lti_social.placements.models import Kind
from lti_social.placements.queries import NEWEST, PAGE
from lti_social.threads.actions import open_thread
from lti_social.threads.forms import NewThread
from lti_social.threads.models import Kind as ThreadKind
from lti_social.web.edge import policy as content_policy

doors = Doors()

Before = Annotated[int, Query(ge=1, le=NEWEST)]
Words = Annotated[str, Query(max_length=100)]


@doors.get("/place/{picking_id}")
def choose(here: Here, picking_id: Id, q: Words = "", before: Before = NEWEST) -> Response:
    picking = queries.the_picking(here, picking_id)
    require(policy.may_place(here.me), policy.ONLY_TRAINERS)
    require(policy.may_choose(here.me, picking), policy.NOT_YOURS)
    if picking.answered_at:
        return here.page("placements/sent.html")
    threads = queries.threads_to_place(here, q.strip(), before)
    return here.page(
        "placements/choose.html",
        picking=picking,
        wanted=wanted_of(here.ask, picking),
        of_kind=of_kind,
        words=q.strip(),
        resources=queries.resources_to_place(here, q.strip()),
        practices=queries.practices_to_place(here, q.strip()),
        challenges=queries.challenges_to_place(here, q.strip()),
        threads=threads[:PAGE],
        older=threads[PAGE - 1].id if len(threads) > PAGE else None,
        chosen={(one.kind.value, one.target) for one in picking.picks},
    )


@doors.post("/place/{picking_id}/picks")
def pick(here: Here, picking_id: Id, form: Choice) -> Response:
    picking = queries.the_picking(here, picking_id)
    actions.pick(here, picking, form.what, form.target)
    return here.go(f"/place/{picking_id}")


@doors.get("/place/{picking_id}/new")
def write(here: Here, picking_id: Id, kind: ThreadKind = ThreadKind.discussion) -> Response:
    picking = queries.the_picking(here, picking_id)
    require(policy.may_choose(here.me, picking), policy.NOT_YOURS)
    return here.page("placements/new.html", picking=picking, kind=kind)


@doors.post("/place/{picking_id}/threads")
def open_and_pick(here: Here, picking_id: Id, form: NewThread) -> Response:
    picking = queries.the_picking(here, picking_id)
    require(policy.may_choose(here.me, picking), policy.NOT_YOURS)
    thread = open_thread(here, form.kind, form.title, form.body)
    actions.pick(here, picking, Kind.thread, thread.id)
    return here.leave(f"/place/{picking_id}")


@doors.get("/place/{picking_id}/picks/{number}")
def wording(here: Here, picking_id: Id, number: Id) -> Response:
    picking = queries.the_picking(here, picking_id)
    require(policy.may_choose(here.me, picking), policy.NOT_YOURS)
    if picking.answered_at:
        return here.page("placements/sent.html")
    pick, wanted = actions.the_pick(picking, number), wanted_of(here.ask, picking)
    return here.page(
        "placements/wording.html", picking=picking, pick=pick, number=number, wanted=wanted
    )


@doors.post("/place/{picking_id}/picks/{number}")
def reword(here: Here, picking_id: Id, number: Id, form: Wording) -> Response:
    picking = queries.the_picking(here, picking_id)
    actions.reword(here, picking, number, form)
    return here.leave(f"/place/{picking_id}")


@doors.post("/place/{picking_id}/picks/{number}/drop")
def drop(here: Here, picking_id: Id, number: Id) -> Response:
    actions.drop(here, queries.the_picking(here, picking_id), number)
    return here.go(f"/place/{picking_id}")


@doors.post("/place/{picking_id}/send")
def send(here: Here, picking_id: Id) -> Response:
    return _carried(here, actions.send(here, queries.the_picking(here, picking_id)))


@doors.post("/place/{picking_id}/cancel")
def cancel(here: Here, picking_id: Id) -> Response:
    return _carried(here, actions.cancel(here, queries.the_picking(here, picking_id)))


@doors.get("/former")
def former(here: Here) -> Response:
    require(policy.may_carry_over(here.me))
    known = [
        (one, belongings(here.ask, one.course_id, here.me.person_id))
        for one in queries.formers(here)
    ]
    taught = [(one, theirs) for one, theirs in known if theirs]
    return here.page("placements/former.html", formers=taught)


@doors.post("/former/{former_id}")
def carry_over(here: Here, former_id: Id, form: Wishes) -> Response:
    former = queries.the_former(here, former_id)
    theirs = belongings(here.ask, former.course_id, here.me.person_id)
    carrying.carry_over(here, former, theirs, form)
    return here.leave("/former?said=saved" if former.taken else "")


@doors.get("/members/{member_id}/posts")
def contributions(here: Here, member_id: Id, before: Before = NEWEST) -> Response:
    member = queries.the_member(here, member_id)
    require(policy.may_review(here.me, member.id), policy.ONLY_OWN_WORK)
    posts = queries.posts_of(here, member, before)
    return here.page(
        "placements/contributions.html",
        member=member,
        posts=posts[:PAGE],
        older=posts[PAGE - 1].id if len(posts) > PAGE else None,
    )


def _carried(here: Here, answer: actions.Answer) -> Response:
    """The page that posts itself to the LMS: the one page of ours that may post there."""
    page = here.page("placements/answer.html", answer=answer)
    frames = here.ask.request.state.frame_origins
    to = dict.fromkeys([answer.wanted.origin, *frames])
    page.headers["Content-Security-Policy"] = content_policy(frames, posts_to=[*to])
    return page
