"""The fake Moodle answers what the running one answered, as far as tests rely on it."""

import json
from urllib.parse import urlsplit

import httpx
import pytest

from tests.cohorts.moodle import ISSUER, recorded
from tests.lti import fake_gradebook
from tests.lti.fake_moodle import ROSTER_SCOPE, FakeMoodle

ASKED = [
    "lti_nrps_context",
    "lti_nrps_limit10",
    "lti_nrps_role_instructor",
    "lti_nrps_role_learner_limit10",
    "lti_nrps_rlid_restricted_groupA",
    "lti_ags_lineitems",
    "lti_ags_lineitems_filter_rlid",
    "lti_ags_lineitems_filter_tag",
    "lti_ags_lineitems_limit1",
    "lti_ags_lineitem_get",
    "lti_ags_lineitem_create",
    "lti_ags_lineitem_create_linked",
    "lti_ags_lineitem_put",
]
VARIANTS = {
    name: said
    for name, said in recorded("lti_ags_score_variants").items()
    if "request" in said
}


@pytest.fixture
def moodle():
    """With the gradebook that stood there when it was recorded."""
    restricted = recorded("lti_nrps_rlid_restricted_groupA")["body"]["members"]
    moodle = FakeMoodle(links={"4": {member["user_id"] for member in restricted}})
    moodle.tokens["t"] = ("c", {ROSTER_SCOPE, *fake_gradebook.SCOPES})
    for item in recorded("lti_ags_lineitems")["body"]:
        moodle.gradebook.add(**{k: v for k, v in item.items() if k != "ltiLinkId"})
    return moodle


def ask(moodle, method, url, headers, body):
    headers = {**headers, "authorization": "Bearer t"}
    content = None if body is None else json.dumps(body).encode()
    return moodle.answer(httpx.Request(method, url, headers=headers, content=content))


@pytest.mark.parametrize("name", ASKED)
def test_it_answers_as_recorded(moodle, name):
    then = recorded(name)
    asked = then["request"]
    if asked["method"] == "POST":  # before it was made, the gradebook had fewer columns
        number = urlsplit(then["body"]["id"]).path.split("/")[-2]
        for later in [n for n in moodle.gradebook.items if n >= number]:
            del moodle.gradebook.items[later]
        moodle.gradebook.ids = iter([int(number)])

    now = ask(moodle, asked["method"], asked["url"], asked["headers"], asked["body"])

    assert now.status_code == then["status"]
    assert now.headers["content-type"] == then["headers"]["content-type"]
    assert now.headers.get("link") == then["headers"].get("link")
    assert without_message(now.json()) == without_message(then["body"])


def without_message(body):
    """What the roster says of a link that nobody here reads; and the course's names."""
    if not isinstance(body, dict) or "members" not in body:
        return body
    kept = [{k: v for k, v in m.items() if k != "message"} for m in body["members"]]
    return body | {"members": kept, "context": None}


def test_scores_are_taken_and_refused_as_recorded(moodle):
    url = f"{ISSUER}/mod/lti/services.php/5/lineitems/11/lineitem/scores?type_id=1"
    media = {"content-type": fake_gradebook.SCORE}
    for name, then in VARIANTS.items():
        now = ask(moodle, "POST", url, media, then["request"])

        assert now.status_code == then["status"], name
        if then["status"] != 200:
            before_echo = then["reason"].partition("{")[0]
            assert now.reason_phrase.startswith(before_echo), name
    assert len(VARIANTS) == 14
    shown = ask(moodle, "GET", url.replace("scores", "results"), {}, None).json()
    then = {r["userId"]: r.get("resultScore") for r in recorded("lti_ags_results")["body"]}
    there = {result["userId"]: result.get("resultScore") for result in shown}
    del then["101"]  # got theirs by hand
    assert there == then


def test_plain_json_finds_no_handler(moodle):
    url = f"{ISSUER}/mod/lti/services.php/5/lineitems/11/lineitem/scores?type_id=1"
    then = recorded("lti_ags_score_variants")["content_type_application_json"]
    now = ask(moodle, "POST", url, {"content-type": "application/json"}, {})

    assert (now.status_code, now.reason_phrase) == (then["status"], then["reason"])
