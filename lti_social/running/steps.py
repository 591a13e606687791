"""The one next thing for a reader in a challenge: of its phase, and of what they did."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lti_social.challenges.models import Challenge
from lti_social.challenges.phases import RUNNING, Phase
from lti_social.cohorts.here import Me
from lti_social.core.errors import N_
from lti_social.running import policy
from lti_social.submissions.models import Submission
from lti_social.submissions.policy import is_in, may_hand_in, may_revise


class Do(StrEnum):
    """What there is to do, or to wait for."""

    soon = "soon"
    hand_in = "hand_in"
    go_on = "go_on"
    late = "late"
    handed = "handed"
    review = "review"
    reviews_come = "reviews_come"
    revise = "revise"
    revised = "revised"
    kept = "kept"
    debrief = "debrief"
    thanks = "thanks"
    watch = "watch"
    look = "look"
    over = "over"

    @property
    def says(self) -> str:
        return SAYS[self][0]

    @property
    def words(self) -> str:
        return SAYS[self][1]

    @property
    def label(self) -> str:
        """Of what leads there; empty where there is nothing to do."""
        return SAYS[self][2]


SAYS = {
    Do.soon: (
        N_("It has not begun yet"),
        N_("Read what it is about: you can hand in once it begins."),
        "",
    ),
    Do.hand_in: (
        N_("Hand in your work"),
        N_("A first version is enough: you revise it once you have read the reviews."),
        N_("Hand in my work"),
    ),
    Do.go_on: (
        N_("Go on with your draft"),
        N_("It is kept. Others see it only once it is handed in."),
        N_("Go on with my draft"),
    ),
    Do.late: (
        N_("You can still hand in"),
        N_("It is marked as late, and reviewed like the others."),
        N_("Hand in my work"),
    ),
    Do.handed: (
        N_("It is handed in"),
        N_("Nothing more to do for now. As long as it is time, you can change it."),
        "",
    ),
    Do.review: (
        N_("Read what others did, and tell them"),
        N_("What works, one question, one suggestion: about ten minutes each."),
        N_("Write the next review"),
    ),
    Do.reviews_come: (
        N_("The reviews of your work are being written"),
        N_("You read them all at the same time. Where one is missing, others step in."),
        "",
    ),
    Do.revise: (
        N_("Revise your work with what you keep of the reviews"),
        N_("Change what you like, even one sentence. Or keep it as it is."),
        N_("Revise my work"),
    ),
    Do.revised: (
        N_("Your revision is there"),
        N_("You can still change it, until the debrief begins."),
        "",
    ),
    Do.kept: (
        N_("Your version is final"),
        N_("Next comes the debrief, together."),
        "",
    ),
    Do.debrief: (
        N_("Look back together"),
        N_("What was planned, what happened, why, and what next time: one line is enough."),
        N_("Write a line in the debrief"),
    ),
    Do.thanks: (N_("You have done your part"), N_("Thank you."), ""),
    Do.watch: (
        N_("See who is where"),
        N_("Who handed in, which reviews are missing, and whom to write to."),
        N_("Open the monitor"),
    ),
    Do.look: (
        N_("Nothing for you to do here"),
        N_("You can read what it is about, and what its authors show."),
        "",
    ),
    Do.over: (N_("It is over"), N_("What was said and shown stays here to read."), ""),
}


@dataclass(frozen=True)
class Mine:
    """A challenge as it stands for one reader. `work` is theirs or their team’s."""

    challenge: Challenge
    phase: Phase
    work: Submission | None
    to_review: int
    review_id: int | None  # the first of these
    debriefed: bool


@dataclass(frozen=True)
class Next:
    """`path` leads there within the cohort; `until` when there is time for it."""

    do: Do
    path: str = ""
    until: datetime | None = None


def next_step(me: Me, it: Mine) -> Next:
    if it.phase is Phase.scheduled:
        return Next(Do.soon, until=it.challenge.opens_at)
    if it.phase not in RUNNING:
        return Next(Do.over)
    for look in (_reads, _hands_in, _revises, _looks_back, _watches):
        if found := look(me, it):
            return found
    return Next(_waiting(it))


def _reads(_: Me, it: Mine) -> Next | None:
    """Before anything else: somebody waits for it."""
    if not it.to_review:
        return None
    until = it.challenge.review_by if it.phase is Phase.reviewing else None
    return Next(Do.review, f"/reviews/{it.review_id}", until)


def _hands_in(me: Me, it: Mine) -> Next | None:
    is_there = it.work is not None and is_in(it.work)
    if is_there or not may_hand_in(me, it.phase, it.work):
        return None
    asked = it.challenge
    until = asked.submit_by if it.phase is Phase.open else asked.revise_by
    return Next(_handing_in(it), f"{asked.path}/hand-in", until)


def _handing_in(it: Mine) -> Do:
    if it.phase is not Phase.open:
        return Do.late
    return Do.hand_in if it.work is None else Do.go_on


def _revises(me: Me, it: Mine) -> Next | None:
    if it.work is None or not may_revise(me, it.phase, it.work):
        return None
    do = Do.revised if it.work.revised_at else Do.revise
    return Next(do, f"{it.challenge.path}/hand-in", it.challenge.revise_by)


def _looks_back(me: Me, it: Mine) -> Next | None:
    """Whoever had a part in it; the team finds the debrief further down the page."""
    asked, had_a_part = it.challenge, it.work is not None and is_in(it.work)
    if it.phase is not Phase.debrief or it.debriefed or not had_a_part:
        return None
    if not policy.may_debrief(me, asked, it.phase):
        return None
    return Next(Do.debrief, f"{asked.path}/debrief", asked.closes_at)


def _watches(me: Me, it: Mine) -> Next | None:
    path = f"{it.challenge.path}/monitor"
    return Next(Do.watch, path) if policy.may_watch(me) else None


def _waiting(it: Mine) -> Do:
    if it.work is None or not is_in(it.work):
        return Do.thanks if it.debriefed else Do.look
    by_phase = {Phase.open: Do.handed, Phase.reviewing: Do.reviews_come}
    by_phase[Phase.revising] = Do.kept
    return by_phase.get(it.phase, Do.thanks)
