"""A course that was copied: from which ones, and what a trainer of both has there.

An LMS copies a course with its links. The new course is another one to us, with a cohort of
its own in which nothing was said. Which course it came from is asked of the rows that name
courses and links; what stands in the former cohort is read in a session of its own, which
is closed before anything is written here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Cohort, Course, Member, Role
from lti_social.core.rows import AnyRow, AnySelect
from lti_social.core.wall import ALL_COHORTS, Database, open_cohort, open_house
from lti_social.lti.launch import Launch
from lti_social.placements.models import Kind, Placement
from lti_social.threads.models import Post, Thread
from lti_social.threads.seeing import is_shown
from lti_social.web.hop import Ask

MOST = 30  # own threads that are carried over: the newest
HISTORY = 20  # former courses and links that a launch may name
SETUP = (  # of Cohort
    *("purpose", "language", "zone", "champions_endorse", "champions_curate"),
    *("assistants_curate", "cards_read_first"),
)


@dataclass(frozen=True)
class Belongings:
    """What a trainer has in a cohort: its set-up, their threads, the links into it."""

    setup: AnyRow
    threads: Sequence[AnyRow]
    links: Sequence[AnyRow]

    @property
    def lost(self) -> int:
        """Links to what others opened: their words stay where they are."""
        own = {thread.id for thread in self.threads}
        return sum(
            link.kind is not Kind.thread or link.target not in own
            for link in self.links
            if link.target is not None
        )


def former_courses(db: Database, launch: Launch, key: str, person_id: int) -> list[int]:
    """The courses that this launch's course may be copied from, if they teach there."""
    contexts = _listed(launch.custom.get("context_history"))
    links = _listed(launch.custom.get("link_history"))
    if not (contexts or links or key):
        return []
    of_links = select(ResourceLink.course_id).where(ResourceLink.lms_id.in_(links))
    of_key = select(Placement.cohort_id).where(Placement.key == key)
    asked = _taught_by(person_id, select(Course.id)).where(
        Course.deployment_id == launch.deployment_id,
        Course.lms_id != launch.course_key,
        or_(Course.lms_id.in_(contexts), Course.id.in_(of_links), Cohort.id.in_(of_key)),
    )
    return list(db.scalars(asked.distinct(), execution_options=ALL_COHORTS))


def belongings(ask: Ask, course_id: int, person_id: int) -> Belongings | None:
    """What they have in the cohort of that course; None where they do not teach."""
    with open_house(ask.reads) as db:
        asked = _taught_by(person_id, select(Cohort.id, Member.id.label("member_id")))
        asked = asked.where(Course.id == course_id).order_by(Cohort.id).limit(1)
        seat = db.execute(asked, execution_options=ALL_COHORTS).one_or_none()
    if seat is None:
        return None
    with open_cohort(ask.reads, seat.id) as db:
        return _read(db, seat.member_id)


def _taught_by(person_id: int, asked: AnySelect) -> AnySelect:
    return (
        asked.join_from(Course, Cohort, Cohort.course_id == Course.id)
        .join(Member, Member.cohort_id == Cohort.id)
        .where(Member.person_id == person_id, Member.role == Role.instructor)
        .where(Member.left_at.is_(None))
    )


def _read(db: Database, member_id: int) -> Belongings:
    setup = select(*(getattr(Cohort, name) for name in SETUP))
    threads = (
        select(Thread.id, Thread.kind, Thread.title, Post.body)
        .join(Post, Post.thread_id == Thread.id)
        .where(Thread.author_id == member_id, Post.opens, is_shown(Post))
        .order_by(Thread.id.desc())
        .limit(MOST)
    )
    links = select(Placement.key, Placement.kind, Placement.target)
    return Belongings(
        db.execute(setup).one(), db.execute(threads).all(), db.execute(links).all()
    )


def _listed(history: str | None) -> list[str]:
    names = (name.strip() for name in (history or "").split(","))
    return [name for name in names if name][:HISTORY]
