"""Whatever course it is, and however it changes: the rows say what the LMS said last."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from lti_social.core.wall import open_course
from lti_social.resources.models import Resource
from lti_social.resources.sources.meta import Kind, Listing, ResourceMeta, Source
from lti_social.resources.syncing import bring_in

NAMES = "abcdefgh"


@st.composite
def courses(draw):
    """Resources in a tree of any shape, each after the one that it lies in."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    told = []
    for at, name in enumerate(names):
        parent = draw(st.sampled_from([None, *names[:at]]))
        title = draw(st.sampled_from(("Un", "Deux")))
        told.append(
            ResourceMeta(
                lms_id=name, kind=Kind.page, title=title, parent=parent, position=at
            )
        )
    return told


@pytest.fixture
def course(engine, town):
    def kept(told, unseen=()):
        listing = Listing(resources=tuple(told), unseen=frozenset(unseen))
        with open_course(engine, town.vente.course_id) as db, db.begin():
            changes = bring_in(db, Source.moodle, listing)
        with open_course(engine, town.vente.course_id) as db:
            return {row.lms_id: row for row in db.scalars(select(Resource))}, changes

    def emptied():
        with open_course(engine, town.vente.course_id) as db, db.begin():
            for row in db.scalars(select(Resource)):
                row.parent_id = None
            db.flush()
            db.execute(delete(Resource))

    kept.emptied = emptied
    return kept


@given(st.lists(courses(), min_size=2, max_size=4))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_rows_follow_and_nobody_is_lost_or_doubled(course, readings):
    course.emptied()
    ids = {}
    for told in readings:
        rows, _ = course(told)
        named = {one.lms_id: one for one in told}
        there = {lms_id for lms_id, row in rows.items() if row.vanished_at is None}
        assert there == named.keys()
        for lms_id, one in named.items():
            row = rows[lms_id]
            parent = rows[one.parent].id if one.parent else None
            assert (row.title, row.parent_id, row.position) == (
                one.title,
                parent,
                one.position,
            )
        assert ids.items() <= {lms_id: row.id for lms_id, row in rows.items()}.items()
        ids = {lms_id: row.id for lms_id, row in rows.items()}
        _, changes = course(told)
        assert (changes.came, changes.changed, changes.vanished) == ((), (), ())


def test_a_parent_that_is_not_there_or_is_itself_is_none(course):
    odd = [
        ResourceMeta(lms_id="a", kind=Kind.page, title="A", parent="nowhere"),
        ResourceMeta(lms_id="b", kind=Kind.page, title="B", parent="b"),
    ]
    for _ in range(2):
        rows, _ = course(odd)
        assert [row.parent_id for row in rows.values()] == [None, None]


def test_what_the_source_was_not_shown_stays(course):
    page = ResourceMeta(lms_id="a", kind=Kind.page, title="A")
    course([page])
    rows, changes = course([], unseen=["a"])

    assert rows["a"].vanished_at is None
    assert changes.vanished == ()
