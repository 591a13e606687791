"""What a visitor of the demo LMS sees and may open."""

import pytest

from tests.demo.lms import MANAGERS, SALES, TOOL, begin, enter


def test_the_front_page_offers_everybody_in_their_courses(browser):
    sales, managers = browser().get("/").text.split('<section class="card"')[1:]

    assert sales.count("<button") == 9
    assert managers.count("<button") == 6
    assert 'value="nadia"' not in sales
    assert 'value="bastien"' not in sales
    assert 'value="solene"' not in managers


def test_choosing_somebody_leads_to_their_course(browser):
    visitor = browser()
    entered = enter(visitor, "solene")

    assert entered.status_code == 303
    assert entered.headers["location"] == f"/courses/{SALES}"
    course = visitor.get(f"/courses/{SALES}").text
    assert "Solène Garnier" in course
    assert "Guide d’entretien découverte" in course
    assert "Touraine" in course
    assert f'href="/courses/{SALES}/activity"' in course


def test_the_activity_is_a_frame_with_a_title_and_no_permissions(browser):
    visitor = browser()
    enter(visitor, "solene")
    activity = visitor.get(f"/courses/{SALES}/activity").text

    frame = activity.split("<iframe")[1].split(">")[0]
    assert 'title="Le lieu de la cohorte"' in frame
    assert 'allow=""' in frame
    assert f'src="/courses/{SALES}/launch?activity=101"' in frame
    assert (
        f'href="/courses/{SALES}/launch?window=1&amp;activity=101" target="_blank" '
        'rel="noopener"' in activity
    )


def test_the_launch_begins_with_a_form_that_works_without_script(browser):
    visitor = browser()
    enter(visitor, "solene")
    login = begin(visitor)

    assert login["iss"] == "https://lms.example"
    assert login["login_hint"] == "solene"
    assert login["target_link_uri"] == f"{TOOL}/lti/launch"
    assert login["lti_deployment_id"] == "1"
    assert "<noscript><button" in visitor.get(f"/courses/{SALES}/launch").text


@pytest.mark.parametrize("page", ["", "/activity", "/launch"])
def test_a_stranger_is_led_to_the_front_page(browser, page):
    answer = browser().get(f"/courses/{SALES}{page}")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize("page", ["", "/activity", "/launch"])
@pytest.mark.parametrize("course", [MANAGERS, "no-such-course"])
def test_a_course_of_others_is_not_found(browser, course, page):
    visitor = browser()
    enter(visitor, "solene")

    assert visitor.get(f"/courses/{course}{page}").status_code == 404


@pytest.mark.parametrize(
    ("person", "course"), [("solene", MANAGERS), ("nobody", SALES), ("solene", "nowhere")]
)
def test_nobody_enters_a_course_that_is_not_theirs(browser, person, course):
    refused = enter(browser(), person, course)

    assert refused.status_code == 404
    assert "set-cookie" not in refused.headers


def test_the_cookie_survives_the_way_back_from_the_tool(browser):
    cookie = enter(browser(), "solene").headers["set-cookie"].lower()

    assert cookie.startswith("lms=")
    for part in ("httponly", "secure", "samesite=none", "path=/"):
        assert part in cookie


def test_pages_let_in_the_tool_and_nobody_else(browser):
    headers = browser().get("/").headers

    policy = headers["content-security-policy"]
    assert f"frame-src 'self' https://lms.example {TOOL};" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert "access-control-allow-origin" not in headers
    assert headers["cache-control"] == "no-store"
