"""What is a course's alone: rows of cohorts on its rows, jobs, and when it is asked for."""

import pytest
from sqlalchemy import delete, event, select, update
from sqlalchemy.exc import IntegrityError

from lti_social.core.engines import reading
from lti_social.core.wall import (
    ALL_COHORTS,
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


def test_a_course_alone_sees_none_of_its_cohorts_rows(engine, courses):
    with open_course(engine, courses.plants) as db:
        for question in (select(Thread.title), select(Note.body)):
            with pytest.raises(Unscoped):
                db.execute(question)
        db.add(Thread(title="boo"))
        with pytest.raises(Unscoped):
            db.flush()


def test_a_course_alone_changes_what_is_its_own(engine, courses):
    same = {"title": "Gambits", "pages": 1, "course_id": courses.games}
    with open_course(engine, courses.plants) as db, db.begin():
        assert db.execute(update(Book).values(pages=7)).rowcount == 2
        assert db.execute(delete(Book).where(Book.id == courses.gambits)).rowcount == 0
        assert upsert(db, Book, [same], key=["title"], update=["pages"]).rowcount == 1
    with open_course(engine, courses.plants) as db, pytest.raises(Unscoped):
        db.add(Book(title="boo", course_id=courses.games))
    with open_course(engine, courses.games) as db:
        assert db.scalars(select(Book.pages)).one() == 100


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
