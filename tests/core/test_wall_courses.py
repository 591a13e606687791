"""What a course owns: each of its cohorts sees it, and nobody else."""

import pytest
from sqlalchemy import delete, event, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from lti_social.core.db import reading
from lti_social.core.wall import (
    ALL_COHORTS,
    ReadsOnly,
    Unscoped,
    open_cohort,
    open_course,
    open_house,
    upsert,
)
from tests.core.village import Book, Note, Post, Thread, course_of, settle, shelve

TITLES = select(Book.title).order_by(Book.title)


@pytest.fixture
def courses(engine, village):
    """Botany in two cohorts with books of their course, and Chess with another."""
    village.plants = course_of(engine, village.botany)
    village.games = course_of(engine, village.chess)
    village.night = settle(engine, "Botany by night", village.plants)
    village.trees, village.weeds = shelve(engine, village.plants, "Trees", "Weeds")
    (village.gambits,) = shelve(engine, village.games, "Gambits")
    return village


def test_each_cohort_of_a_course_sees_what_the_course_has(engine, courses):
    for looks in (engine, reading(engine)):
        for cohort in (courses.botany, courses.night):
            with open_cohort(looks, cohort) as db:
                assert db.scalars(TITLES).all() == ["Trees", "Weeds"]
                assert db.rows(TITLES).scalars().all() == ["Trees", "Weeds"]
                assert db.get(Book, courses.trees).title == "Trees"
                assert db.get(Book, courses.gambits) is None
    with open_cohort(engine, courses.chess) as db:
        assert db.rows(TITLES).scalars().all() == ["Gambits"]


def test_a_course_alone_sees_its_rows_and_none_of_its_cohorts_rows(engine, courses):
    with open_course(engine, courses.plants) as db:
        assert db.scalars(TITLES).all() == ["Trees", "Weeds"]
        for question in (select(Thread.title), select(Note.body)):
            with pytest.raises(Unscoped):
                db.execute(question)
        db.add(Thread(title="boo"))
        with pytest.raises(Unscoped):
            db.flush()


REACHING = [
    select(Book),
    select(func.count()).select_from(Book),
    select(Book.__table__.alias()),
    update(Book).values(title="boo"),
    delete(Book),
]


@pytest.mark.parametrize("statement", REACHING, ids=str)
def test_no_course_no_rows_unless_all_are_asked_for_aloud(engine, courses, statement):
    with open_house(engine) as db, pytest.raises(Unscoped):
        db.execute(statement)
    aloud = TITLES.execution_options(**ALL_COHORTS)
    with open_house(engine) as db:
        assert db.scalars(aloud).all() == ["Gambits", "Trees", "Weeds"]
    for opened in (open_cohort(engine, courses.botany), open_course(engine, 1)):
        with opened as db, pytest.raises(Unscoped):
            db.execute(aloud)


def test_a_cohort_that_is_not_there_has_no_course(engine, courses):
    with open_cohort(engine, 999) as db, pytest.raises(Unscoped):
        db.scalars(TITLES).all()


def test_changes_stay_in_the_course(engine, courses):
    with open_course(engine, courses.games) as db, db.begin():
        assert db.execute(update(Book).values(pages=7)).rowcount == 1
        assert db.execute(delete(Book).where(Book.id == courses.trees)).rowcount == 0
        with pytest.raises(Unscoped):
            db.execute(insert(Book).values(title="boo"))
    with open_cohort(engine, courses.night) as db, db.begin():
        assert db.execute(update(Book).values(pages=8)).rowcount == 2
        db.add(Book(title="Mosses"))
    with open_house(engine) as db:
        pages = select(Book.title, Book.pages, Book.course_id)
        assert {tuple(row) for row in db.execute(pages, execution_options=ALL_COHORTS)} == {
            ("Gambits", 7, courses.games),
            ("Trees", 8, courses.plants),
            ("Weeds", 8, courses.plants),
            ("Mosses", 100, courses.plants),
        }


def test_nobody_writes_for_another_course(engine, courses):
    for opened in (open_course(engine, courses.plants), open_cohort(engine, courses.night)):
        with opened as db, pytest.raises(Unscoped):
            db.add(Book(title="boo", course_id=courses.games))
    with open_cohort(engine, courses.chess) as db:
        taken = db.get(Book, courses.gambits)
    with open_course(engine, courses.plants) as db, pytest.raises(Unscoped):
        db.add(taken)
    with open_house(engine) as db:
        db.add(Book(title="boo"))
        with pytest.raises(Unscoped):
            db.flush()
    with open_cohort(reading(engine), courses.night) as db, pytest.raises(ReadsOnly):
        db.execute(delete(Book))


def test_an_upsert_stays_in_the_course(engine, courses):
    same = {"title": "Gambits", "pages": 1, "course_id": courses.games}
    with open_course(engine, courses.plants) as db, db.begin():
        assert upsert(db, Book, [same], key=["title"], update=["pages"]).rowcount == 1
    with open_course(engine, courses.games) as db:
        assert db.scalars(select(Book.pages)).one() == 100
    with open_house(engine) as db, pytest.raises(Unscoped):
        upsert(db, Book, [same], key=["title"])


def test_a_cohort_s_row_stands_on_a_row_of_its_own_course(engine, courses):
    with open_cohort(engine, courses.night) as db, db.begin():
        db.add(Note(book_id=courses.trees, body="by hand"))
        row = {"book_id": courses.weeds, "body": "by upsert"}
        assert upsert(db, Note, [row], key=Note.one_per).rowcount == 1
        assert upsert(db, Note, [row], key=Note.one_per).rowcount == 0
        noted = select(Note.body, Book.title, Note.course_id).join(Note.book)
        assert {tuple(row) for row in db.execute(noted)} == {
            ("by hand", "Trees", courses.plants),
            ("by upsert", "Weeds", courses.plants),
        }
    with open_cohort(engine, courses.botany) as db:
        assert db.scalars(select(Note)).all() == []
    for strange in ({}, {"course_id": courses.games}):
        with open_cohort(engine, courses.night) as db:
            db.add(Note(book_id=courses.gambits, body="boo", **strange))
            with pytest.raises(IntegrityError):
                db.flush()


def test_a_row_of_a_course_points_at_its_own_alone(engine, courses):
    with open_course(engine, courses.plants) as db:
        db.add(Book(title="More gambits", sequel_of_id=courses.gambits))
        with pytest.raises(IntegrityError):
            db.flush()


def test_a_job_enters_a_course_and_there_is_no_way_back(engine, courses):
    with open_house(engine) as db, db.begin():
        everybody = db.scalars(select(Book), execution_options=ALL_COHORTS).all()
        db.enter_course(courses.games)
        assert db.scalars(TITLES).all() == ["Gambits"]
        assert len([book for book in everybody if book in db]) == 1
        with pytest.raises(Unscoped):
            db.enter_course(courses.plants)
        with pytest.raises(Unscoped), db.within(courses.botany):
            pass


def test_the_course_is_asked_for_once_and_only_where_it_is_needed(engine, courses):
    asked = []
    looks = reading(engine)
    event.listen(looks, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with open_cohort(looks, courses.botany) as db:
        db.rows(select(Post.id)).all()
        assert len(asked) == 1
        db.rows(TITLES).all()
        db.rows(TITLES).all()
        assert len(asked) == 4
    with open_cohort(looks, courses.botany) as db:
        db.know_course(courses.plants)
        assert db.rows(TITLES).scalars().all() == ["Trees", "Weeds"]
        assert len(asked) == 5
