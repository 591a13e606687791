"""The service calls of the 1EdTech certification guide, as the LMS sees them arrive."""

import pytest

from lti_social.core.clock import now
from lti_social.lti.grades import SCORE, Score, results, send_score
from lti_social.lti.lineitems import SCOPE as LINE_ITEM
from lti_social.lti.lineitems import NewLineItem, create_line_item, line_items
from lti_social.lti.roster import ACCEPT, roster
from lti_social.lti.roster import SCOPE as ROSTER
from lti_social.lti.service import Service
from tests.lti.platform import arrive, launched, tool_among


@pytest.fixture
def launch(engine, moodle):
    """A core launch that names the services, and what speaks to them afterwards."""
    moodle.register(engine)
    tool = tool_among(moodle)
    launch = launched(engine, tool, arrive(tool, moodle))
    yield launch, Service.of(engine, tool, launch.platform_id)
    tool.close()


def heard(moodle, ending):
    return [ask for ask in moodle.heard if ask.url.path.endswith(ending)]


def granted(moodle, request):
    return moodle.tokens[request.headers["authorization"].removeprefix("Bearer ")][1]


def test_names_and_roles_core_launch(launch, moodle):
    said, _ = launch

    assert said.endpoints.roster_url == moodle.roster_url


def test_names_and_roles_received_service_request(launch, moodle):
    said, service = launch
    members = list(roster(service, said.endpoints.roster_url))

    assert [member.sub for member in members] == [m["user_id"] for m in moodle.members]
    assert [ask.method for ask in heard(moodle, "/memberships")] == ["GET"]


def test_names_and_roles_verify_request_header(launch, moodle):
    said, service = launch
    list(roster(service, said.endpoints.roster_url))

    assert heard(moodle, "/memberships")[0].headers["accept"] == ACCEPT


def test_names_and_roles_verify_oauth2_token(launch, moodle):
    said, service = launch
    list(roster(service, said.endpoints.roster_url))

    kind, token = heard(moodle, "/memberships")[0].headers["authorization"].split()
    assert (kind, token in moodle.tokens) == ("Bearer", True)


def test_names_and_roles_verify_oauth2_scopes(launch, moodle):
    said, service = launch
    list(roster(service, said.endpoints.roster_url))

    assert granted(moodle, heard(moodle, "/memberships")[0]) == {ROSTER}


def test_assignments_and_grades_core_launch(launch, moodle):
    said, _ = launch

    assert said.endpoints.lineitems_url == moodle.lineitems_url
    assert said.endpoints.lineitem_url is None
    assert {LINE_ITEM, SCORE} < said.endpoints.grade_scopes


def test_assignments_and_grades_the_whole_round(launch, moodle):
    said, service = launch
    url = said.endpoints.lineitems_url
    item = create_line_item(service, url, NewLineItem(label="Participation", maximum=5))
    send_score(service, item.url, Score(sub="101", given=4, maximum=5, at=now()))

    assert line_items(service, url) == [item]
    assert [(r.sub, r.score) for r in results(service, item.url)] == [("101", 4.0)]
    (score,) = heard(moodle, "/scores")
    assert granted(moodle, score) == {SCORE}
    assert score.headers["content-type"] == "application/vnd.ims.lis.v1.score+json"
    (made,) = [ask for ask in heard(moodle, "/lineitems") if ask.method == "POST"]
    assert granted(moodle, made) == {LINE_ITEM}
    assert made.headers["content-type"] == "application/vnd.ims.lis.v2.lineitem+json"
