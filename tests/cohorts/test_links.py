"""The places of a course from which the tool is launched."""

from datetime import timedelta

import time_machine

from lti_social.cohorts.learned import ResourceLink
from lti_social.core.clock import now
from tests.cohorts.launching import rows
from tests.lti.drafts import saying

CHALLENGE = saying(resource_link={"id": "link-2", "title": "Défi"})
RENAMED = saying(resource_link={"id": "link-1", "title": "Fils"})


def titles(engine):
    return [link.title for link in rows(engine, ResourceLink)]


def test_each_place_is_known_once_under_its_newest_title(engine, browser, lms):
    for change in ((), (CHALLENGE,), (), (RENAMED,)):
        assert browser.launch(lms, *change).status_code == 303

    assert titles(engine) == ["Fils", "Défi"]


def test_that_a_place_is_used_is_written_once_a_day(engine, browser, lms):
    with time_machine.travel(now(), tick=False) as clock:
        seen = []
        for pause in (timedelta(0), timedelta(hours=23), timedelta(hours=2)):
            clock.shift(pause)
            browser.launch(lms)
            seen.append(rows(engine, ResourceLink)[0].seen_at)

    assert seen[0] == seen[1] < seen[2]
