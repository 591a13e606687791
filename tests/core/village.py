"""A village of cohorts, with tables of its own: what the ground floor is tested with."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Engine, ForeignKey, MetaData, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from lti_social.core.claims import Job
from lti_social.core.clock import now
from lti_social.core.db import (
    Base,
    CohortItself,
    CohortOwned,
    CourseOwned,
    LmsOwned,
    Moment,
)
from lti_social.core.jobs import Slot
from lti_social.core.wall import Database, open_cohort, open_course, open_house


class Village(DeclarativeBase):
    metadata = MetaData(naming_convention=Base.metadata.naming_convention)
    type_annotation_map: ClassVar = Base.type_annotation_map


for model in (Job, Slot):
    model.__table__.to_metadata(Village.metadata)


class Well(Village):
    """Nobody's in particular."""

    __tablename__ = "well"

    id: Mapped[int] = mapped_column(primary_key=True)
    depth: Mapped[int] = mapped_column(unique=True)
    dug_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Lms(Village):
    __tablename__ = "platform"

    id: Mapped[int] = mapped_column(primary_key=True)


class Deployment(Village):
    __tablename__ = "deployment"

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))


class Course(Village):
    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployment.id"))


class Cohort(CohortItself, Village):
    well_id: Mapped[int | None] = mapped_column(ForeignKey("well.id"))
    name: Mapped[str]


class Thread(CohortOwned, Village):
    __tablename__ = "thread"

    title: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(Moment, default=now)

    posts: Mapped[list["Post"]] = relationship(back_populates="thread", viewonly=True)


class Post(CohortOwned, Village):
    __tablename__ = "post"
    points_at: ClassVar = {"thread_id": "thread", "parent_id": "post"}

    thread_id: Mapped[int]
    parent_id: Mapped[int | None]
    body: Mapped[str]

    thread: Mapped[Thread] = relationship(back_populates="posts", viewonly=True)


class Like(CohortOwned, Village):
    __tablename__ = "like"
    points_at: ClassVar = {"post_id": "post"}
    one_per = ("post_id", "name")

    post_id: Mapped[int]
    name: Mapped[str]
    times: Mapped[int] = mapped_column(default=1)


class Book(CourseOwned, Village):
    """On the shelves of a course, for each of its cohorts."""

    __tablename__ = "book"
    points_at: ClassVar = {"sequel_of_id": "book"}
    one_per = ("title",)

    sequel_of_id: Mapped[int | None]
    title: Mapped[str]
    pages: Mapped[int] = mapped_column(default=100)


class Note(CohortOwned, Village):
    """What a cohort wrote into a book of its course."""

    __tablename__ = "note"
    stands_on: ClassVar = {"book_id": "book"}
    one_per = ("book_id", "body")

    course_id: Mapped[int]
    book_id: Mapped[int | None]
    body: Mapped[str]

    book: Mapped[Book] = relationship(viewonly=True)


class Song(LmsOwned, Village):
    """Sung in all the courses of an LMS."""

    __tablename__ = "song"
    points_at: ClassVar = {"answers_id": "song"}
    one_per = ("title",)

    answers_id: Mapped[int | None]
    title: Mapped[str]
    verses: Mapped[int] = mapped_column(default=3)


def settle(
    engine: Engine, name: str, course_id: int | None = None, lms_id: int | None = None
) -> int:
    """A new cohort, of a new course (of a new LMS) where none is named; its id."""
    with open_house(engine) as db, db.begin():
        cohort = Cohort(name=name, course_id=course_id or _found(db, lms_id))
        db.add(cohort)
        db.flush()
        return cohort.id


def _found(db: Database, lms_id: int | None) -> int:
    if lms_id is None:
        db.add(lms := Lms())
        db.flush()
        lms_id = lms.id
    db.add(deployment := Deployment(platform_id=lms_id))
    db.flush()
    db.add(course := Course(deployment_id=deployment.id))
    db.flush()
    return course.id


def course_of(engine: Engine, cohort_id: int) -> int:
    with open_cohort(engine, cohort_id) as db:
        return db.scalars(select(Cohort.course_id)).one()


def lms_of(engine: Engine, cohort_id: int) -> int:
    """Asked past the session, which would know it."""
    around = (
        select(Deployment.platform_id)
        .join(Course, Course.deployment_id == Deployment.id)
        .where(Course.id == course_of(engine, cohort_id))
    )
    with open_house(engine) as db:
        return db.scalars(around).one()


def teach(engine: Engine, cohort_id: int, *titles: str) -> list[int]:
    """Songs of the LMS around a cohort, each the answer to the one before; their ids."""
    with open_cohort(engine, cohort_id) as db, db.begin():
        before, taught = None, []
        for title in titles:
            db.add(song := Song(title=title, answers_id=before))
            db.flush()
            before = song.id
            taught.append(song.id)
        return taught


def shelve(engine: Engine, course_id: int, *titles: str) -> list[int]:
    """Books of a course, each the sequel of the one before; their ids."""
    with open_course(engine, course_id) as db, db.begin():
        before, shelved = None, []
        for title in titles:
            db.add(book := Book(title=title, sequel_of_id=before))
            db.flush()
            before = book.id
            shelved.append(book.id)
        return shelved


def talk(engine: Engine, cohort_id: int, title: str, *bodies: str) -> int:
    """A thread with these posts, the later ones under the first; the thread's id."""
    with open_cohort(engine, cohort_id) as db, db.begin():
        db.add(thread := Thread(title=title))
        db.flush()
        first = None
        for body in bodies:
            db.add(post := Post(thread_id=thread.id, parent_id=first, body=body))
            db.flush()
            first = first or post.id
        return thread.id
