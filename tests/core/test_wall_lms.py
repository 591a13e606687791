"""When a session asks for the LMS around it."""

import pytest
from sqlalchemy import event, select

from lti_social.core.engines import reading
from lti_social.core.wall import Unscoped, open_cohort, open_course
from tests.core.village import Book, Song, course_of, lms_of, shelve, teach

TITLES = select(Song.title).order_by(Song.title)


def test_a_course_that_is_not_there_has_no_lms(engine, village):
    with open_course(engine, 999) as db, pytest.raises(Unscoped):
        db.scalars(TITLES).all()


def test_the_lms_is_asked_for_once_and_only_where_it_is_needed(engine, village):
    teach(engine, village.botany, "Polka", "Waltz")
    shelve(engine, course_of(engine, village.botany), "Trees")
    asked = []
    looks = reading(engine)
    event.listen(looks, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with open_cohort(looks, village.botany) as db:
        db.rows(select(Book.id)).all()
        assert len(asked) == 2  # the course's
        db.rows(TITLES).all()
        db.rows(TITLES).all()
        assert len(asked) == 5
    with open_cohort(looks, village.botany) as db:
        db.know_lms(lms_of(engine, village.botany))
        assert db.rows(TITLES).scalars().all() == ["Polka", "Waltz"]
        assert len(asked) == 6
