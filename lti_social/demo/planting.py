"""What the demo cohorts said before anybody looked in, planted once as rows."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, select

from lti_social.cohorts.models import Cohort, Course, Member, Person, Role
from lti_social.core.clock import now
from lti_social.core.text import one_line, safe
from lti_social.core.wall import Database, open_cohort, open_house
from lti_social.demo import town
from lti_social.demo.cartridge import exported
from lti_social.demo.seed import AnswerSeed, CohortSeed, ReplySeed, ThreadSeed, seeds
from lti_social.demo.shelving import Shelving
from lti_social.lti.models import Deployment, Platform
from lti_social.resources.forms import read_cartridge
from lti_social.resources.models import Anchor, Resource
from lti_social.resources.sources.meta import Source
from lti_social.resources.state import note_success
from lti_social.resources.syncing import bring_in
from lti_social.threads.models import (
    Acceptance,
    Endorsement,
    Follow,
    Gesture,
    Kind,
    Pin,
    Post,
    Reaction,
    Thread,
)
from lti_social.threads.queries import recount

ROLES = {
    town.Role.learner: Role.learner,
    town.Role.assistant: Role.assistant,
    town.Role.trainer: Role.instructor,
    town.Role.admin: Role.admin,
}

COURSE_IS_OLD = timedelta(days=90)  # older than what was written about it


def plant(engine: Engine, issuer: str) -> None:
    """Each course of the demo LMS gets its cohort, its people, and their threads."""
    for seed in seeds():
        cohort_id, people = _people(engine, issuer, seed)
        if cohort_id is None:
            continue
        with open_cohort(engine, cohort_id) as db, db.begin():
            members = {
                name: Member(person_id=person, name=row.name, role=ROLES[row.role])
                for name, person in people.items()
                if (row := town.PEOPLE[name]).shares_name
            }
            db.add_all(members.values())
            db.flush()
            resources = _outline(db, town.COURSES[seed.course_id])
            ids = {name: member.id for name, member in members.items()}
            _Planting(db, ids, resources).threads(seed)
            shelving = Shelving(db, ids, resources)
            for card in sorted(seed.cards, key=lambda one: one.age, reverse=True):
                shelving.card(card)


def _outline(db: Database, course: town.Course) -> dict[str, int]:
    """The course's resources, by the cartridge that its LMS exports: ids by title."""
    listing = read_cartridge(exported(course))
    bring_in(db, Source.cartridge, listing)
    note_success(db, Source.cartridge, listing)
    resources = db.scalars(select(Resource)).all()
    for resource in resources:
        resource.came_at = resource.changed_at = now() - COURSE_IS_OLD
    return {row.title: row.id for row in resources}


def _people(
    engine: Engine, issuer: str, seed: CohortSeed
) -> tuple[int | None, dict[str, int]]:
    """The cohort (None: planted before) and the ids of its people."""
    with open_house(engine) as db, db.begin():
        deployment = db.scalars(
            select(Deployment).join(Platform).where(Platform.issuer == issuer)
        ).one()
        key = {"deployment_id": deployment.id, "lms_id": seed.course_id}
        if db.scalar(select(Course).filter_by(**key)):
            return None, {}
        row = town.COURSES[seed.course_id]
        db.add(course := Course(**key, title=row.title))
        db.flush()
        cohort = Cohort(course_id=course.id, name=row.title, purpose=seed.purpose)
        db.add(cohort)
        people = {name: _person(db, deployment, name) for name in row.people}
        db.flush()
        return cohort.id, {name: person.id for name, person in people.items()}


def _person(db: Database, deployment: Deployment, sub: str) -> Person:
    key = {"deployment_id": deployment.id, "sub": sub}
    if found := db.scalar(select(Person).filter_by(**key)):
        return found
    person = Person(platform_id=deployment.platform_id, **key)
    db.add(person)
    return person


class _Planting:
    def __init__(
        self, db: Database, members: dict[str, int], resources: dict[str, int]
    ) -> None:
        self._db, self._members, self._resources = db, members, resources
        self._now = now()

    def threads(self, seed: CohortSeed) -> None:
        for thread in sorted(seed.threads, key=lambda one: one.age, reverse=True):
            self._thread(thread)

    def _thread(self, seed: ThreadSeed) -> None:
        author, at = self._members[seed.author], self._at(seed.age)
        thread = Thread(
            kind=Kind(seed.kind),
            title=seed.title,
            author_id=author,
            opened_at=at,
            last_at=at,
            last_by_id=author,
        )
        self._db.add(thread)
        self._db.flush()
        opening = self._post(thread, seed, None, opens=True)
        self._reactions(opening, seed.me_too, Gesture.me_too)
        for answer in seed.answers:
            self._answer(thread, answer)
        for title, place in seed.about:
            about = {"resource_id": self._resources[one_line(title)], "place": place}
            self._db.add(Anchor(thread_id=thread.id, member_id=author, at=at, **about))
        if seed.pinned:
            self._db.add(Pin(thread_id=thread.id, member_id=author))
        self._follow(thread, {seed.author, *(answer.author for answer in seed.answers)})
        recount(self._db, thread)

    def _answer(self, thread: Thread, seed: AnswerSeed) -> None:
        post = self._post(thread, seed, None)
        mark = {"thread_id": thread.id, "post_id": post.id}
        if seed.accepted:
            self._db.add(Acceptance(**mark, member_id=thread.author_id))
        if seed.endorsed_by:
            self._db.add(Endorsement(**mark, member_id=self._members[seed.endorsed_by]))
        for reply in seed.replies:
            self._post(thread, reply, post.id)

    def _post(
        self,
        thread: Thread,
        seed: ThreadSeed | AnswerSeed | ReplySeed,
        parent_id: int | None,
        *,
        opens: bool = False,
    ) -> Post:
        post = Post(
            thread_id=thread.id,
            author_id=self._members[seed.author],
            parent_id=parent_id,
            opens=opens,
            body=safe(seed.body),
            written_at=self._at(seed.age),
        )
        self._db.add(post)
        self._db.flush()
        self._reactions(post, seed.thanks, Gesture.thanks)
        return post

    def _reactions(self, post: Post, names: tuple[str, ...], kind: Gesture) -> None:
        for name in names:
            reaction = Reaction(post_id=post.id, member_id=self._members[name], kind=kind)
            self._db.add(reaction)

    def _follow(self, thread: Thread, names: set[str]) -> None:
        for name in names:
            self._db.add(Follow(thread_id=thread.id, member_id=self._members[name]))

    def _at(self, age: timedelta) -> datetime:
        return self._now - age
