"""When Moodle fails: nothing is lost, and the trainer reads why and who can mend it."""

import httpx
import pytest
import time_machine

from lti_social.core.clock import now
from lti_social.resources.sources.meta import Mender
from lti_social.resources.sources.moodle_rest import REFUSALS

RETRIED = {
    "silent": httpx.Response(503),
    "busy": httpx.Response(429, headers={"retry-after": "600"}),
    "half a page": httpx.Response(200, content=b'[{"id": 19, "name": "Gen'),
    "not JSON": httpx.Response(200, html="<html>Log in</html>"),
}
FINAL = {
    "revoked token": (
        httpx.Response(200, json={"exception": "e", "errorcode": "invalidtoken"}),
        REFUSALS["invalidtoken"],
    ),
    "course gone": (
        httpx.Response(200, json={"exception": "e", "errorcode": "invalidrecord"}),
        REFUSALS["invalidrecord"],
    ),
    "nothing shown": (httpx.Response(200, json=[]), None),
    "wrong JSON": (httpx.Response(200, json={"sections": 3}), None),
    "web services off": (httpx.Response(403), None),
}


def as_it_was(rows):
    return {row.lms_id: (row.id, row.fingerprint, row.vanished_at) for row in rows.values()}


@pytest.mark.parametrize("answer", RETRIED.values(), ids=RETRIED)
def test_what_may_pass_is_tried_again_and_what_was_read_stays(
    read, rows, state, site, run_jobs, answer
):
    with time_machine.travel(now(), tick=False) as clock:
        read()
        before, well = as_it_was(rows()), state().read_at
        site.answers = [answer]
        clock.shift(60)
        read()

        assert as_it_was(rows()) == before
        assert state().failure
        assert state().mender in (Mender.nobody, Mender.lms_admin)
        assert (state().read_at, state().tried_at) == (well, now())
        clock.shift(119)
        assert run_jobs() == 0
        clock.shift(482)
        assert run_jobs() == 1
        assert (state().failure, state().read_at) == ("", now())


@pytest.mark.parametrize(("answer", "reason"), FINAL.values(), ids=FINAL)
def test_what_does_not_pass_waits_for_whoever_can_mend_it(
    read, rows, state, site, run_jobs, answer, reason
):
    with time_machine.travel(now(), tick=False) as clock:
        read()
        before = as_it_was(rows())
        site.answers = [answer]
        read()

        assert as_it_was(rows()) == before
        assert state().failure == reason or reason is None
        assert state().mender is Mender.lms_admin
        clock.shift(3600)
        assert run_jobs() == 0


def test_a_lms_that_stays_silent_is_left_alone_after_a_few_tries(
    read, state, site, run_jobs
):
    with time_machine.travel(now(), tick=False) as clock:
        site.answers = [httpx.Response(503)] * 20
        read()
        for _ in range(10):
            clock.shift(3600)
            run_jobs()

        assert len(site.answers) == 16
        assert state().mender is Mender.nobody


def test_without_the_other_functions_the_outline_is_read_all_the_same(
    read, rows, state, site
):
    site.lacking = {
        "core_course_get_updates_since",
        "core_group_get_course_groups",
        "core_course_get_course_module",
    }
    read()
    site.hidden_mods = {"quiz"}
    read()

    assert len(rows()) == 38
    assert rows()["cm:21"].vanished_at  # nobody could say otherwise
    assert not state().tells_groups
    named = [list(remark["about"].values()) for remark in state().remarks]
    assert named == [
        ["core_course_get_updates_since"],
        ["core_group_get_course_groups"],
        ["mod/quiz:view"],
    ]
