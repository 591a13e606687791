"""Making a challenge: what it asks, by which criteria, until when, and its example."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, select

from lti_social.challenges import finding, jobs, policy, queries
from lti_social.challenges.dates import Dates, require_order
from lti_social.challenges.forms import Row
from lti_social.challenges.lacking import unsaid
from lti_social.challenges.models import Challenge, Criterion, Standing, Step
from lti_social.challenges.noting import note
from lti_social.challenges.when import regrouped
from lti_social.cohorts.here import Here, require
from lti_social.core.errors import N_, Conflict, Invalid
from lti_social.core.jobs import later
from lti_social.grades.policy import may_report
from lti_social.resources.anchoring import NOWHERE, On, hang

MEANWHILE = N_("Somebody changed this challenge meanwhile. Look at it again.")
IS_FIXED = N_(
    "Somebody has handed in meanwhile: the criteria, and what counts, stay as they are now."
)

OF_LMS = ("told", "maximum")


class Asks(NamedTuple):
    """What a challenge asks: its `words` and its `rules` by column, its rubric by position,
    the dates of a draft. What proposes one has `words` and a rubric alone."""

    words: Mapping[str, Any]
    rules: Mapping[str, Any]
    rubric: Mapping[int, Row]
    dates: Dates
    about: Mapping[int, str] = NOWHERE
    about_no_more: frozenset[int] = frozenset()


def make(here: Here, asks: Asks) -> Challenge:
    """A draft, by those who may announce it or write for them."""
    require(policy.may_make(here.me))
    challenge = Challenge(author_id=here.me.id, standing=Standing.draft, **asks.words)
    _set_rules(here, challenge, asks)
    here.db.add(challenge)
    _say(here, challenge, asks)
    return challenge


def propose(here: Here, asks: Asks) -> Challenge:
    """A challenge for the team to decide about, who say how it is run."""
    require(policy.may_propose(here.me))
    challenge = Challenge(author_id=here.me.id, standing=Standing.proposed, **asks.words)
    here.db.add(challenge)
    _say(here, challenge, asks)
    note(here, challenge, Step.proposed)
    later(here.db, jobs.tell_proposed, challenge_id=challenge.id)
    return challenge


def change(here: Here, challenge: Challenge, asks: Asks, seen: str, *, fixed: bool) -> None:
    """Whether the form was `fixed` tells what it knew: after something was handed in, only
    the words change."""
    require(policy.may_change(here.me, challenge))
    if seen and seen != queries.stamp(challenge, queries.criteria_of(here, challenge)):
        raise Conflict(MEANWHILE)
    is_fixed = challenge.locked_at is not None
    if is_fixed != fixed:
        raise Conflict(IS_FIXED)
    was_by_team = challenge.format.is_by_team
    for name, value in asks.words.items():
        setattr(challenge, name, value)
    if challenge.standing is not Standing.proposed and not is_fixed:
        _set_rules(here, challenge, asks)
    _say(here, challenge, asks, rubric=not is_fixed)
    if challenge.format.is_by_team != was_by_team:
        regrouped.tell(here.db, challenge, queries.seats(here.db, challenge))
    is_out = challenge.standing is Standing.announced
    missing = unsaid(challenge, queries.criteria_of(here, challenge)) if is_out else {}
    if missing:
        raise Invalid(fields=missing)
    finding.refresh(here.db, challenge)


def exemplify(
    here: Here, challenge: Challenge, text: str, found: Mapping[int, tuple[bool, str]]
) -> None:
    """Say what reviewers try the rubric on; without a text, nothing."""
    require(policy.may_change(here.me, challenge))
    if challenge.locked_at is not None:
        raise Conflict(IS_FIXED)
    known = {row.id for row in queries.criteria_of(here, challenge)}
    said = {
        str(id_): {"there": there, "why": why}
        for id_, (there, why) in found.items()
        if id_ in known
    }
    challenge.example = {"text": text, "found": said} if text else None


def exemplify_by(
    here: Here, challenge: Challenge, text: str, found: Sequence[tuple[bool, str]]
) -> None:
    """The same, with what is found in the order of the rubric: where it was begun with one
    that has an example."""
    require(policy.may_make(here.me))
    criteria = [row.id for row in queries.criteria_of(here, challenge)]
    if len(criteria) == len(found):
        exemplify(here, challenge, text, dict(zip(criteria, found, strict=True)))


def _set_rules(here: Here, challenge: Challenge, asks: Asks) -> None:
    require_order(asks.dates)
    rules = {**asks.rules, **asks.dates}
    if not may_report(here.me):  # what the LMS is told, the trainer says
        rules = {name: rule for name, rule in rules.items() if name not in OF_LMS}
    for name, value in rules.items():
        setattr(challenge, name, value)
    challenge.needed = challenge.wanted


def _say(here: Here, challenge: Challenge, asks: Asks, *, rubric: bool = True) -> None:
    """What stands beside its row. Criteria stay who they are by their position."""
    here.db.flush()
    if rubric:
        _set_rubric(here, challenge, asks.rubric)
    hang(here, On("challenge_id", challenge.id), asks.about, asks.about_no_more)


def _set_rubric(here: Here, challenge: Challenge, rubric: Mapping[int, Row]) -> None:
    mine = Criterion.challenge_id == challenge.id
    gone = select(Criterion.id).where(mine, Criterion.position.not_in(rubric))
    if ids := here.db.scalars(gone).all():
        here.db.execute(delete(Criterion).where(Criterion.id.in_(ids)))
        _forget_found(challenge, ids)
    there = {row.position: row for row in here.db.scalars(select(Criterion).where(mine))}
    for position, row in rubric.items():
        if known := there.get(position):
            known.title, known.there, known.not_yet = row
        else:
            line = {"challenge_id": challenge.id, "position": position}
            here.db.add(Criterion(**line, **row._asdict()))
    here.db.flush()


def _forget_found(challenge: Challenge, gone: Collection[int]) -> None:
    """What the example says of criteria (ids) that are no more: their numbers may be given
    to others."""
    if challenge.example:
        found = challenge.example["found"].items()
        kept = {id_: said for id_, said in found if int(id_) not in gone}
        challenge.example = {**challenge.example, "found": kept}
