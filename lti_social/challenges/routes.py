"""The doors of making a challenge: what it asks, its rubric, its dates, its example."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Query, Response

from lti_social.challenges import actions, dates, deciding, policy, queries
from lti_social.challenges.actions import Asks
from lti_social.challenges.filling import as_it_is, begun_with, usual_dates
from lti_social.challenges.forms import MOST_CRITERIA, MOST_REVIEWS, Example, Makes
from lti_social.challenges.models import Challenge, Format, Standing, Told
from lti_social.challenges.patterns import Pattern, patterns
from lti_social.challenges.showing import PARTS
from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.resources.anchored import of_challenges, offered
from lti_social.web.i18n import LANGUAGES

doors = Doors("/challenges")

Chosen = Annotated[str, Query(max_length=40)]
BLANK = "blank"


@doors.get("/new")
def new(here: Here, pattern: Chosen = "", language: Chosen = "") -> Response:
    """First what to begin with, then the form."""
    require(policy.may_propose(here.me))
    spoken = language if language in LANGUAGES else here.ask.locale
    makes = policy.may_make(here.me)
    if not pattern:
        offers = patterns(spoken).values()
        return here.page(
            "challenges/begin.html", patterns=offers, spoken=spoken, makes=makes
        )
    made = patterns(spoken).get(pattern)
    usual = usual_dates(now(), here.cohort.zone)
    return here.page(
        "challenges/new.html",
        it=begun_with(made, usual),
        pattern=f"{spoken}/{made.key}" if made else "",
        makes=makes,
        **_to_choose_from(here),
    )


@doors.post("")
def make(here: Here, form: Makes) -> Response:
    """By a learner: a proposal."""
    form.require_rubric()
    makes = policy.may_make(here.me)
    challenge = (actions.make if makes else actions.propose)(here, _asks(here, form))
    if makes and (made := _pattern(form.pattern)):
        actions.exemplify_by(here, challenge, made.example, made.found)
    if form.announce:
        deciding.announce(here, challenge)
    said = "challenge-proposed" if not makes else _said(challenge)
    return here.leave(f"{challenge.path}?said={said}")


@doors.get("/{challenge_id}/edit")
def change(here: Here, challenge_id: Id) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    require(policy.may_change(here.me, challenge))
    criteria = queries.criteria_of(here, challenge)
    return here.page(
        "challenges/edit.html",
        challenge=challenge,
        it=as_it_is(challenge, criteria, here.cohort.zone),
        seen=queries.stamp(challenge, criteria),
        makes=challenge.standing is not Standing.proposed,
        may_announce=policy.may_announce(here.me),
        anchored=of_challenges(here, [challenge.id]).get(challenge.id, ()),
        **_to_choose_from(here),
    )


@doors.post("/{challenge_id}/edit")
def edit(here: Here, challenge_id: Id, form: Makes) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    form.require_rubric()
    asks = _asks(here, form, challenge)
    actions.change(here, challenge, asks, form.seen, fixed=form.fixed)
    if form.announce:
        deciding.announce(here, challenge)
    return here.leave(f"{challenge.path}?said={_said(challenge)}")


@doors.get("/{challenge_id}/example")
def example(here: Here, challenge_id: Id) -> Response:
    """What reviewers try the rubric on, before their first review."""
    challenge = queries.the_challenge(here, challenge_id)
    require(policy.may_change(here.me, challenge))
    said = challenge.example or {"text": "", "found": {}}
    return here.page(
        "challenges/example.html",
        challenge=challenge,
        text=said["text"],
        found=said["found"],
        criteria=queries.criteria_of(here, challenge),
    )


@doors.post("/{challenge_id}/example")
def exemplify(here: Here, challenge_id: Id, form: Example) -> Response:
    challenge = queries.the_challenge(here, challenge_id)
    actions.exemplify(here, challenge, form.text, form.found)
    return here.leave(f"{challenge.path}?said=saved")


def _asks(here: Here, form: Makes, known: Challenge | None = None) -> Asks:
    """Dates where they are chosen: of a draft. The team says those of what is proposed."""
    draws_up = known.standing is Standing.draft if known else policy.may_make(here.me)
    kept, zone = queries.dates_of(known) if known else {}, here.cohort.zone
    return Asks(
        words={
            "title": form.title,
            "why": form.worth,
            "objective": form.objective,
            "brief": form.instead_of(known.brief if known else ""),
        },
        rules={
            "format": form.shape,
            "wanted": form.wanted,
            "blind": form.blind,
            "rule": list(form.rule),
            "told": form.told,
            "maximum": form.maximum,
        },
        rubric=form.rubric,
        dates=dates.read(form.dates, zone, kept, now()) if draws_up else {},
        about=form.about,
        about_no_more=form.about_no_more,
    )


def _pattern(named: str) -> Pattern | None:
    """By language and key, as the form says it."""
    language, _, key = named.partition("/")
    return patterns(language).get(key) if language in LANGUAGES else None


def _said(challenge: Challenge) -> str:
    is_draft = challenge.standing is Standing.draft
    return "challenge-kept" if is_draft else "saved"


def _to_choose_from(here: Here) -> Mapping[str, Any]:
    return {
        "offered": offered(here),
        "formats": Format,
        "tells": Told,
        "parts": PARTS,
        "labels": dates.LABELS,
        "most_criteria": MOST_CRITERIA,
        "most_reviews": MOST_REVIEWS,
    }
