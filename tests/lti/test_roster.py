import time

import httpx
import pytest

from lti_social.core.wall import open_house
from lti_social.lti.failing import PlatformError
from lti_social.lti.models import Platform
from lti_social.lti.roles import LmsRole
from lti_social.lti.roster import RosterMember, roster
from lti_social.lti.service import Service
from tests.cohorts.moodle import recorded
from tests.lti.fake_gradebook import answered
from tests.lti.fake_moodle import MEMBERSHIPS, FakeMoodle, people
from tests.lti.platform import tool_among

LEARNER, INSTRUCTOR = frozenset({LmsRole.learner}), frozenset({LmsRole.instructor})
TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"


def of(engine, moodle):
    return Service.of(engine, tool_among(moodle), moodle.register(engine))


@pytest.fixture
def listing(service, moodle):
    """What is read of a roster that lists these."""

    def read(*members, **instead):
        body = {"id": "x", "context": {"id": "5"}, "members": list(members)} | instead
        moodle.will_answer(answered(body, MEMBERSHIPS))
        return list(roster(service, moodle.roster_url))

    return read


def looks(moodle):
    return [ask for ask in moodle.heard if ask.url.path.endswith("/memberships")]


def test_the_recorded_course_of_32(service, moodle):
    members = {member.sub: member for member in roster(service, moodle.roster_url)}

    assert len(members) == 32
    assert members["101"] == RosterMember(
        "101", "Zoé Abadie", "Zoé", "Abadie", "student01@example.test", LEARNER, True, None
    )
    assert members["99"].roles == INSTRUCTOR
    assert members["100"].roles == LEARNER  # who teaches without editing


def test_ten_thousand_by_pages(engine):
    moodle = FakeMoodle(members=people(10_000), pages_of=500)
    service = of(engine, moodle)
    begun = time.process_time()
    members = list(roster(service, moodle.roster_url))

    assert len({member.sub for member in members}) == 10_000
    assert len(looks(moodle)) == 20
    assert time.process_time() - begun < 5


def test_parameters_are_sent_once_and_the_next_address_is_followed_as_it_is(engine):
    moodle = FakeMoodle(pages_of=20)
    service = of(engine, moodle)
    list(roster(service, moodle.roster_url, rlid="3", groups=True))

    assert [str(ask.url.query, "ascii") for ask in looks(moodle)] == [
        "rlid=3&groups=true",
        "limit=20&from=20",
    ]


def test_a_link_for_some_lists_only_them(engine):
    then = recorded("lti_nrps_rlid_restricted_groupA")["body"]["members"]
    moodle = FakeMoodle(links={"4": {member["user_id"] for member in then}})
    members = list(roster(of(engine, moodle), moodle.roster_url, rlid="4"))

    assert [member.sub for member in members] == [member["user_id"] for member in then]


def test_a_link_of_another_course_is_a_failure_and_no_empty_roster(service, moodle):
    with pytest.raises(PlatformError) as failure:
        list(roster(service, moodle.roster_url, rlid="999"))

    assert failure.value.status == 502


def test_a_roster_that_breaks_off_is_a_failure(engine):
    moodle = FakeMoodle(pages_of=20)
    service = of(engine, moodle)
    members = roster(service, moodle.roster_url)
    for _ in range(20):
        next(members)
    moodle.will_answer(*[httpx.Response(500)] * 3)
    with pytest.raises(PlatformError):
        list(members)


def test_who_comes_twice_is_one(listing):
    twice = listing({"user_id": "7", "name": "Inès"}, {"user_id": 7, "name": "Autre"})

    assert [(member.sub, member.name) for member in twice] == [("7", "Inès")]


def test_what_is_nobody_is_left_out(listing):
    ids = ["", None, True, ["7"], "x" * 256, "a\nb"]
    nobody = [{}, None, "7", *({"user_id": id} for id in ids)]
    preview = {"user_id": "7", "roles": [TEST_USER]}

    assert [m.sub for m in listing(*nobody, preview, {"user_id": "8"})] == ["8"]


def test_missing_and_hostile_fields_are_none(listing):
    empty, hostile = listing(
        {"user_id": "1"},
        {
            "user_id": "2",
            "name": ["x"],
            "given_name": "A\u202eB\x00",
            "family_name": "é" * 10_000,
            "email": "nobody",
            "roles": [7, None, {"a": 1}],
            "status": {"x": 1},
            "group_enrollments": "all",
        },
    )
    assert empty == RosterMember("1", None, None, None, None, LEARNER, True)
    assert (hostile.name, hostile.given_name, hostile.email) == (None, "AB", None)
    assert len(hostile.family_name) == 255
    assert (hostile.roles, hostile.active, hostile.group_ids) == (LEARNER, True, None)


def test_who_left_is_not_active(listing):
    said = {"1": "Active", "2": None, "3": "Inactive", "4": "deleted"}
    members = listing(*({"user_id": id, "status": status} for id, status in said.items()))

    assert [member.active for member in members] == [True, True, False, False]


def test_groups_are_told_where_the_lms_tells_them(listing):
    enrolled = [{"group_id": "11"}, {"group_id": 12}, {"group_id": "11"}, {}, "13"]
    one, other = listing(
        {"user_id": "7", "group_enrollments": enrolled},
        {"user_id": "8", "group_enrollments": []},
    )
    assert (one.group_ids, other.group_ids) == (("11", "12"), ())


def test_what_is_no_roster_is_a_failure(listing):
    for members in (None, {}, "all"):
        with pytest.raises(PlatformError):
            listing(members=members)


def test_roles_are_read_as_the_registration_overrides_them(engine, moodle):
    platform_id = moodle.register(engine)
    with open_house(engine) as db, db.begin():
        db.get(Platform, platform_id).role_overrides = {"Instructor": "mentor"}
    service = Service.of(engine, tool_among(moodle), platform_id)
    members = {member.sub: member for member in roster(service, moodle.roster_url)}

    assert members["99"].roles == {LmsRole.mentor}
    assert members["100"].roles == LEARNER
