import logging
import re

import pytest
from fastapi.testclient import TestClient

from lti_social.app import create_app
from lti_social.core.config import Settings
from lti_social.lti.reasons import LaunchRefused, Reason
from lti_social.lti.sentences import REFUSALS
from tests.lti.drafts import saying
from tests.lti.platform import URL, arrive


@pytest.fixture
def browser(engine, tool) -> TestClient:
    app = create_app(Settings(url=URL), engine, tool)
    return TestClient(app, base_url=URL, headers={"accept-language": "en"})


def post(browser, arrival):
    browser.cookies.update(arrival.cookies)
    return browser.post("/lti/launch", data=arrival.form)


def test_every_reason_has_its_sentences():
    assert set(REFUSALS) == set(Reason)
    for refusal in REFUSALS.values():
        assert refusal.status in (400, 401, 403)
        assert refusal.happened.endswith(".")
        assert refusal.to_do.endswith(".")


def test_the_page_says_what_happened_what_to_do_and_who_can_fix_it(browser, tool, lms):
    answer = post(browser, arrive(tool, lms, saying(aud="client-8")))
    assert answer.status_code == 401
    said = re.sub(r"\s+", " ", answer.text)
    refusal = REFUSALS[Reason.audience]
    for sentence in (refusal.happened, refusal.to_do, refusal.who):
        assert sentence in said
    assert said.count("<h1>") == 1


def test_it_speaks_french_to_whom_reads_french(browser, tool, lms):
    browser.headers["accept-language"] = "fr"
    answer = post(browser, arrive(tool, lms, saying(aud="client-8")))
    assert '<html lang="fr"' in answer.text


def test_its_number_is_found_again_in_the_log(browser, tool, lms, caplog):
    with caplog.at_level(logging.WARNING, "lti_social.lti"):
        answer = post(browser, arrive(tool, lms, saying(aud="client-8")))
    number = re.search(r"<code>([A-Z2-7]{8})</code>", answer.text)
    (line,) = [r for r in caplog.records if r.getMessage() == "launch refused"]
    assert number
    assert vars(line)["support_id"] == number[1]
    assert vars(line)["reason"] == "audience"
    assert vars(line)["detail"]["expected"] == "client-7"


def test_it_holds_nothing_of_the_launch_and_may_be_framed_by_anybody(browser, tool, lms):
    hostile = saying(aud="client-8", name="<script>x</script>", email="a@evil.test")
    answer = post(browser, arrive(tool, lms, hostile))
    for said in ("<form", "<script", "evil.test", "u-101", "eyJ", "client-8", "lms.test"):
        assert said not in answer.text
    assert "set-cookie" not in answer.headers
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_it_tells_how_far_the_clocks_differ(browser, tool, lms):
    answer = post(browser, arrive(tool, lms, saying(iat=1_000_000, exp=1_000_060)))
    assert re.search(r"\d{9} seconds", answer.text)
    assert "seconds" not in post(browser, arrive(tool, lms, saying(aud="x"))).text


@pytest.mark.parametrize("error", ["access_denied", "<script>alert(1)</script>"])
def test_the_lms_s_own_words_stay_in_the_log(browser, error):
    said = {"error": error, "error_description": "Mail a@b.test", "state": "s1"}
    answer = browser.post("/lti/launch", data=said)
    assert answer.status_code in (400, 403)
    assert "a@b.test" not in answer.text
    assert "<script" not in answer.text


def test_what_the_log_keeps_is_short_and_prints():
    refusal = LaunchRefused(Reason.issuer, said="x\r\n\x1b" * 99, kid=None, seconds=7)
    assert len(refusal.detail["said"]) == 120
    assert refusal.detail["said"].isprintable()
    assert (refusal.detail["kid"], refusal.detail["seconds"]) == (None, 7)
