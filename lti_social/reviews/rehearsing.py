"""Who would review whom if everybody who is here now handed something in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from lti_social.challenges.models import Challenge, Team
from lti_social.challenges.queries import seats
from lti_social.cohorts.here import Here, require
from lti_social.cohorts.models import Member, Role
from lti_social.reviews import policy
from lti_social.reviews.allocation import allocate
from lti_social.reviews.known import roles_here
from lti_social.reviews.models import By
from lti_social.reviews.situation import Plan, Situation, Work

SHOWN = 100
_NAMES = select(Member.id, Member.name)
_TEAMS = select(Team.id, Team.name).where(Team.challenge_id == bindparam("challenge"))


@dataclass(frozen=True)
class Rehearsal:
    """`readings` tell of each person whose work they would read: the first hundred."""

    plan: Plan
    works: int
    people: int
    each: tuple[int, int]  # the fewest and the most that anybody reads
    readings: Sequence[tuple[str, Sequence[str]]]


def rehearse(here: Here, challenge: Challenge) -> Rehearsal:
    require(policy.may_see_readers(here.me))
    works, called, names = _as_if_handed_in(here, challenge)
    people = sorted({who for work in works for who in work.authors})
    it = Situation(works, people, challenge.wanted, seed=challenge.seed + challenge.id)
    plan = allocate(it)
    reads: dict[int, list[str]] = defaultdict(list)
    for new in plan.new:
        reads[new.who].append(called[new.work] if new.by is By.peer else "")
    loads = [len(reads[who]) for who in people] or [0]
    return Rehearsal(
        plan=plan,
        works=len(works),
        people=len(people),
        each=(min(loads), max(loads)),
        readings=sorted((names[who], sorted(reads[who])) for who in people)[:SHOWN],
    )


def _as_if_handed_in(
    here: Here, challenge: Challenge
) -> tuple[list[Work], dict[int, str], dict[int, str]]:
    """Works by teams as they stand, and by everybody else alone; what each is called, and
    everybody's name. A work alone has its author's number, below zero."""
    names = {row.id: row.name for row in here.db.rows(_NAMES)}
    roles = roles_here(here.db)
    of_team = seats(here.db, challenge) if challenge.format.is_by_team else {}
    called = {t.id: t.name for t in here.db.rows(_TEAMS, {"challenge": challenge.id})}
    works = [Work(team, who & roles.keys()) for team, who in of_team.items()]
    works = [work for work in works if work.authors]
    in_team = {who for work in works for who in work.authors}
    for who, role in roles.items():
        if role in (Role.learner, Role.champion) and who not in in_team:
            works.append(Work(-who, frozenset({who})))
            called[-who] = names[who]
    return works, called, names
