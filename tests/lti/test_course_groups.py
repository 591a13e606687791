import httpx
import pytest

from lti_social.lti.failing import PlatformError
from lti_social.lti.groups import GROUPS, SCOPE, SETS, LmsGroup, course_groups
from lti_social.lti.service import Service
from tests.lti.platform import Lms, tool_among, with_key

URL = "https://lms.test/groups"
SETS_URL = "https://lms.test/sets"


class Grouping(Lms):
    """An LMS with the course groups service: what it lists, by path."""

    def __init__(self, **listed):
        super().__init__()
        self.listed = listed

    def answer(self, request):
        self.heard.append(request)
        name = request.url.path.strip("/")
        if name == "token":
            return httpx.Response(200, json={"access_token": "t"})
        return httpx.Response(200, json={name: self.listed[name]})


@pytest.fixture
def read(engine):
    """The groups of an LMS that lists these, and what it was asked."""

    def ask(sets_url=None, **listed):
        lms = Grouping(**listed)
        with_key(engine)
        service = Service.of(engine, tool_among(lms), lms.register(engine))
        return course_groups(service, URL, sets_url), lms.heard

    return ask


def test_groups_have_their_names_and_those_of_their_sets(read):
    found, heard = read(
        SETS_URL,
        groups=[
            {"id": 11, "name": "Touraine", "tag": "t", "set_id": 3},
            {"id": "12", "name": "Anjou-Maine"},
        ],
        sets=[{"id": "3", "name": "Agences"}],
    )
    assert found == [
        LmsGroup("11", "Touraine", "t", "3", "Agences"),
        LmsGroup("12", "Anjou-Maine", None, None, None),
    ]
    assert [ask.headers["accept"] for ask in heard if ask.method == "GET"] == [SETS, GROUPS]
    assert [SCOPE in str(httpx.QueryParams(heard[0].content.decode())["scope"])] == [True]


def test_hostile_groups_are_left_out_and_come_once(read):
    strange = [{"id": ["1"]}, {"id": ""}, None, "x", {"name": "Sans numéro"}]
    twice = [{"id": "1", "name": "a\u202eb"}, {"id": 1, "name": "Encore"}]
    found, _ = read(SETS_URL, groups=[*strange, *twice], sets=["x", {"id": "1"}])

    assert [group.id for group in found] == ["1"]


def test_what_is_no_list_is_a_failure(read):
    with pytest.raises(PlatformError):
        read(groups={"11": "Touraine"})
