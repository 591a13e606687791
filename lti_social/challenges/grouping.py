"""Teams from the groups that the LMS keeps in the course: asked for once, then made."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from lti_social.challenges import policy, queries
from lti_social.challenges.models import Challenge, Team, TeamMember
from lti_social.challenges.when import regrouped
from lti_social.cohorts.models import Cohort, Course, Member, Person, Role, standing
from lti_social.core.jobs import after
from lti_social.core.outside import Outside
from lti_social.core.rows import AnySelect
from lti_social.core.wall import Database
from lti_social.lti.failing import PlatformError
from lti_social.lti.groups import course_groups
from lti_social.lti.models import Deployment
from lti_social.lti.roster import roster
from lti_social.lti.service import Service

_COURSE: AnySelect = (
    select(Course.roster_url, Course.groups_url, Deployment.platform_id)
    .join(Cohort, Cohort.course_id == Course.id)
    .join(Deployment, Deployment.id == Course.deployment_id)
    .where(Course.roster_url.is_not(None), Course.groups_url.is_not(None))
)
_LEARNERS = (
    select(Person.sub, Member.id)
    .join(Member, Member.person_id == Person.id)
    .where(Member.left_at.is_(None), standing(Member).in_((Role.learner, Role.champion)))
)


class LmsTeam(NamedTuple):
    """A group of the LMS, by its id there, with the LMS's ids of its people."""

    id: str
    name: str
    people: Sequence[str]


def tells_groups(db: Database) -> bool:
    """Whether the LMS says who is in which group of the course."""
    return db.rows(_COURSE).first() is not None


def read_groups(outside: Outside, challenge_id: int) -> Sequence[LmsTeam]:
    """Without any where the LMS does not say; it is asked again where that may help."""
    with outside.look() as db:
        course = db.rows(_COURSE).first()
        is_there = db.get(Challenge, challenge_id) is not None
    if course is None or not is_there:
        return ()
    service = Service.of(outside.engine, outside.tool, course.platform_id)
    people = defaultdict(list)
    try:
        groups = course_groups(service, course.groups_url)
        for one in roster(service, course.roster_url, groups=True):
            for group_id in one.group_ids or ():
                people[group_id].append(one.sub)
    except PlatformError as error:
        if error.worth_retrying:
            raise
        return ()
    return [LmsTeam(g.id, g.name or g.id, people[g.id]) for g in groups if people[g.id]]


@after(read_groups)
def note_groups(db: Database, groups: Sequence[LmsTeam], challenge_id: int) -> None:
    """Who is in a team already stays there; who is in two groups is in the first."""
    challenge = db.get(Challenge, challenge_id, with_for_update={"key_share": True})
    if challenge is None or queries.phase_of(challenge) not in policy.CHANGEABLE:
        return
    known = {row.sub: row.id for row in db.rows(_LEARNERS)}
    before = queries.seats(db, challenge)
    placed = {who for team in before.values() for who in team}
    for group in groups:
        found = {known[sub] for sub in group.people if sub in known} - placed
        if found:
            team = _team_of(db, challenge, group)
            own = {"challenge_id": challenge.id, "team_id": team.id}
            db.add_all(TeamMember(member_id=who, **own) for who in sorted(found))
            placed |= found
    regrouped.tell(db, challenge, before)


def _team_of(db: Database, challenge: Challenge, group: LmsTeam) -> Team:
    mine = (Team.challenge_id == challenge.id, Team.group == group.id)
    team = db.scalars(select(Team).where(*mine).limit(1)).first()
    if team is None:
        own = {"challenge_id": challenge.id, "group": group.id}
        team = Team(name=group.name[:80], **own)
        db.add(team)
        db.flush()
    return team
