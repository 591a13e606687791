"""What the library can be narrowed by: skills, jobs and resources that cards have."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import String, cast, func, literal, select, union_all

from lti_social.cohorts.here import Here
from lti_social.core.rows import AnySelect
from lti_social.library.seeing import IS_OFFERED
from lti_social.practices.models import Practice, Skill
from lti_social.resources.models import Anchor
from lti_social.resources.queries import some

MOST = 40  # of each kind: the most common ones

_offered = select(Practice.id, Practice.job).where(IS_OFFERED).cte("offered")
_skills = (
    select(literal("skill").label("what"), Skill.key, func.min(Skill.words).label("words"))
    .join(_offered, _offered.c.id == Skill.practice_id)
    .group_by(Skill.key)
    .order_by(func.count().desc(), Skill.key)
    .limit(MOST)
    .subquery()
)
_jobs = (
    select(literal("job"), _offered.c.job, _offered.c.job)
    .where(_offered.c.job != "")
    .group_by(_offered.c.job)
    .order_by(func.count().desc(), _offered.c.job)
    .limit(MOST)
    .subquery()
)
_resources = (
    select(literal("resource"), cast(Anchor.resource_id, String), literal(""))
    .join(_offered, _offered.c.id == Anchor.practice_id)
    .group_by(Anchor.resource_id)
    .order_by(func.count().desc(), Anchor.resource_id)
    .limit(MOST)
    .subquery()
)
_ALL: AnySelect = select(
    union_all(select(_skills), select(_jobs), select(_resources)).subquery()
)


@dataclass(frozen=True)
class Choices:
    """By what an address says of it, in words."""

    skill: Mapping[str, str]
    job: Mapping[str, str]
    resource: Mapping[int, str]


def choices(here: Here) -> Choices:
    """What cards that are offered have; of resources, those that the reader may see."""
    rows = here.db.rows(_ALL).all()
    skills = {row.key: row.words for row in rows if row.what == "skill"}
    jobs = {row.key: row.words for row in rows if row.what == "job"}
    ids = {int(row.key) for row in rows if row.what == "resource"}
    entries = some(here, ids) if ids else {}
    titles = {one.id: one.title for one in entries.values()}
    return Choices(_by_words(skills), _by_words(jobs), titles)


def _by_words(named: Mapping[str, str]) -> Mapping[str, str]:
    return dict(sorted(named.items(), key=lambda one: one[1].casefold()))
