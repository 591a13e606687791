"""Every claim of a launch may be an attack: on no page is it more than text."""

import re
from collections.abc import Iterator
from html import escape, unescape

from lti_social.cohorts.models import Course, Member
from tests.cohorts.launching import Browser, rows
from tests.lti.drafts import MEMBERSHIP, saying
from tests.lti.platform import with_key
from tests.placements.placing import asking

HOSTILE = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>"
ADDRESS = f"https://lms.test/return?{HOSTILE.replace(' ', '+')}"
ADMINISTRATOR = "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator"
EVERY_CLAIM = saying(
    name=HOSTILE,
    given_name=HOSTILE,
    family_name=HOSTILE,
    email=f"{HOSTILE}@example.test",
    locale=HOSTILE,
    picture=ADDRESS,
    roles=[f"{MEMBERSHIP}Instructor", HOSTILE],
    context={"id": HOSTILE, "title": HOSTILE, "label": HOSTILE, "type": [HOSTILE]},
    resource_link={"id": HOSTILE, "title": HOSTILE, "description": HOSTILE},
    custom={"groups": HOSTILE, "place": HOSTILE, HOSTILE: HOSTILE},
    launch_presentation={"locale": HOSTILE, "return_url": ADDRESS},
    tool_platform={"name": HOSTILE, "product_family_code": HOSTILE, "guid": HOSTILE},
)
AS_ADMINISTRATOR = saying(roles=[f"{MEMBERSHIP}Instructor", ADMINISTRATOR])
MOST = 80  # pages


def everything_below(browser: Browser, path: str) -> Iterator[tuple[str, str]]:
    """Each page that a link leads to, from that one on."""
    ahead, seen = [path], {path}
    while ahead and len(seen) < MOST:
        path = ahead.pop(0)
        answer = browser.get(path)
        assert answer.status_code < 500, path
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        yield path, answer.text
        there = re.findall(r'href="(/(?:c/|admin)[^"#]*)"', answer.text)
        new = [one for one in dict.fromkeys(map(unescape, there)) if one not in seen]
        ahead += new
        seen |= set(new)


def harmful(pages: dict[str, str]) -> list[str]:
    return [path for path, page in pages.items() if re.search("<img.src=x|<script>", page)]


def showing(pages: dict[str, str]) -> set[str]:
    """The pages on which the claim stands, as text."""
    return {path for path, page in pages.items() if escape("<img src=x") in page}


def test_on_no_page_of_a_cohort_is_a_claim_more_than_text(engine, browser, lms):
    home = browser.launch(lms, EVERY_CLAIM).headers["location"]
    pages = dict(everything_below(browser, home))

    (course,), (member,) = rows(engine, Course), rows(engine, Member)
    assert (course.title, member.name) == (HOSTILE, HOSTILE[:80])
    assert harmful(pages) == []
    assert {home, f"{home}/me", f"{home}/members", f"{home}/settings"} <= showing(pages)


def test_nor_on_any_of_the_console(browser, lms):
    elsewhere = saying(deployment_id=HOSTILE)
    assert browser.launch(lms, EVERY_CLAIM, elsewhere).status_code == 403  # it waits now
    browser.launch(lms, EVERY_CLAIM, AS_ADMINISTRATOR)
    pages = dict(everything_below(browser, "/admin"))

    assert len(pages) > 5
    assert harmful(pages) == []
    assert showing(pages)


def test_nor_where_a_trainer_chooses_what_to_place(engine, browser, lms):
    with_key(engine)
    settings = {"title": HOSTILE, "text": HOSTILE, "data": HOSTILE}
    asked = browser.launch(
        lms, EVERY_CLAIM, asking(deep_link_return_url=ADDRESS, **settings)
    )
    place = asked.headers["location"].partition("?")[0]
    pages = dict(everything_below(browser, place))
    browser.submit(pages[place], f"{place}/picks", what="home")
    pages["sent"] = browser.submit(pages[place], f"{place}/send").text

    assert harmful(pages) == []
    assert place in showing(pages)
    assert ADDRESS in unescape(pages["sent"])
