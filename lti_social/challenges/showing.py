"""What the page of a challenge tells of what is asked, and of what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from lti_social.challenges import policy, queries
from lti_social.challenges.dates import LABELS
from lti_social.challenges.forms import CALLED
from lti_social.challenges.lacking import lacking
from lti_social.challenges.models import Challenge, Standing, Step
from lti_social.challenges.phases import Phase
from lti_social.cohorts.here import Here
from lti_social.core.clock import now
from lti_social.core.errors import N_
from lti_social.core.rows import AnyRow
from lti_social.resources.anchored import Anchored, of_challenges

PARTS = {  # of a rule
    "submitted": N_("hand something in"),
    "reviewed": N_("write the reviews"),
    "revised": N_("revise, or keep it as it is"),
    "debriefed": N_("say something in the debrief"),
}
FIELDS = {**CALLED, **LABELS}
SAID = {  # what somebody decided
    Step.proposed: N_("Proposed"),
    Step.accepted: N_("Accepted"),
    Step.declined: N_("Declined"),
    Step.announced: N_("Announced"),
    Step.extended: N_("Put off"),
    Step.cancelled: N_("Cancelled"),
    Step.archived: N_("Archived"),
    Step.lowered: N_("Fewer reviews are needed"),
}


class Stretch(NamedTuple):
    """One of the four steps on the way: until when, and whether it is `done` or `here`."""

    words: str
    starts: datetime | None
    ends: datetime | None
    done: bool
    here: bool


class May(NamedTuple):
    """What policy answers about one reader and one challenge."""

    change: bool
    announce: bool
    put_off: bool
    cancel: bool
    delete: bool
    archive: bool
    decide: bool
    arrange: bool
    gather: bool


@dataclass(frozen=True)
class Asked:
    """`lacking` says what a draft needs before it can be announced, to those who may change
    it: by sentence, what the fields are called that it is said of. `moved` has the later
    dates of a step that put them off, by their labels."""

    by: str
    criteria: Sequence[AnyRow]
    anchored: Sequence[Anchored]
    steps: Sequence[AnyRow]
    moved: Mapping[int, Sequence[tuple[str, datetime]]]
    teams: Mapping[tuple[int, str], Sequence[AnyRow]]
    stretches: Sequence[Stretch]
    lacking: Mapping[str, Sequence[str]]
    may: May
    parts: Mapping[str, str] = field(default_factory=lambda: PARTS)
    said: Mapping[Step, str] = field(default_factory=lambda: SAID)


def asked(here: Here, challenge: Challenge, phase: Phase) -> Asked:
    criteria, steps = (
        queries.criteria_of(here, challenge),
        queries.steps_of(here, challenge),
    )
    accepted = any(row.step is Step.accepted for row in steps)
    may = _may(here, challenge, phase, accepted=accepted)
    is_theirs = challenge.standing is Standing.draft and may.change
    missing = lacking(challenge, criteria) if is_theirs else {}
    return Asked(
        by=queries.name_of(here, challenge.author_id),
        criteria=criteria,
        anchored=of_challenges(here, [challenge.id]).get(challenge.id, ()),
        steps=steps,
        moved={row.id: _moved(row) for row in steps if row.step is Step.extended},
        teams=queries.teams_of(here, challenge) if challenge.format.is_by_team else {},
        stretches=_stretches(challenge, phase),
        lacking=_by_sentence(missing),
        may=may,
    )


def _by_sentence(missing: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    said: dict[str, list[str]] = {}
    for name, sentence in missing.items():
        said.setdefault(sentence, []).append(FIELDS[name])
    return said


def _moved(row: AnyRow) -> list[tuple[str, datetime]]:
    return [
        (LABELS[name], datetime.fromisoformat(after))
        for name, (_, after) in row.detail.items()
    ]


def _stretches(it: Challenge, phase: Phase) -> list[Stretch]:
    at, is_out = now(), it.standing is Standing.announced
    ends = (
        (Phase.open.words, it.opens_at, it.submit_by),
        (Phase.reviewing.words, it.submit_by, it.review_by),
        (Phase.revising.words, it.review_by, it.revise_by),
        (Phase.debrief.words, it.revise_by, it.closes_at),
    )
    return [
        Stretch(
            words=words,
            starts=start,
            ends=end,
            done=is_out and end is not None and end <= at,
            here=phase.words == words,
        )
        for words, start, end in ends
    ]


def _may(here: Here, challenge: Challenge, phase: Phase, *, accepted: bool) -> May:
    leads = policy.may_lead(here.me)
    return May(
        change=policy.may_change(here.me, challenge),
        announce=policy.may_announce(here.me) and phase is Phase.draft,
        put_off=leads and phase in policy.ANNOUNCED,
        cancel=leads and phase in policy.ANNOUNCED,
        delete=policy.may_throw_away(here.me, challenge, accepted=accepted),
        archive=leads and phase in policy.DONE,
        decide=leads and phase is Phase.proposed,
        arrange=policy.may_see_teams(here.me),
        gather=leads and phase in policy.CHANGEABLE,
    )
