"""What a course or an LMS owns: each of its cohorts sees it, and nobody else."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from lti_social.core.engines import reading
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


@dataclass(frozen=True)
class Owned:
    """Botany and its neighbour share an owner, which has Trees and Weeds; that of Chess has
    Gambits. `owner`, `size` and `before` name the columns of `of`."""

    of: type[Any]
    owner: str
    size: str
    before: str
    botany: int
    neighbour: int
    chess: int
    ours: int
    theirs: int
    trees: int
    gambits: int

    @property
    def titles(self):
        return select(self.of.title).order_by(self.of.title)


@pytest.fixture(params=["course", "lms"])
def owned(request, engine, village) -> Owned:
    botany, chess = village.botany, village.chess
    if request.param == "course":
        ours, theirs = (course_of(engine, cohort) for cohort in (botany, chess))
        neighbour = settle(engine, "Botany by night", ours)
        trees, _ = shelve(engine, ours, "Trees", "Weeds")
        (gambits,) = shelve(engine, theirs, "Gambits")
        of = (Book, "course_id", "pages", "sequel_of_id")
    else:
        ours, theirs = (lms_of(engine, cohort) for cohort in (botany, chess))
        neighbour = settle(engine, "Dance", lms_id=ours)
        trees, _ = teach(engine, neighbour, "Trees", "Weeds")
        (gambits,) = teach(engine, chess, "Gambits")
        of = (Song, "platform_id", "verses", "answers_id")
    return Owned(*of, botany, neighbour, chess, ours, theirs, trees, gambits)


def test_each_cohort_of_its_owner_sees_it(engine, owned):
    for looks in (engine, reading(engine)):
        for cohort in (owned.botany, owned.neighbour):
            with open_cohort(looks, cohort) as db:
                assert db.scalars(owned.titles).all() == ["Trees", "Weeds"]
                assert db.rows(owned.titles).scalars().all() == ["Trees", "Weeds"]
                assert db.get(owned.of, owned.trees).title == "Trees"
                assert db.get(owned.of, owned.gambits) is None
    with open_cohort(engine, owned.chess) as db:
        assert db.rows(owned.titles).scalars().all() == ["Gambits"]


def test_a_course_alone_sees_its_own_and_what_its_lms_has(engine, owned):
    with open_course(engine, course_of(engine, owned.botany)) as db:
        assert db.scalars(owned.titles).all() == ["Trees", "Weeds"]
    with open_house(engine) as db, db.begin():
        db.enter_course(course_of(engine, owned.chess))
        assert db.scalars(owned.titles).all() == ["Gambits"]


REACHING = {
    "select": select,
    "count": lambda of: select(func.count()).select_from(of),
    "alias": lambda of: select(of.__table__.alias()),
    "update": lambda of: update(of).values(title="boo"),
    "delete": delete,
}


@pytest.mark.parametrize("statement", REACHING.values(), ids=REACHING)
def test_no_owner_no_rows_unless_all_are_asked_for_aloud(engine, owned, statement):
    with open_house(engine) as db, pytest.raises(Unscoped):
        db.execute(statement(owned.of))
    aloud = owned.titles.execution_options(**ALL_COHORTS)
    with open_house(engine) as db:
        assert db.scalars(aloud).all() == ["Gambits", "Trees", "Weeds"]
    for opened in (open_cohort(engine, owned.botany), open_course(engine, 1)):
        with opened as db, pytest.raises(Unscoped):
            db.execute(aloud)


def test_a_cohort_that_is_not_there_has_no_owner(engine, owned):
    with open_cohort(engine, 999) as db, pytest.raises(Unscoped):
        db.scalars(owned.titles).all()


def test_changes_stay_with_the_owner(engine, owned):
    of = owned.of
    with open_cohort(engine, owned.chess) as db, db.begin():
        assert db.execute(update(of).values({owned.size: 7})).rowcount == 1
        assert db.execute(delete(of).where(of.id == owned.trees)).rowcount == 0
        with pytest.raises(Unscoped):
            db.execute(insert(of).values(title="boo"))
    with open_cohort(engine, owned.botany) as db, db.begin():
        assert db.execute(update(of).values({owned.size: 8})).rowcount == 2
        db.add(of(title="Mosses", **{owned.size: 9}))
    sizes = select(of.title, getattr(of, owned.size), getattr(of, owned.owner))
    with open_house(engine) as db:
        assert {tuple(row) for row in db.execute(sizes, execution_options=ALL_COHORTS)} == {
            ("Gambits", 7, owned.theirs),
            ("Trees", 8, owned.ours),
            ("Weeds", 8, owned.ours),
            ("Mosses", 9, owned.ours),
        }


def test_nobody_writes_for_another_owner(engine, owned):
    for cohort in (owned.botany, owned.neighbour):
        with open_cohort(engine, cohort) as db, pytest.raises(Unscoped):
            db.add(owned.of(title="boo", **{owned.owner: owned.theirs}))
    with open_cohort(engine, owned.chess) as db:
        taken = db.get(owned.of, owned.gambits)
    with open_cohort(engine, owned.botany) as db, pytest.raises(Unscoped):
        db.add(taken)
    with open_house(engine) as db:
        db.add(owned.of(title="boo"))
        with pytest.raises(Unscoped):
            db.flush()
    with open_cohort(reading(engine), owned.botany) as db, pytest.raises(ReadsOnly):
        db.execute(delete(owned.of))


def test_an_upsert_stays_with_the_owner(engine, owned):
    same = {"title": "Gambits", owned.size: 1, owned.owner: owned.theirs}
    size = select(getattr(owned.of, owned.size))
    with open_cohort(engine, owned.chess) as db:
        before = db.scalars(size).one()
    with open_cohort(engine, owned.botany) as db, db.begin():
        done = upsert(db, owned.of, [same], key=["title"], update=[owned.size])
        assert done.rowcount == 1
    with open_cohort(engine, owned.chess) as db:
        assert db.scalars(size).one() == before != 1
    with open_house(engine) as db, pytest.raises(Unscoped):
        upsert(db, owned.of, [same], key=["title"])


def test_it_points_at_what_the_same_owner_has(engine, owned):
    with open_cohort(engine, owned.botany) as db:
        db.add(owned.of(title="More gambits", **{owned.before: owned.gambits}))
        with pytest.raises(IntegrityError):
            db.flush()
