"""What LTI alone tells of a course: where the tool is, and its columns."""

from sqlalchemy import select, update

from lti_social.cohorts.learned import ResourceLink
from lti_social.cohorts.models import Course
from lti_social.core.jobs import later
from lti_social.core.seal import Seal
from lti_social.core.wall import open_course, open_house
from lti_social.lti.keys import ensure_key
from lti_social.lti.lineitems import LineItem
from lti_social.resources.jobs import sync_course, sync_new_courses
from lti_social.resources.models import Resource, SyncState
from lti_social.resources.sources import claims
from lti_social.resources.sources.claims import Link
from lti_social.resources.sources.meta import Kind
from tests.cohorts.moodle import recorded
from tests.conftest import SECRET


def column(said):
    return LineItem(
        url=said["id"],
        label=said["label"],
        maximum=said["scoreMaximum"],
        resource_id=said.get("resourceId"),
        tag=said.get("tag"),
        resource_link_id=said.get("resourceLinkId"),
    )


def test_links_and_columns_are_one_list():
    columns = map(column, recorded("lti_ags_lineitems")["body"])
    listing = claims.listing([Link("1", "Fils"), Link("9", " ")], columns)

    assert [(one.lms_id, one.kind, one.title, one.points) for one in listing.resources] == [
        ("link:1", Kind.tool, "Fils", 5),
        ("link:9", Kind.tool, "…", None),
        ("link:3", Kind.assignment, "Social layer – défi noté", 20),
        (
            "column:http://localhost:8100/mod/lti/services.php/5/lineitems/11/lineitem"
            "?type_id=1",
            Kind.assignment,
            "Défi : pitch en 3 minutes",
            20,
        ),
    ]
    assert [one.position for one in listing.resources] == [0, 1, 2, 3]


def test_places_of_the_tool_are_listed_where_no_other_source_tells_more(
    town, engine, visit, run_jobs
):
    course = town.vente.course_id
    with open_house(engine) as db, db.begin():
        db.add(ResourceLink(course_id=course, lms_id="7", title="Fils de la cohorte"))
        later(db, sync_new_courses)
    run_jobs()

    seen = visit(town.solene).open("/tried/outline").json()
    assert [(entry["title"], entry["kind"]) for entry in seen] == [
        ("Fils de la cohorte", "tool")
    ]


def test_columns_that_the_lms_keeps_to_itself_are_a_remark(town, engine, app, run_jobs):
    course = town.vente.course_id
    with open_house(engine) as db, db.begin():
        named = update(Course).where(Course.id == course)
        db.execute(named.values(lineitems_url="https://lms.test/columns"))
        db.add(ResourceLink(course_id=course, lms_id="7", title="Fils"))
        ensure_key(db, Seal(SECRET))
        later(db, sync_course, course_id=course)
    run_jobs()

    with open_course(engine, course) as db:
        assert db.scalars(select(Resource.title)).all() == ["Fils"]
        (state,) = db.scalars(select(SyncState)).all()
    assert [remark["words"] for remark in state.remarks] == [claims.NO_COLUMNS]
    assert state.failure == ""
