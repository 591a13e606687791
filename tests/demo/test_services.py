"""The services of the demo LMS, used by the tool's own clients."""

import jwt
import pytest

from lti_social.core.clock import now
from lti_social.demo.granting import GRADES
from lti_social.lti.endpoints import Endpoints, endpoints_in, group_ids_in
from lti_social.lti.failing import PlatformError
from lti_social.lti.grades import SCORE, Score, results, send_score
from lti_social.lti.groups import course_groups
from lti_social.lti.lineitems import (
    NewLineItem,
    change_line_item,
    create_line_item,
    delete_line_item,
    line_items,
)
from lti_social.lti.roles import LmsRole
from lti_social.lti.roster import roster
from tests.demo.beside import Campus
from tests.demo.lms import LMS, MANAGERS, SALES, ask, begin, enter, posted

URL = f"{LMS}/services/{SALES}"


@pytest.fixture
def campus(engine, tmp_path, folder):
    for kept in folder.glob("lms-*"):  # its keys: making them takes a while
        (tmp_path / kept.name).write_bytes(kept.read_bytes())
    return Campus(engine, tmp_path)


@pytest.fixture
def service(campus):
    return campus.service


@pytest.fixture
def column(service):
    new = NewLineItem(label="Participation", maximum=5, resource_id="p", tag="p")
    return create_line_item(service, f"{URL}/columns", new)


def test_the_roster_comes_by_pages_with_everybody_as_they_launch(service):
    members = {m.sub: m for m in roster(service, f"{URL}/members", rlid="101", groups=True)}

    assert len(members) == 9
    solene = members["solene"]
    assert (solene.name, solene.email) == ("Solène Garnier", "solene@banque.example")
    assert solene.group_ids == ("11",)
    assert members["claire"].group_ids == ()
    assert members["aurore"].roles == {LmsRole.assistant}
    assert LmsRole.admin in members["michel"].roles


def test_who_keeps_their_name_keeps_it_in_the_roster_too(service):
    members = {m.sub: m for m in roster(service, f"{LMS}/services/{MANAGERS}/members")}

    assert (members["bastien"].name, members["bastien"].email) == (None, None)
    assert members["bastien"].group_ids is None


def test_groups_have_names_and_a_set(service):
    found = course_groups(service, f"{URL}/groups", f"{URL}/group-sets")

    assert [(group.id, group.name, group.set_name) for group in found] == [
        ("11", "Touraine", "Groupes du cours"),
        ("12", "Anjou-Maine", "Groupes du cours"),
    ]


def test_a_column_is_made_found_changed_and_removed(service, column):
    assert line_items(service, f"{URL}/columns", resource_id="p") == [column]
    assert line_items(service, f"{URL}/columns", tag="other") == []
    assert line_items(service, f"{LMS}/services/{MANAGERS}/columns") == []
    change = NewLineItem(label="Présence", maximum=10)
    assert change_line_item(service, column.url, change).label == "Présence"
    delete_line_item(service, column.url)
    assert line_items(service, f"{URL}/columns") == []


def test_a_score_stands_in_the_gradebook_that_trainers_see(campus, service, column):
    at = now()
    send_score(service, column.url, Score(sub="solene", given=4.5, maximum=5, at=at))
    waiting = Score(sub="karim", given=1, maximum=5, at=at, grading="PendingManual")
    send_score(service, column.url, waiting)

    page = campus.grades("claire").text
    assert "Participation" in page
    assert "<td>4,5</td>" in page
    assert page.count("<td>–</td>") == 5
    assert campus.grades("solene").status_code == 403
    scores = {result.sub: result.score for result in results(service, column.url)}
    assert scores == {"solene": 4.5, "karim": None}


def test_scores_that_come_late_or_for_nobody_are_declined(service, column):
    at = now()
    send_score(service, column.url, Score(sub="solene", given=4, maximum=5, at=at))
    for sub, status in (("solene", 409), ("claire", 400), ("nadia", 400), ("x", 400)):
        with pytest.raises(PlatformError) as failure:
            send_score(service, column.url, Score(sub=sub, given=1, maximum=5, at=at))
        assert failure.value.status == status
    assert [result.score for result in results(service, column.url)] == [4.0]


def test_a_score_that_is_no_number_is_declined(service, column):
    said = {"userId": "solene", "timestamp": now().isoformat(), "scoreMaximum": 5}
    said |= {"activityProgress": "Completed", "gradingProgress": "FullyGraded"}
    for given in ("5", -1, [5], None):
        with pytest.raises(PlatformError) as failure:
            service.send(
                "POST",
                f"{column.url}/scores",
                scopes=[SCORE],
                media="application/vnd.ims.lis.v1.score+json",
                json=said | {"scoreGiven": given},
            )
        assert failure.value.status == 400


def test_grades_outlive_a_restart_and_tokens_do_not(campus, service, column):
    send_score(service, column.url, Score(sub="solene", given=4, maximum=5, at=now()))
    campus.restart()

    assert [result.score for result in results(service, column.url)] == [4.0]


def test_the_media_type_must_be_right_to_the_letter(service, column):
    for media in ("application/json", "text/plain"):
        with pytest.raises(PlatformError) as failure:
            service.send(
                "POST",
                f"{column.url}/scores",
                scopes=[SCORE],
                media=media,
                json={},
            )
        assert failure.value.status == 415


def test_a_token_opens_what_it_is_for_and_nothing_else(campus, service):
    scope = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
    with pytest.raises(PlatformError) as failure:
        service.send("GET", f"{URL}/columns", scopes=[scope])

    assert failure.value.status == 403
    for path in ("members", "groups", "group-sets", "columns", "columns/1"):
        assert campus.browser.get(f"{URL}/{path}").status_code == 401


def test_a_launch_names_the_services_and_the_column_of_its_link(campus, service):
    new = NewLineItem(label="Lien", maximum=5, resource_link_id="101")
    made = create_line_item(service, f"{URL}/columns", new)
    enter(campus.browser, "solene")
    answer = posted(ask(campus.browser, begin(campus.browser)))
    claims = jwt.decode(answer.fields["id_token"], options={"verify_signature": False})

    assert endpoints_in(claims) == Endpoints(
        roster_url=f"{URL}/members",
        lineitems_url=f"{URL}/columns",
        lineitem_url=made.url,
        grade_scopes=frozenset(GRADES),
        groups_url=f"{URL}/groups",
        group_sets_url=f"{URL}/group-sets",
    )
    assert group_ids_in(claims) == ("11",)


def test_while_the_tool_s_keys_cannot_be_read_no_token_is_given(campus, service):
    campus.down = True
    with pytest.raises(PlatformError) as failure:
        list(roster(service, f"{URL}/members"))

    assert failure.value.said == "the tool’s keys cannot be read"
