"""What an LMS owns: the cohorts of all its courses see it, and nobody else."""

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
from tests.core.village import Book, Song, course_of, lms_of, settle, shelve, teach

TITLES = select(Song.title).order_by(Song.title)


@pytest.fixture
def lmss(engine, village):
    """Botany and Dance in courses of one LMS, which has songs; Chess in another LMS."""
    village.school, village.club = (
        lms_of(engine, cohort) for cohort in (village.botany, village.chess)
    )
    village.dance = settle(engine, "Dance", lms_id=village.school)
    village.polka, village.waltz = teach(engine, village.dance, "Polka", "Waltz")
    (village.hymn,) = teach(engine, village.chess, "Hymn")
    return village


def test_each_cohort_of_an_lms_sees_what_the_lms_has(engine, lmss):
    for looks in (engine, reading(engine)):
        for cohort in (lmss.botany, lmss.dance):
            with open_cohort(looks, cohort) as db:
                assert db.scalars(TITLES).all() == ["Polka", "Waltz"]
                assert db.rows(TITLES).scalars().all() == ["Polka", "Waltz"]
                assert db.get(Song, lmss.polka).title == "Polka"
                assert db.get(Song, lmss.hymn) is None
    with open_cohort(engine, lmss.chess) as db:
        assert db.rows(TITLES).scalars().all() == ["Hymn"]


def test_a_course_alone_sees_what_its_lms_has(engine, lmss):
    with open_course(engine, course_of(engine, lmss.botany)) as db:
        assert db.scalars(TITLES).all() == ["Polka", "Waltz"]
    with open_house(engine) as db, db.begin():
        db.enter_course(course_of(engine, lmss.chess))
        assert db.scalars(TITLES).all() == ["Hymn"]


REACHING = [
    select(Song),
    select(func.count()).select_from(Song),
    select(Song.__table__.alias()),
    update(Song).values(title="boo"),
    delete(Song),
]


@pytest.mark.parametrize("statement", REACHING, ids=str)
def test_no_lms_no_rows_unless_all_are_asked_for_aloud(engine, lmss, statement):
    with open_house(engine) as db, pytest.raises(Unscoped):
        db.execute(statement)
    aloud = TITLES.execution_options(**ALL_COHORTS)
    with open_house(engine) as db:
        assert db.scalars(aloud).all() == ["Hymn", "Polka", "Waltz"]
    for opened in (open_cohort(engine, lmss.botany), open_course(engine, 1)):
        with opened as db, pytest.raises(Unscoped):
            db.execute(aloud)


def test_what_is_not_there_has_no_lms(engine, lmss):
    for opened in (open_cohort(engine, 999), open_course(engine, 999)):
        with opened as db, pytest.raises(Unscoped):
            db.scalars(TITLES).all()


def test_changes_stay_in_the_lms(engine, lmss):
    with open_cohort(engine, lmss.chess) as db, db.begin():
        assert db.execute(update(Song).values(verses=7)).rowcount == 1
        assert db.execute(delete(Song).where(Song.id == lmss.polka)).rowcount == 0
        with pytest.raises(Unscoped):
            db.execute(insert(Song).values(title="boo"))
    with open_cohort(engine, lmss.botany) as db, db.begin():
        assert db.execute(update(Song).values(verses=8)).rowcount == 2
        db.add(Song(title="Tango"))
    with open_house(engine) as db:
        verses = select(Song.title, Song.verses, Song.platform_id)
        assert {
            tuple(row) for row in db.execute(verses, execution_options=ALL_COHORTS)
        } == {
            ("Hymn", 7, lmss.club),
            ("Polka", 8, lmss.school),
            ("Waltz", 8, lmss.school),
            ("Tango", 3, lmss.school),
        }


def test_nobody_writes_for_another_lms(engine, lmss):
    for cohort in (lmss.botany, lmss.dance):
        with open_cohort(engine, cohort) as db, pytest.raises(Unscoped):
            db.add(Song(title="boo", platform_id=lmss.club))
    with open_cohort(engine, lmss.chess) as db:
        taken = db.get(Song, lmss.hymn)
    with open_cohort(engine, lmss.botany) as db, pytest.raises(Unscoped):
        db.add(taken)
    with open_house(engine) as db:
        db.add(Song(title="boo"))
        with pytest.raises(Unscoped):
            db.flush()
    with open_cohort(reading(engine), lmss.botany) as db, pytest.raises(ReadsOnly):
        db.execute(delete(Song))


def test_an_upsert_stays_in_the_lms(engine, lmss):
    same = {"title": "Hymn", "verses": 1, "platform_id": lmss.club}
    with open_cohort(engine, lmss.botany) as db, db.begin():
        assert upsert(db, Song, [same], key=["title"], update=["verses"]).rowcount == 1
    with open_cohort(engine, lmss.chess) as db:
        assert db.scalars(select(Song.verses)).one() == 3
    with open_house(engine) as db, pytest.raises(Unscoped):
        upsert(db, Song, [same], key=["title"])


def test_a_row_of_an_lms_points_at_its_own_alone(engine, lmss):
    with open_cohort(engine, lmss.botany) as db:
        db.add(Song(title="More hymns", answers_id=lmss.hymn))
        with pytest.raises(IntegrityError):
            db.flush()


def test_the_lms_is_asked_for_once_and_only_where_it_is_needed(engine, lmss):
    shelve(engine, course_of(engine, lmss.botany), "Trees")
    asked = []
    looks = reading(engine)
    event.listen(looks, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with open_cohort(looks, lmss.botany) as db:
        db.rows(select(Book.id)).all()
        assert len(asked) == 2  # the course's
        db.rows(TITLES).all()
        db.rows(TITLES).all()
        assert len(asked) == 5
    with open_cohort(looks, lmss.botany) as db:
        db.know_lms(lmss.school)
        assert db.rows(TITLES).scalars().all() == ["Polka", "Waltz"]
        assert len(asked) == 6
