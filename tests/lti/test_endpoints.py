import pytest

from lti_social.lti.claims import CUSTOM
from lti_social.lti.endpoints import (
    AGS,
    GROUPS,
    NRPS,
    Endpoints,
    endpoints_in,
    group_ids_in,
)
from tests.cohorts.moodle import claims_of
from tests.lti.drafts import saying

URLS = {
    NRPS: {"context_memberships_url": "https://lms.test/m?c=5"},
    AGS: {
        "lineitems": "https://lms.test/items?type_id=1",
        "lineitem": "https://lms.test/items/3?type_id=1",
        "scope": ["https://a.test/score", 7, ""],
    },
    GROUPS: {
        "context_groups_url": "https://lms.test/g",
        "context_group_sets_url": "https://lms.test/s",
    },
}


def claiming(claims):
    def change(draft):
        draft.claims |= claims

    return change


def test_a_launch_says_where_its_services_are(come_in):
    assert come_in(claiming(URLS)).endpoints == Endpoints(
        roster_url="https://lms.test/m?c=5",
        lineitems_url="https://lms.test/items?type_id=1",
        lineitem_url="https://lms.test/items/3?type_id=1",
        grade_scopes=frozenset({"https://a.test/score"}),
        groups_url="https://lms.test/g",
        group_sets_url="https://lms.test/s",
    )


def test_without_services_there_are_none(come_in):
    launch = come_in()

    assert (launch.endpoints, launch.group_ids) == (Endpoints(), None)


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//lms.test/m",
        "https://u:p@lms.test/m",
        "https://lms.test/" + "m" * 2000,
        "https://lms.test/\n",
        "https://[",
        ["https://lms.test/m"],
        7,
    ],
)
def test_an_address_that_is_none_is_left_out(hostile):
    claims = {
        NRPS: {"context_memberships_url": hostile},
        AGS: {"lineitems": hostile, "lineitem": hostile, "scope": {"a": 1}},
        GROUPS: {"context_groups_url": hostile, "context_group_sets_url": hostile},
    }
    assert endpoints_in(claims) == Endpoints()
    assert endpoints_in(dict.fromkeys(claims, hostile)) == Endpoints()


@pytest.mark.parametrize(
    ("said", "groups"),
    [
        ("7,9", ("7", "9")),
        (" 7 , 7,,9", ("7", "9")),
        ("", ()),  # in none, as teachers are
        ("$Moodle.Person.userGroupIds", None),
        (["7"], None),
        (None, None),
    ],
)
def test_the_visitor_s_groups_are_told_by_a_parameter(said, groups):
    assert group_ids_in({CUSTOM: {"groups": said}}) == groups


def test_a_launch_says_in_which_groups_the_visitor_is(come_in):
    assert come_in(saying(custom={"groups": "7,9"})).group_ids == ("7", "9")


def test_moodle_s_recorded_launch_names_its_services():
    said = endpoints_in(claims_of("lti_launch_learner_graded"))

    services = "http://localhost:8100/mod/lti/services.php"
    assert said.roster_url == f"{services}/CourseSection/5/bindings/1/memberships"
    assert said.lineitems_url == f"{services}/5/lineitems?type_id=1"
    assert said.lineitem_url == f"{services}/5/lineitems/10/lineitem?type_id=1"
    assert len(said.grade_scopes) == 4
    assert said.groups_url is None
    assert group_ids_in(claims_of("lti_launch_learner_graded")) == ("7",)
