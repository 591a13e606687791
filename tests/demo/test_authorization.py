"""The demo LMS grants a launch only to the tool, for the person, once."""

import pytest

from tests.demo.lms import MANAGERS, TOOL, ask, begin, enter, posted, question

RETURN = f"{TOOL}/lti/launch"

NOBODY_TO_ANSWER = {
    "another client": {"client_id": "somebody-else"},
    "no client": {"client_id": None},
    "another address": {"redirect_uri": "https://evil.example/lti/launch"},
    "a longer address": {"redirect_uri": f"{RETURN}/more"},
    "an address with a query": {"redirect_uri": f"{RETURN}?a=b"},
    "an address in capitals": {"redirect_uri": RETURN.upper()},
    "no address": {"redirect_uri": None},
    "no state": {"state": None},
}

POSTED_BACK = {
    "another response type": ({"response_type": "code"}, "unsupported_response_type"),
    "no response type": ({"response_type": None}, "unsupported_response_type"),
    "more scope": ({"scope": "openid profile"}, "invalid_scope"),
    "no scope": ({"scope": None}, "invalid_scope"),
    "another response mode": ({"response_mode": "query"}, "invalid_request"),
    "no response mode": ({"response_mode": None}, "invalid_request"),
    "a prompt": ({"prompt": "login"}, "invalid_request"),
    "no nonce": ({"nonce": None}, "invalid_request"),
    "an empty nonce": ({"nonce": ""}, "invalid_request"),
    "somebody else’s hint": ({"login_hint": "karim"}, "access_denied"),
    "no login hint": ({"login_hint": None}, "access_denied"),
    "an unknown message hint": ({"lti_message_hint": "made-up"}, "invalid_request"),
    "no message hint": ({"lti_message_hint": None}, "invalid_request"),
}


@pytest.fixture
def solene(browser):
    mine = browser()
    enter(mine, "solene")
    return mine


@pytest.mark.parametrize("changes", NOBODY_TO_ANSWER.values(), ids=NOBODY_TO_ANSWER)
def test_a_doubtful_sender_gets_a_page_and_nothing_is_posted(solene, changes):
    answer = ask(solene, begin(solene), **changes)

    assert answer.status_code == 400
    assert "<form" not in answer.text
    assert "evil" not in answer.text


@pytest.mark.parametrize(("changes", "error"), POSTED_BACK.values(), ids=POSTED_BACK)
def test_a_mistake_of_the_tool_is_posted_back_to_it(solene, changes, error):
    answer = posted(ask(solene, begin(solene), **changes))

    assert answer.action == RETURN
    assert set(answer.fields) == {"error", "error_description", "state"}
    assert (answer.fields["error"], answer.fields["state"]) == (error, "a-state")


def test_the_right_question_is_answered_with_a_message_and_the_same_state(solene):
    answer = posted(ask(solene, begin(solene)))

    assert answer.action == RETURN
    assert set(answer.fields) == {"id_token", "state"}
    assert answer.fields["state"] == "a-state"


def test_the_question_may_come_without_a_prompt_or_by_post(solene):
    assert "id_token" in posted(ask(solene, begin(solene), prompt=None)).fields

    asked = question(begin(solene))
    assert "id_token" in posted(solene.post("/auth", data=asked)).fields


def test_a_hint_serves_once(solene):
    login = begin(solene)
    assert "id_token" in posted(ask(solene, login)).fields

    assert posted(ask(solene, login)).fields["error"] == "invalid_request"


def test_a_mistake_does_not_spend_the_hint(solene):
    login = begin(solene)
    ask(solene, login, scope="profile")

    assert "id_token" in posted(ask(solene, login)).fields


def test_a_hint_serves_only_the_session_it_was_made_for(solene, browser):
    login = begin(solene)
    elsewhere = browser()
    enter(elsewhere, "solene")

    assert posted(ask(elsewhere, login)).fields["error"] == "invalid_request"
    assert "id_token" in posted(ask(solene, login)).fields


def test_another_person_in_the_same_browser_cannot_finish_the_launch(solene):
    login = begin(solene)
    enter(solene, "karim")

    assert posted(ask(solene, login)).fields["error"] == "access_denied"
    assert (
        posted(ask(solene, login, login_hint="karim")).fields["error"] == "invalid_request"
    )


def test_nobody_signed_in_is_said_so(solene, browser):
    login = begin(solene)

    assert posted(ask(browser(), login)).fields["error"] == "login_required"


def test_a_cookie_that_was_changed_is_nobody(solene):
    login = begin(solene)
    forged = solene.cookies["lms"].replace(".solene.", ".claire.")
    solene.cookies.clear()
    solene.cookies.set("lms", forged)

    refused = posted(ask(solene, login, login_hint="claire"))
    assert refused.fields["error"] == "login_required"


def test_a_course_that_is_not_yours_cannot_be_launched(solene):
    assert solene.get(f"/courses/{MANAGERS}/launch").status_code == 404


def test_what_the_tool_sends_is_escaped(solene):
    answer = ask(solene, begin(solene), state='"><script>alert(1)</script>')

    assert "<script>alert" not in answer.text
    assert posted(answer).fields["state"] == '"><script>alert(1)</script>'
