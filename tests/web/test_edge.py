"""What every answer carries, and what the log says of it."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from lti_social.web.edge import OneLine
from lti_social.web.hop import hop
from lti_social.web.render import STATIC, manifest
from tests.visitor import URL

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin-allow-popups",
}
YEAR = "public, max-age=31536000, immutable"


@pytest.fixture
def browser(app):
    return TestClient(app, base_url=URL, follow_redirects=False)


def broken(_ask):
    raise RuntimeError("the secret of Solène")


@pytest.fixture
def anything(app, town, visit):
    """One answer of each kind, by name."""
    app.add_api_route("/broken", hop(broken), methods=["GET"])
    visitor, stranger = visit(town.solene), TestClient(app, base_url=URL)
    visitor.follow_redirects = stranger.follow_redirects = False
    return {
        "a page": visitor.open("/threads"),
        "a redirect": visitor.submit("/me", name="Solène"),
        "a refusal": visitor.open("/purpose"),
        "a form that is not one": visitor.submit("/threads", kind="?"),
        "nothing there": stranger.get("/nowhere"),
        "a wrong method": stranger.delete("/lti/launch"),
        "nobody known": stranger.get(visitor.path),
        "a refused launch": stranger.post("/lti/launch", data={}),
        "keys": stranger.get("/lti/jwks"),
        "health": stranger.get("/health"),
        "an asset that is missing": stranger.get("/static/none.js"),
        "a defect": stranger.get("/broken"),
    }


def test_every_answer_is_guarded(anything):
    ids = set()
    for name, answer in anything.items():
        for header, value in HEADERS.items():
            assert answer.headers.get(header) == value, name
        policy = answer.headers["content-security-policy"]
        assert policy.startswith(POLICY), name
        assert answer.headers.get_list("content-security-policy") == [policy]
        ids.add(answer.headers["x-request-id"])
    assert len(ids) == len(anything)


def test_no_page_is_kept_by_a_browser_or_a_proxy(anything):
    for name, answer in anything.items():
        kept = "public, max-age=300" if name == "keys" else "no-store"
        assert answer.headers["cache-control"] == kept, name


def test_pages_name_who_may_frame_them(anything):
    def ancestors(name):
        return anything[name].headers["content-security-policy"].removeprefix(POLICY)

    assert ancestors("a page") == ancestors("a refusal") == "https://lms.test"
    assert ancestors("health") == ancestors("keys") == "'none'"
    assert ancestors("a refused launch") == ancestors("nobody known") == "*"


def test_each_kind_of_answer_has_its_status(anything):
    assert [answer.status_code for answer in anything.values()] == [
        *(200, 303, 403, 422, 404, 404, 401, 400, 200, 200, 404, 500),
    ]


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/static/../app.py"])
def test_there_are_no_doors_that_nobody_made(browser, path):
    assert browser.get(path).status_code == 404


built = pytest.mark.skipif(not manifest(), reason="the assets were not built")


@built
@pytest.mark.parametrize("name", ["app.css", "app.js"])
@pytest.mark.parametrize("takes", ["gzip, br", "identity"])
def test_assets_are_kept_for_a_year_and_come_compressed(browser, name, takes):
    file = manifest()[name]
    asset = browser.get(f"/static/{file}", headers={"accept-encoding": takes})

    kind = "text/css" if name.endswith("css") else "text/javascript"
    assert asset.headers["content-type"].startswith(kind)
    assert asset.headers["cache-control"] == YEAR
    assert asset.headers["vary"] == "Accept-Encoding"
    compressed = asset.headers.get("content-encoding") == "gzip"
    assert compressed == ("gzip" in takes)
    assert asset.content == (STATIC / file).read_bytes()
    if compressed:
        assert int(asset.headers["content-length"]) < len(asset.content)


def test_the_log_has_the_path_and_never_what_was_asked(browser, caplog):
    caplog.set_level(logging.WARNING, logger="httpx")  # the test's own client
    caplog.set_level(logging.INFO)
    answer = browser.get("/lti/login?login_hint=u-101&iss=x", headers={"cookie": "a=b"})

    (line,) = [record for record in caplog.records if record.name == "lti_social.access"]
    assert line.getMessage() == f"GET /lti/login {answer.status_code}"
    assert line.request_id == answer.headers["x-request-id"]
    assert line.ms >= 0
    for record in caplog.records:
        assert "u-101" not in str(vars(record))
        assert "a=b" not in str(vars(record))


def test_what_people_write_is_in_no_log(town, visit, caplog):
    caplog.set_level(logging.WARNING, logger="httpx")
    caplog.set_level(logging.DEBUG)
    visitor = visit(town.solene)
    visitor.submit("/threads", kind="question", title="Un titre", body="Mon secret")
    visitor.submit("/threads", kind="question", title="", body="Mon secret")

    assert caplog.records
    for record in caplog.records:
        assert "Mon secret" not in str(vars(record))
        assert visitor.form_key not in str(vars(record))


def test_a_line_of_the_log_is_one_line_of_json():
    record = logging.LogRecord(
        *("lti_social", logging.INFO, "", 0, "GET %s", ("/a\nb",), None)
    )
    record.request_id, record.support_id = "1f", "ABC"
    line = OneLine().format(record)

    assert "\n" not in line
    said = json.loads(line)
    assert said["says"] == "GET /a\nb"
    assert (said["request_id"], said["support_id"]) == ("1f", "ABC")


def test_a_defect_is_told_with_a_number_and_without_its_trace(anything, caplog):
    answer = anything["a defect"]
    number = answer.headers["x-request-id"]

    assert number in answer.text
    for private in ("Traceback", "RuntimeError", "secret", "Solène", ".py"):
        assert private not in answer.text
    (logged,) = [record for record in caplog.get_records("setup") if record.exc_info]
    assert logged.request_id == number
    assert json.loads(OneLine().format(logged))["request_id"] == number
    assert "RuntimeError" in OneLine().format(logged)
