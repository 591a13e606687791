"""The doors of handing in: draft, send, revise, withdraw, show."""

from fastapi import Response

from lti_social.challenges.phases import phase as phase_of
from lti_social.challenges.queries import the_challenge
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.text import to_plain
from lti_social.files.queries import hanging_on_submission
from lti_social.files.taking import take_in
from lti_social.practices.comparing import compared
from lti_social.resources.anchored import of_submissions, offered
from lti_social.submissions import actions, policy, queries
from lti_social.submissions.actions import Work
from lti_social.submissions.becoming import became
from lti_social.submissions.forms import HandIn
from lti_social.submissions.hiding import hiding_of
from lti_social.submissions.models import Submission
from lti_social.web.forms import Switch

doors = Doors()


@doors.get("/challenges/{challenge_id}/hand-in")
def write(here: Here, challenge_id: Id) -> Response:
    challenge = the_challenge(here, challenge_id)
    mine, phase = queries.mine(here, challenge), phase_of(challenge, now())
    revises = mine is not None and policy.may_revise(here.me, phase, mine)
    require(revises or policy.may_hand_in(here.me, phase, mine))
    by_team = challenge.format.is_by_team
    files = hanging_on_submission(here, mine.id) if mine else ()
    return here.page(
        "submissions/hand_in.html",
        challenge=challenge,
        mine=mine,
        revises=revises,
        is_late=phase in policy.LATE and not revises,
        plain=to_plain(mine.body) if mine else "",
        seen=queries.stamp(mine, (file.file_id for file in files)),
        team=queries.team_of(here, challenge) if by_team else None,
        by_team=by_team,
        beside=queries.beside(here, challenge, mine),
        cards=queries.cards_for(here, mine),
        files=files,
        anchored=of_submissions(here, [mine.id]).get(mine.id, ()) if mine else (),
        offered=offered(here),
    )


@doors.post("/challenges/{challenge_id}/hand-in", read=take_in)
def hand_in(here: Here, challenge_id: Id, form: HandIn) -> Response:
    challenge = the_challenge(here, challenge_id)
    phase = phase_of(challenge, now())
    mine = queries.mine(here, challenge)
    revises = mine is not None and policy.may_revise(here.me, phase, mine)
    if mine is None or not revises:
        mine = actions.begin(here, challenge, phase, mine)
    sends = form.send or policy.is_in(mine)  # what is in never says what no version says
    if sends:
        form.require_something(has_files=queries.has_files(here.db, mine, form.leaves))
    actions.write(here, challenge, mine, _work(form, mine))
    if revises:
        actions.revise(here, phase, mine)
    elif sends:
        actions.hand_in(here, challenge, phase, mine)
    return here.leave(mine.path if sends else f"{challenge.path}/hand-in?said=saved")


def _work(form: HandIn, mine: Submission) -> Work:
    return Work(
        title=form.title,
        body=form.instead_of(mine.body),
        links=form.addresses,
        practice_id=form.practice,
        files=form.goes,
        files_off=form.leaves,
        about=form.about,
        about_no_more=form.about_no_more,
        seen=form.seen,
    )


@doors.get("/submissions/{submission_id}")
def show(here: Here, submission_id: Id) -> Response:
    work = queries.the_submission(here, submission_id)
    challenge = the_challenge(here, work.challenge_id)
    authors = queries.authors_of(here.db, work)
    return here.page(
        "submissions/show.html",
        work=work,
        challenge=challenge,
        phase=phase_of(challenge, now()),
        authors=authors,
        is_mine=here.me.id in authors.ids,
        shown_from=queries.shown_from(challenge),
        shows=queries.shows(here, work),
        files=hanging_on_submission(here, work.id),
        anchored=of_submissions(here, [work.id]).get(work.id, ()),
        card=queries.card_of(here, work),
        became=became(here, work),
        hidden=hiding_of(here.db, work) is not None,
        policy=policy,
    )


@doors.get("/submissions/{submission_id}/changes")
def changes(here: Here, submission_id: Id) -> Response:
    """Of what stands there now, beside what was handed in first."""
    work = queries.with_its_versions(here, submission_id)
    first = queries.version(here.db, work, 1)
    if first is None:
        raise NotFound
    return here.page(
        "submissions/changes.html",
        work=work,
        first=first,
        pieces=compared(to_plain(first.body), to_plain(work.body)),
    )


@doors.post("/submissions/{submission_id}/withdraw")
def withdraw(here: Here, submission_id: Id) -> Response:
    mine = queries.my_submission(here, submission_id)
    challenge = the_challenge(here, mine.challenge_id)
    actions.withdraw(here, phase_of(challenge, now()), mine)
    return here.go(challenge.path)


@doors.post("/submissions/{submission_id}/keep")
def keep(here: Here, submission_id: Id) -> Response:
    mine = queries.my_submission(here, submission_id)
    challenge = the_challenge(here, mine.challenge_id)
    actions.keep(here, phase_of(challenge, now()), mine)
    return here.go(challenge.path)


@doors.post("/submissions/{submission_id}/showcase")
def showcase(here: Here, submission_id: Id, form: Switch) -> Response:
    mine = queries.my_submission(here, submission_id)
    actions.show(here, mine, on=form.on)
    return here.go(f"{mine.path}?said=saved")


@doors.get("/challenges/{challenge_id}/showcase")
def shown(here: Here, challenge_id: Id) -> Response:
    challenge = the_challenge(here, challenge_id)
    return here.page(
        "submissions/showcase.html",
        challenge=challenge,
        works=queries.showcased(here, challenge),
    )
