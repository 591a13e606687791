import pytest

from lti_social.lti.roles import LmsRole
from tests.lti.drafts import headed, saying, without


def test_a_launch_tells_who_comes_from_where(come_in):
    launch = come_in(
        saying(
            launch_presentation={"locale": "fr", "return_url": "https://lms.test/back?c=5"},
            tool_platform={"product_family_code": "moodle"},
            custom={"groups": "7,9"},
        ),
        target="/c/3?x=1",
    )
    assert (launch.sub, launch.name, launch.email) == (
        "u-101",
        "Solène Abadie",
        "solene@example.test",
    )
    assert (launch.given_name, launch.family_name) == ("Solène", "Abadie")
    assert (launch.context_id, launch.context_title, launch.context_label) == (
        "course-5",
        "Vente conseil",
        "VC",
    )
    assert (launch.resource_link_id, launch.resource_link_title) == ("link-1", "Discussion")
    assert (launch.locale, launch.family) == ("fr", "moodle")
    assert launch.return_url == "https://lms.test/back?c=5"
    assert launch.custom == {"groups": "7,9"}
    assert launch.target == "/c/3?x=1"
    assert launch.roles == {LmsRole.learner}
    assert launch.course_key == "course-5"


def test_what_is_missing_or_blank_is_none(come_in):
    launch = come_in(
        without("name", "given_name", "context"),
        saying(family_name="  ", email="", resource_link={"id": "link-1", "title": "\n"}),
    )
    assert launch.name is launch.given_name is launch.family_name is launch.email is None
    assert launch.context_id is launch.context_title is launch.resource_link_title is None
    assert launch.locale is launch.return_url is launch.family is None
    assert launch.custom == {}
    assert launch.course_key == "link:link-1"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Inès\x00\x1b[31m", "Inès[31m"),
        ("Inès\r\nDiallo", "Inès Diallo"),
        ("  Inès \t Diallo ", "Inès Diallo"),
        ("I\u202enès", "Inès"),
        ("In\ud800ès", "Inès"),
        ("Zoé 👩\u200d🏫", "Zoé 👩\u200d🏫"),
        ("<b>Inès</b>", "<b>Inès</b>"),  # escaped where it is shown
        ("é" * 300, "é" * 255),
        (["Inès"], None),
        (7, None),
    ],
)
def test_a_name_is_one_line_of_what_prints(come_in, said, kept):
    assert come_in(saying(name=said)).name == kept


@pytest.mark.parametrize("said", ["no address", "", None, 7, "a\n@b"])
def test_a_strange_e_mail_does_no_harm(come_in, said):
    assert come_in(saying(email=said)).email in (None, "a @b")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//lms.test",
        "https://",
        "https://[",
        7,
        None,
    ],
)
def test_a_way_back_that_is_no_web_address_is_left_out(come_in, url):
    assert come_in(saying(launch_presentation={"return_url": url})).return_url is None


def test_whole_numbers_may_be_ids(come_in):
    launch = come_in(saying(sub=42, context={"id": 5}, resource_link={"id": 7}))
    assert (launch.sub, launch.context_id, launch.resource_link_id) == ("42", "5", "7")


def test_custom_parameters_that_the_lms_did_not_fill_in_are_left_out(come_in):
    said = {
        "hist": "$ResourceLink.id.history",
        "org": "$Context.org",
        "groups": "",
        "price": "$5",
        "n": 7,
        "nested": {"a": "b"},
        "thread": "4",
    }
    assert come_in(saying(custom=said)).custom == {"price": "$5", "thread": "4"}


@pytest.mark.parametrize("claim", ["custom", "launch_presentation", "tool_platform"])
@pytest.mark.parametrize("said", [None, [], {}, "x", 7, {"title": [], "locale": {}}])
def test_optional_claims_of_any_shape_crash_nothing(come_in, claim, said):
    assert come_in(saying(**{claim: said})).sub == "u-101"


def test_a_preview_user_is_marked(come_in):
    preview = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
    assert come_in(saying(roles=["Learner", preview])).is_test_user
    assert not come_in().is_test_user


def test_a_type_in_the_header_is_nobody_s_business(come_in):
    assert come_in(headed(typ="anything")).sub == "u-101"


@pytest.mark.parametrize(
    ("said", "groups"),
    [
        ("7,9", ("7", "9")),
        (" 7 , 9,,7", ("7", "9")),
        ("", ()),
        ("$Moodle.Person.userGroupIds", None),
        (None, None),
        (7, None),
        (["7"], None),
        ("7,\x00,9", ("7", "9")),
        (",".join(["1234567"] * 249 + ["999999999"]), ("1234567",)),  # cut at 2,000
    ],
)
def test_groups_are_told_or_not(come_in, said, groups):
    assert come_in(saying(custom={"groups": said})).group_ids == groups
    assert come_in(saying(custom={})).group_ids is None
