"""Finding reviewers: what allocation and rescue decide is written down and told.

The challenge is locked meanwhile, so that of two workers the second finds what the first
decided, and has nothing left to do.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from lti_social.challenges.models import Challenge, ChallengeStep, Step
from lti_social.challenges.phases import Phase, phase
from lti_social.cohorts.queries import team
from lti_social.core.clock import now
from lti_social.core.wall import Database, upsert
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind
from lti_social.reviews.allocation import allocate
from lti_social.reviews.ending import excuse, expire, give_longer, take_back
from lti_social.reviews.known import Roles, helpers, roles_here, situation
from lti_social.reviews.models import By, Review, State
from lti_social.reviews.rescue import rescue
from lti_social.reviews.situation import Given, Helper, New, Plan, Situation

TO_HELP = timedelta(days=3)  # that who is asked later has at most
_LOWERED = (
    select(ChallengeStep.detail)
    .where(
        ChallengeStep.challenge_id == bindparam("challenge"),
        ChallengeStep.step == Step.lowered,
    )
    .order_by(ChallengeStep.id.desc())
    .limit(1)
)


def locked(db: Database, challenge_id: int) -> Challenge | None:
    return db.get(Challenge, challenge_id, with_for_update={"key_share": True})


def assign(db: Database, challenge: Challenge) -> None:
    """While reviews are written: peers, and for what no peer may read, who helps."""
    if phase(challenge, now()) is not Phase.reviewing:
        return
    here = roles_here(db)
    it = _as_it_is(db, challenge, here)
    give_longer(db, challenge)
    plan = allocate(it)
    asked = replace(it, given=[*it.given, *(Given(*new) for new in plan.new)])
    more = rescue(asked, _fitting(helpers(db, challenge, here), asked), plan.needed)
    _write(db, challenge, (*plan.new, *more.new))
    _need(db, challenge, more if more.needed < plan.needed else plan)


def relieve(db: Database, challenge: Challenge, *, at_once: bool = False) -> None:
    """Once reviews were due: who helps reads what did not come, or fewer are needed.

    `at_once`, somebody else is asked too for what a peer has not begun; it may still come.
    """
    if not at_once:
        expire(db, challenge)
    here = roles_here(db)
    it = _as_it_is(db, challenge, here)
    if at_once:
        it = replace(it, given=[_as_if_expired(given) for given in it.given])
    is_late = challenge.revise_by is None or now() >= challenge.revise_by
    asked = [] if is_late else _fitting(helpers(db, challenge, here), it)
    before, plan = challenge.needed, rescue(it, asked, challenge.needed)
    _write(db, challenge, plan.new)
    if at_once:
        return
    _need(db, challenge, plan)
    if plan.needed < before or any(new.by is By.facilitator for new in plan.new):
        tell(db, Kind.stalled, team(db), _about(challenge, "/reviewers"))


def ask(db: Database, challenge: Challenge, new: New) -> None:
    """Somebody in particular."""
    _write(db, challenge, (new,))


def _as_it_is(db: Database, challenge: Challenge, here: Roles) -> Situation:
    """Without what is asked of nobody any more."""
    it = situation(db, challenge, here)
    taken = take_back(db, challenge, [work.id for work in it.works], here)
    if excuse(db, _of_their_own(it)) or taken:
        return situation(db, challenge, here)
    return it


def _of_their_own(it: Situation) -> list[Given]:
    """By those who came to a team after they were asked to review it."""
    wrote = {work.id: work.authors | work.hands for work in it.works}
    return [
        given
        for given in it.given
        if given.by is not By.oneself and given.who in wrote.get(given.work, ())
    ]


def _fitting(found: Sequence[Helper], it: Situation) -> Sequence[Helper]:
    """One submission alone is read by the team, if there is one."""
    ours = [one for one in found if one.by is By.facilitator]
    return ours if ours and len(it.works) == 1 else found


def _as_if_expired(given: Given) -> Given:
    waits = given.by is By.peer and given.state is State.assigned
    return given._replace(state=State.expired) if waits else given


def _write(db: Database, challenge: Challenge, new: Sequence[New]) -> None:
    rows = [
        {
            "challenge_id": challenge.id,
            "submission_id": one.work,
            "member_id": one.who,
            "by": one.by,
            "due_at": _due(challenge, one.by),
        }
        for one in new
    ]
    if rows:
        upsert(db, Review, rows, key=Review.one_per)
        readers = {one.who for one in new}
        tell(db, Kind.to_review, readers, _about(challenge))


def _due(challenge: Challenge, by: By) -> datetime | None:
    """Later than the others, for who is asked once the time is over: for a few days, or, of
    the team, as long as anything may be revised."""
    if challenge.review_by is None or now() < challenge.review_by:
        return challenge.review_by
    last = challenge.revise_by
    return last if last is None or by is By.facilitator else min(now() + TO_HELP, last)


def _need(db: Database, challenge: Challenge, plan: Plan) -> None:
    """Lowering it is said once, with the reason."""
    before = db.rows(_LOWERED, {"challenge": challenge.id}).scalar()
    said = before["after"] if before else challenge.wanted
    challenge.needed = plan.needed
    if plan.needed < said and plan.why:
        detail = {"before": said, "after": plan.needed, "why": plan.why.value}
        db.add(ChallengeStep(challenge_id=challenge.id, step=Step.lowered, detail=detail))


def _about(challenge: Challenge, page: str = "") -> About:
    return About(f"{challenge.path}{page}", challenge.path, challenge.title)
