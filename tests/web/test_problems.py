"""The page that says what went wrong: a sentence, what to do, and the text given back."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from lti_social.core.errors import (
    Conflict,
    Expired,
    Forbidden,
    Invalid,
    NotFound,
    Problem,
)
from lti_social.threads.models import Thread
from lti_social.web.hop import hop
from tests.cohorts.launching import rows, says, text_of
from tests.visitor import URL

TEXT = 'Elle a dit : <b>« non »</b> & "puis" plus rien.'


@pytest.fixture
def visitor(town, visit):
    visitor = visit(town.solene)
    visitor.follow_redirects = False
    return visitor


@pytest.mark.parametrize(
    "problem", [Expired, Forbidden, NotFound, Conflict, Invalid, Problem]
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_problem_has_its_status_and_its_sentence(app, problem, language):
    def fail(_ask):
        raise problem

    app.add_api_route("/fail", hop(fail), methods=["GET"])
    answer = TestClient(app, base_url=URL).get(
        "/fail", headers={"accept-language": language}
    )

    assert answer.status_code == problem.status
    assert f'<html lang="{language}"' in answer.text
    assert says(answer.text, problem.title)
    assert (problem.title in text_of(answer.text)) == (language == "en")


def kept(page):
    """The fields of the form that gives the text back, as a browser would send them."""
    areas = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: unescape(text) for name, text in [*hidden, *areas]}


def test_what_was_written_comes_back_and_can_be_sent_again(engine, visitor):
    wrong = {"kind": "question", "title": " ", "body": TEXT, "format": "text"}
    refused = visitor.submit("/threads", **wrong)

    assert refused.status_code == 422
    assert says(refused.text, "Please check what you wrote.")
    assert says(refused.text, "this is needed.")
    again = kept(refused.text)
    assert again["body"] == TEXT
    assert f'action="{visitor.path}/threads"' in refused.text
    sent = visitor.post(f"{visitor.path}/threads", data=again | {"title": "Le silence"})
    assert sent.status_code == 303
    (thread,) = rows(engine, Thread)
    assert (thread.title, thread.kind.value) == ("Le silence", "question")
    assert TEXT in unescape(visitor.get(sent.headers["location"]).text)


@pytest.mark.parametrize(
    "hostile", ["</textarea><script>x</script>", '"><img src=x>', "{{ 7 * 7 }}", "%(x)s"]
)
def test_what_comes_back_is_only_text(visitor, hostile):
    form = {"kind": hostile, "title": hostile, "body": hostile, hostile: hostile}
    refused = visitor.submit("/threads", **form)

    assert refused.status_code == 422
    assert "<script>x" not in refused.text
    assert "<img" not in refused.text
    assert kept(refused.text)["title"] == hostile


@pytest.mark.parametrize("status", [403, 409, 401])
def test_where_sending_again_cannot_help_the_text_is_given_back_to_copy(
    town, visit, visitor, status
):
    page = {
        403: lambda: visit(town.michel).submit(
            "/threads", kind="question", title="T", body=TEXT
        ),
        409: lambda: visitor.post(f"{visitor.path}/threads", data={"body": TEXT}),
        401: lambda: _signed_out(visitor, {"body": TEXT}),
    }[status]()

    assert page.status_code == status
    assert kept(page.text)["body"] == TEXT
    assert "readonly" in page.text
    assert '<button class="btn btn--primary" type="submit">' not in page.text


def _signed_out(visitor, form):
    visitor.cookies.clear()
    return visitor.post(f"{visitor.path}/threads", data=form)


def test_the_sentence_stands_alone_where_the_script_looks_for_it(visitor):
    """The script shows what is in #problem and swaps nothing else."""
    page = visitor.submit("/threads", kind="question", title="", body=TEXT).text
    problem = page.split('<div id="problem"')[1].split("</div>")[0]

    assert 'role="alert"' in problem
    assert says(page, "Please check what you wrote.")
    assert "<form" not in problem
    assert "non" not in text_of(problem)


def test_a_defect_gives_the_text_back_too(app, visitor):
    def fail(_ask):
        raise RuntimeError("a defect")

    app.add_api_route("/fail", hop(fail), methods=["POST"])
    answer = visitor.post("/fail", data={"body": TEXT, "form_key": "k"})

    assert answer.status_code == 500
    assert kept(answer.text)["body"] == TEXT


def test_a_problem_is_said_in_the_language_of_the_visit(town, visit):
    for language, other in (("fr", "en"), ("en", "fr")):
        visitor = visit(town.solene, language=language)
        answer = visitor.open("/threads/999999", headers={"accept-language": other})
        assert f'<html lang="{language}"' in answer.text
        assert says(answer.text, NotFound.title)
