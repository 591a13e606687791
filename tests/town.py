"""A small town that tests live in: two courses of one LMS, and ways to add to them.

`vente` is where people talk: Solène, Karim and Maëlle learn there, Claire teaches, Aurore
assists, Michel administers the LMS. Next door, in `managers`, Nadia learns and nobody she
knows is about: to `vente` she is a stranger.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine

from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Cohort, Course, Member, Person, Role
from lti_social.core.clock import now
from lti_social.core.files import Files, fresh_key
from lti_social.core.text import from_plain
from lti_social.core.wall import Database, open_cohort, open_course, open_house
from lti_social.files.kinds import Kind as FileKind
from lti_social.files.models import Attachment
from lti_social.grades.models import TOOK_PART, LineItem
from lti_social.lti.models import Deployment, Platform
from lti_social.moderation.models import Case, Report, Step
from lti_social.moderation.words import Act, Matter, State
from lti_social.resources.models import Anchor, Resource
from lti_social.resources.sources import by_hand
from lti_social.resources.sources.meta import Source
from lti_social.resources.syncing import add_one
from lti_social.threads.models import Hiding, Kind, Out, Post, Thread
from lti_social.threads.queries import recount

LMS = "https://lms.test"


PEOPLE = {
    "Solène": Role.learner,
    "Karim": Role.learner,
    "Maëlle": Role.learner,
    "Claire": Role.instructor,
    "Aurore": Role.assistant,
    "Michel": Role.admin,
}


class Town:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with open_house(engine) as db, db.begin():
            self.deployment = _lms(db)
            self.vente, self.managers = self._cohorts(
                db, "Vente conseil en agence", "Accueil des nouveaux managers"
            )
        seats = self._seats(self.vente, PEOPLE, since=now() - timedelta(days=90))
        self.solene, self.karim, self.maelle, self.claire, self.aurore, self.michel = seats
        (self.nadia,) = self._seats(self.managers, {"Nadia": Role.learner})

    # Who is there

    def cohort(self, name: str) -> Cohort:
        """Of another course."""
        with open_house(self.engine) as db, db.begin():
            return self._cohorts(db, name)[0]

    def member(self, cohort: Cohort, name: str, role: Role = Role.learner) -> Member:
        """Somebody new in the LMS and in this cohort."""
        return self._seats(cohort, {name: role})[0]

    def seat(
        self, cohort: Cohort, person_id: int, name: str, role: Role = Role.learner
    ) -> Member:
        """Somebody whom the LMS knows already, in this cohort as well."""
        return self.add(cohort, Member(person_id=person_id, name=name, role=role))

    def _cohorts(self, db: Database, *names: str) -> list[Cohort]:
        by_deployment = {"deployment_id": self.deployment.id}
        courses = [
            Course(
                **by_deployment,
                lms_id=name,
                title=name,
                roster_url=f"{LMS}/roster",
                lineitems_url=f"{LMS}/lineitems",
            )
            for name in names
        ]
        db.add_all(courses)
        db.flush()
        cohorts = [Cohort(course_id=course.id, name=course.title) for course in courses]
        db.add_all(cohorts)
        return cohorts

    def _seats(
        self, cohort: Cohort, people: Mapping[str, Role], since: datetime | None = None
    ) -> list[Member]:
        joined = {"joined_at": since or now()}
        where = self.deployment
        lms = {"platform_id": where.platform_id, "deployment_id": where.id}
        with open_house(self.engine) as db, db.begin():
            persons = [Person(**lms, sub=name) for name in people]
            db.add_all(persons)
        members = [
            Member(person_id=person.id, name=person.sub, role=people[person.sub], **joined)
            for person in persons
        ]
        with open_cohort(self.engine, cohort.id) as db, db.begin():
            db.add_all(members)
        return members

    # What they say

    def question(
        self,
        author: Member,
        title: str = "Comment ouvrir un rendez-vous ?",
        body: str = "J’essaie plusieurs débuts.",
        at: datetime | None = None,
    ) -> Thread:
        return self._thread(Kind.question, author, title, body, at)

    def discussion(
        self,
        author: Member,
        title: str = "Ce que la semaine m’a appris",
        body: str = "J’ai écouté avant de proposer.",
        at: datetime | None = None,
    ) -> Thread:
        return self._thread(Kind.discussion, author, title, body, at)

    def answer(
        self,
        thread: Thread,
        author: Member,
        body: str = "Par une question ouverte.",
        under: Post | None = None,
        at: datetime | None = None,
    ) -> Post:
        """An answer, or a reply `under` one."""
        post = Post(
            thread_id=thread.id,
            author_id=author.id,
            parent_id=under and under.id,
            body=from_plain(body),
            written_at=at or now(),
        )
        return self.add(author, post, then=_recounted(thread.id))

    def opening(self, thread: Thread) -> Post:
        with open_cohort(self.engine, thread.cohort_id) as db:
            return db.query(Post).filter_by(thread_id=thread.id, opens=True).one()

    def file(
        self,
        files: Files,
        post: Post,
        name: str,
        content: bytes = b"What the file says.",
        kind: FileKind = FileKind.pdf,
        **more: Any,
    ) -> Attachment:
        """A file that its author hung on a post."""
        files.keep(key := fresh_key(post.cohort_id), BytesIO(content))
        row = Attachment(
            post_id=post.id, member_id=post.author_id, key=key, name=name, **more
        )
        row.kind, row.size = kind, len(content)
        return self.add(post, row)

    # What it is about

    def resource(self, cohort: Cohort, title: str, **said: Any) -> Resource:
        """One of the cohort's course, as a trainer would write it down."""
        listing = by_hand.entry(token_hex(4), title, f"{LMS}/mod/{quote(title)}")
        with self.in_course(cohort) as db:
            return db.get_one(
                Resource, add_one(db, Source.by_hand, replace(listing, **said))
            )

    @contextmanager
    def in_course(self, cohort: Cohort) -> Iterator[Database]:
        """Where what the cohort's course owns may be changed."""
        with open_course(self.engine, cohort.course_id) as db, db.begin():
            yield db

    def anchor(self, thread: Thread, resource: Resource, place: str = "") -> Anchor:
        return self.add(
            thread,
            Anchor(
                thread_id=thread.id,
                resource_id=resource.id,
                member_id=thread.author_id,
                place=place,
            ),
        )

    # What they say of it

    def mark(self, model: type[Any], on: Thread | Post, by: Member, **more: Any) -> Any:
        """One gesture, as `mark(Pin, thread, by=town.claire)`."""
        if isinstance(on, Thread):
            about = {"thread_id": on.id}
        else:
            about = {"thread_id": on.thread_id, "post_id": on.id}
        known = {name: value for name, value in about.items() if hasattr(model, name)}
        return self.add(on, model(**known, member_id=by.id, **more))

    def hide(self, post: Post, by: Member, reason: str = "Un nom y figure.") -> Hiding:
        """Without a report; the step of its case says so."""
        known = {"state": State.hidden, "by_id": by.id}
        case = self.add(post, Case(post_id=post.id, **known))
        done = {"act": Act.hidden, "reason": reason}
        self.add(post, Step(case_id=case.id, member_id=by.id, **done))
        return self.add(
            post,
            Hiding(post_id=post.id, member_id=by.id, reason=reason),
            then=_recounted(post.thread_id),
        )

    def hold(self, post: Post) -> Hiding:
        """Until the team has read it."""
        waiting = Hiding(post_id=post.id, how=Out.pending)
        return self.add(post, waiting, then=_recounted(post.thread_id))

    def report(
        self,
        post: Post,
        by: Member,
        reason: str = "On le reconnaît.",
        matter: Matter = Matter.name,
    ) -> Report:
        """As from its page; its case is opened with the first report."""
        cases = self.rows(post, Case, post_id=post.id)
        case = cases[0] if cases else self.add(post, Case(post_id=post.id))
        said = {"matter": matter, "reason": reason}
        return self.add(post, Report(case_id=case.id, member_id=by.id, **said))

    # What the LMS is told

    def link(self, cohort: Cohort, title: str = "Discussion", **said: Any) -> ResourceLink:
        """A place in the cohort's course from which the tool is launched."""
        with open_house(self.engine) as db, db.begin():
            row = ResourceLink(
                course_id=cohort.course_id, lms_id=title, title=title, **said
            )
            db.add(row)
        return row

    def reports(self, cohort: Cohort, url: str | None = f"{LMS}/lineitems/1") -> LineItem:
        """A column of the gradebook in which the LMS is told who took part."""
        link = self.link(cohort)
        return self.add(
            cohort,
            LineItem(
                resource_link_id=link.id,
                about=TOOK_PART,
                label="Took part",
                maximum=1,
                url=url,
                opened_by_id=self.claire.id,
            ),
        )

    # Rows

    def add(
        self, whose: Any, row: Any, then: Callable[[Database], None] | None = None
    ) -> Any:
        """`row`, saved in the cohort that `whose` is, or belongs to."""
        with open_cohort(self.engine, _cohort_of(whose)) as db, db.begin():
            db.add(row)
            db.flush()
            if then:
                then(db)
        return row

    def rows(self, whose: Any, model: type[Any], **equal: Any) -> Sequence[Any]:
        """What the cohort has of `model`, oldest first."""
        with open_cohort(self.engine, _cohort_of(whose)) as db:
            return db.query(model).filter_by(**equal).order_by(model.id).all()

    def again(self, row: Any) -> Any:
        """The row as the database has it now; None if it is gone."""
        with open_cohort(self.engine, _cohort_of(row)) as db:
            return db.get(type(row), row.id)

    def _thread(
        self, kind: Kind, author: Member, title: str, body: str, at: datetime | None
    ) -> Thread:
        opened = {"opened_at": at or now(), "last_at": at or now()}
        thread = Thread(
            kind=kind, title=title, author_id=author.id, last_by_id=author.id, **opened
        )

        def then(db: Database) -> None:
            opening = Post(thread_id=thread.id, author_id=author.id, body=from_plain(body))
            opening.opens, opening.written_at = True, thread.opened_at
            db.add(opening)

        return self.add(author, thread, then=then)


def _lms(db: Database) -> Deployment:
    platform = Platform(
        name="LMS",
        issuer=LMS,
        client_id="lti-social",
        auth_url=f"{LMS}/auth",
        token_url=f"{LMS}/token",
        jwks_url=f"{LMS}/jwks",
        frame_origins=[LMS],
    )
    db.add(platform)
    db.flush()
    accepted = {"accepted_at": now(), "accepted_by": "operator"}
    db.add(deployment := Deployment(platform_id=platform.id, lms_id="1", **accepted))
    db.flush()
    return deployment


def _recounted(thread_id: int) -> Callable[[Database], None]:
    return lambda db: recount(db, db.get_one(Thread, thread_id))


def _cohort_of(whose: Any) -> int:
    return whose.id if isinstance(whose, Cohort) else whose.cohort_id
