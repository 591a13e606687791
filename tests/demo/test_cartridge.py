"""What the demo LMS exports of its courses is a cartridge that the tool reads whole."""

import pytest

from lti_social.core.text import one_line
from lti_social.demo.cartridge import exported
from lti_social.demo.seed import seeds
from lti_social.demo.town import COURSES
from lti_social.resources.forms import read_cartridge


@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)
def test_it_holds_the_course_s_outline_in_order(course):
    listing = read_cartridge(exported(course))

    titles = [
        one_line(title)
        for section in course.sections
        for title in (section.title, *(one.title for one in section.resources))
    ]
    assert [one.title for one in listing.resources] == titles
    assert listing.remarks == ()


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.course_id)
def test_threads_are_about_resources_of_their_course(seed):
    sections = COURSES[seed.course_id].sections
    there = {one.title for section in sections for one in section.resources}
    about = [title for thread in seed.threads for title, _ in thread.about]

    assert len(about) >= 4
    assert set(about) <= there


def test_trainers_export_it(browser):
    for person, status in (("claire", 200), ("solene", 403)):
        visitor = browser()
        visitor.post("/enter", data={"person": person, "course": "vente-2026"})
        assert visitor.get("/courses/vente-2026/export").status_code == status
