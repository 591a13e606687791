"""The demo LMS takes a tool that registers itself, and is as strict about it as others."""

import pytest

from tests.demo.lms import LMS, SALES, ask, begin, enter, posted

URL = "https://new.example"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
ASKED = {
    "client_name": "Nouveau",
    "initiate_login_uri": f"{URL}/login",
    "redirect_uris": [f"{URL}/launch"],
    "jwks_uri": f"{URL}/jwks",
    "token_endpoint_auth_method": "private_key_jwt",
    TOOL: {"domain": "new.example", "target_link_uri": f"{URL}/launch"},
}


@pytest.fixture
def michel(browser):
    visitor = browser()
    enter(visitor, "michel")
    return visitor


def leave(michel) -> str:
    """The token in the address of the frame."""
    page = michel.post("/tools/register", data={"url": f"{URL}/register?invite=x"}).text
    address = page.split("<iframe")[1].split('src="')[1].split('"')[0]
    assert address.startswith(f"{URL}/register?invite=x&amp;openid_configuration=https%3A")
    return address.split("registration_token=")[1]


def register(browser, token: str, **changes):
    bearer = {"authorization": f"Bearer {token}"}
    return browser().post("/registrations", json=ASKED | changes, headers=bearer)


def test_it_describes_itself_at_its_own_address(browser):
    said = browser().get("/.well-known/openid-configuration").json()
    assert said["issuer"] == LMS
    assert said["registration_endpoint"] == f"{LMS}/registrations"


def test_a_tool_that_registered_waits_until_it_is_activated(browser, michel):
    answer = register(browser, leave(michel))
    assert answer.status_code == 201
    client_id = answer.json()["client_id"]
    assert answer.json()[TOOL]["deployment_id"]
    there = f"/courses/{SALES}/launch?tool={client_id}"
    assert "En attente d’activation" in michel.get("/tools").text
    assert michel.get(there).status_code == 404

    michel.post(f"/tools/{client_id}/activate")
    login = posted(michel.get(there))

    assert login.action == f"{URL}/login"
    answer = ask(michel, login.fields, redirect_uri=f"{URL}/launch")
    assert posted(answer).action == f"{URL}/launch"
    assert "id_token" in posted(answer).fields


def test_the_hint_of_one_tool_s_launch_serves_no_other(browser, michel):
    client_id = register(browser, leave(michel)).json()["client_id"]
    michel.post(f"/tools/{client_id}/activate")
    answer = ask(michel, begin(michel), client_id=client_id, redirect_uri=f"{URL}/launch")
    assert posted(answer).fields["error"] == "invalid_request"


def test_leave_is_good_for_one_registration(browser, michel):
    token = leave(michel)
    assert register(browser, token).status_code == 201
    assert register(browser, token).status_code == 401
    assert register(browser, "").status_code == 401


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uris": []},
        {"redirect_uris": ["https://elsewhere.example/launch"]},
        {"initiate_login_uri": None},
        {"jwks_uri": "https://elsewhere.example/jwks"},
        {"token_endpoint_auth_method": "client_secret_basic"},
        {TOOL: None},
        {TOOL: ASKED[TOOL] | {"domain": "elsewhere.example"}},
    ],
    ids=range(7),
)
def test_a_tool_that_cannot_be_one_is_refused(browser, michel, changes):
    answer = register(browser, leave(michel), **changes)
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_client_metadata"


@pytest.mark.parametrize("path", ["/tools", "/tools/register", "/tools/x/activate"])
def test_only_who_administers_the_lms_manages_tools(browser, path):
    solene = browser()
    enter(solene, "solene")
    for visitor in (browser(), solene):
        method = "GET" if path == "/tools" else "POST"
        assert visitor.request(method, path, data={"url": URL}).status_code == 403
