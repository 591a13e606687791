"""Whatever is asked of one cohort, it answers as if there were no other in the world."""

import warnings
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    Select,
    exists,
    func,
    insert,
    join,
    outerjoin,
    select,
    union,
    union_all,
)
from sqlalchemy.exc import SAWarning
from sqlalchemy.orm import aliased

from lti_social.core.engines import connect
from lti_social.core.wall import ALL_COHORTS, open_cohort, open_house
from tests.core.village import (
    Book,
    Cohort,
    Course,
    Deployment,
    Like,
    Lms,
    Note,
    Post,
    Song,
    Thread,
    Village,
    Well,
    course_of,
    lms_of,
    settle,
    shelve,
    talk,
    teach,
)

OWNED = (Thread, Post, Like, Note)


@pytest.fixture
def worlds(engine, tmp_path):
    """Ask one cohort among others, and ask it alone in the world, by the plain tables."""
    botany, chess = settle(engine, "Botany"), settle(engine, "Chess")
    course, lms = course_of(engine, botany), lms_of(engine, botany)
    settle(engine, "Botany by night", course)
    teach(engine, settle(engine, "Dance", lms_id=lms), "Polka", "Waltz")
    teach(engine, chess, "Anthem", "Hymn", "March")
    shelve(engine, course_of(engine, chess), "Endings", "Gambits", "Openings")
    for book in shelve(engine, course, "Trees", "Weeds"):
        with open_cohort(engine, botany) as db, db.begin():
            db.add(Note(book_id=book, body="green"))
    for cohort, title in ((botany, "Leaves"), (chess, "Openings")) * 2:
        thread = talk(engine, cohort, title, "a", "b", "c" if cohort == chess else "d")
        with open_cohort(engine, cohort) as db, db.begin():
            for post_id in db.scalars(select(Post.id).where(Post.thread_id == thread)):
                db.add(Like(post_id=post_id, name=title))
    with open_house(engine) as db, db.begin():
        db.add_all(Well(depth=depth) for depth in range(4))

    alone = connect(f"sqlite:///{tmp_path}/alone.db")
    Village.metadata.create_all(alone)
    with open_house(engine) as db, alone.begin() as copy:
        for model, mine in (
            (Well, True),
            (Lms, True),
            (Deployment, True),
            (Course, True),
            (Book, Book.course_id == course),
            (Song, Song.platform_id == lms),
            (Cohort, Cohort.id == botany),
            *((model, model.cohort_id == botany) for model in OWNED),
        ):
            rows = select(model.__table__).where(mine).execution_options(**ALL_COHORTS)
            copy.execute(
                insert(model.__table__), [dict(r) for r in db.execute(rows).mappings()]
            )

    def ask(statement: Select[Any]) -> tuple[list[Any], list[Any]]:
        unwalled = statement.execution_options(**ALL_COHORTS)
        with open_cohort(engine, botany) as db, alone.connect() as connection:
            connection.execution_options(compiled_cache=None)
            return _sorted(db.execute(statement)), _sorted(connection.execute(unwalled))

    yield ask
    alone.dispose()


def _sorted(rows: Any) -> list[Any]:
    return sorted(map(tuple, rows), key=repr)


MODELS = st.sampled_from((*OWNED, Book, Song, Cohort, Well))
FORMS: st.SearchStrategy[Callable[[Any], Any]] = st.sampled_from(
    (
        aliased,
        lambda model: aliased(model, select(model).subquery()),
        lambda model: aliased(model, union_all(select(model), select(model)).subquery()),
        lambda model: select(model.id).cte().c,
        lambda model: model.__table__.alias().c,
    )
)


@st.composite
def others(draw: Any) -> Any:
    """Something with an id, named afresh."""
    return draw(FORMS)(draw(MODELS))


@st.composite
def conditions(draw: Any, one: Any) -> Any:
    other, third = draw(others()), draw(others())
    return draw(
        st.sampled_from(
            (
                one.id > 2,
                other.id == one.id,
                func.abs(other.id) == one.id,
                exists().where(other.id == one.id),
                ~exists().where(func.abs(other.id) == one.id),
                select(other.id).where(other.id == one.id, third.id == one.id).exists(),
                one.id.in_(select(other.id).where(other.id.not_in(select(third.id)))),
                one.id == select(func.max(other.id)).scalar_subquery(),
                one.id < select(func.count()).where(other.id != one.id).scalar_subquery(),
            )
        )
    )


@st.composite
def columns(draw: Any, one: Any) -> Any:
    other = draw(others())
    return draw(
        st.sampled_from(
            (
                (one.id,),
                (one.id, other.id),
                (one.id + other.id,),
                (func.count(one.id), func.max(other.id)),
                (func.count(one.id).filter(other.id > 2),),
                (func.row_number().over(order_by=other.id),),
                (one.id, select(func.sum(other.id)).scalar_subquery()),
                (one.id, select(func.count(other.id)).where(other.id > one.id).label("n")),
            )
        )
    )


def _related(model: Any) -> Any:
    if model is Thread:
        return Thread.posts.any(Post.body != "a")
    if model is Note:
        return Note.book.has(Book.title != "Weeds")
    return Post.thread.has(Thread.title != "Openings") if model is Post else model.id > 0


@st.composite
def statements(draw: Any) -> Any:
    one = draw(MODELS)
    statement = select(*draw(columns(one))).where(_related(one))
    for _ in range(draw(st.integers(0, 2))):
        statement = statement.where(draw(conditions(one)))
    if draw(st.booleans()):
        other = aliased(draw(MODELS))
        joins = (
            lambda: statement.join_from(one, other, other.id == one.id),
            lambda: statement.outerjoin_from(one, other, other.id == one.id + 1),
            lambda: statement.select_from(join(one, other, other.id == one.id)),
            lambda: statement.select_from(outerjoin(one, other, other.id == one.id + 1)),
        )
        statement = draw(st.sampled_from(joins))()
    return draw(wrapped(statement))


@st.composite
def wrapped(draw: Any, statement: Any) -> Any:
    last = aliased(draw(MODELS))
    inner = statement.subquery()
    first = inner.c[0]
    return draw(
        st.sampled_from(
            (
                statement,
                select(inner),
                select(statement.cte()),
                select(func.count()).select_from(inner),
                select(first).group_by(first).having(func.count() > 1),
                select(first).join(last, last.id == first),
                select(last.id).outerjoin(inner, last.id == first),
                union(select(first), select(last.id)),
            )
        )
    )


@given(statement=statements())
@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_others_might_as_well_not_exist(worlds, statement):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # products of tables are what we want
        asked, alone = worlds(statement)
    assert asked == alone
