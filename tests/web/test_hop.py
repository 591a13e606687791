"""Forms that are too large, too strange or not forms at all; the one thread hop."""

import threading

import anyio
import pytest
from fastapi import Response
from fastapi.testclient import TestClient

from lti_social.threads.models import Post
from lti_social.web.hop import FIELDS, LENGTH, hop
from tests.cohorts.launching import rows, says
from tests.visitor import URL

THREAD = {"kind": "question", "title": "Un titre", "format": "text"}
URLENCODED = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def visitor(town, visit):
    visitor = visit(town.solene)
    visitor.follow_redirects = False
    return visitor


def form_of(visitor, size, piece=4096):
    """A form of that many bytes, in pieces."""
    start = f"form_key={visitor.form_key}&kind=question&title=T&body=".encode()
    left = size - len(start)
    yield start
    while left > 0:
        yield b"x" * min(piece, left)
        left -= piece


def test_a_form_of_the_longest_length_is_read(visitor):
    """And refused by the door it was for, with its own sentence and the text."""
    body = b"".join(form_of(visitor, LENGTH))
    answer = visitor.post(f"{visitor.path}/threads", content=body, headers=URLENCODED)

    assert answer.status_code == 422
    assert "x" * 1000 in answer.text


@pytest.mark.parametrize("told", [True, False], ids=["length told", "streamed"])
def test_a_longer_form_is_refused(visitor, told):
    sent = form_of(visitor, LENGTH + 1)
    body = b"".join(sent) if told else sent
    answer = visitor.post(f"{visitor.path}/threads", content=body, headers=URLENCODED)

    assert ("content-length" in answer.request.headers) == told
    assert answer.status_code == 422
    assert says(answer.text, "This is too long.")


def test_of_a_form_without_end_no_more_is_read_than_the_longest(app):
    """A server hands the pieces over one by one; after the refusal nobody asks for more."""
    asked, answered = 0, []

    async def receive():
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b"x" * 65536, "more_body": True}

    async def send(message):
        answered.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/c/1/threads",
        "query_string": b"",
        "headers": [(b"content-type", b"application/x-www-form-urlencoded")],
        "app": app,
    }
    anyio.run(app, scope, receive, send)

    assert answered[0]["status"] == 422
    assert asked == LENGTH // 65536 + 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"garbage", "multipart/form-data; boundary=x"),
        (
            b"--x\r\nContent-Disposition: nonsense\r\n\r\n--x--",
            "multipart/form-data; boundary=x",
        ),
        (b"garbage", "multipart/form-data"),
        (b"&".join(b"f%d=1" % n for n in range(FIELDS + 1)), URLENCODED["content-type"]),
    ],
    ids=["no parts", "a nameless part", "no boundary", "too many fields"],
)
def test_what_cannot_be_read_as_a_form_is_the_sender_s_mistake(
    visitor, caplog, content, kind
):
    answer = visitor.post(
        f"{visitor.path}/threads", content=content, headers={"content-type": kind}
    )

    assert answer.status_code == 422
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_other_kinds_of_content_are_no_form(visitor, kind):
    content = f"form_key={visitor.form_key}&kind=question&title=T&body=B"
    answer = visitor.post(
        f"{visitor.path}/threads", content=content, headers={"content-type": kind}
    )

    assert answer.status_code == 409  # it carries no key


def test_a_file_is_not_taken(engine, visitor):
    form = THREAD | {"form_key": visitor.form_key}
    answer = visitor.post(
        f"{visitor.path}/threads", data=form, files={"body": ("a.txt", b"Mon fichier")}
    )

    assert answer.status_code == 422


def test_a_form_may_come_in_parts(visitor):
    form = THREAD | {"form_key": visitor.form_key, "body": "Été comme hiver"}
    parts = {name: (None, text) for name, text in form.items()}
    answer = visitor.post(f"{visitor.path}/threads", files=parts)

    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/threads", THREAD | {"title": "Un\0titre", "body": "Avec\0un NUL"}),
        ("/threads", THREAD | {"body": "<p>Avec\0un NUL</p>", "format": "html"}),
        ("/me", {"name": "So\0lène"}),
    ],
)
def test_what_a_database_cannot_keep_is_left_out(visitor, path, fields):
    assert visitor.submit(path, **fields).status_code == 303


@pytest.mark.parametrize(
    "title",
    ["🙂 émoji", "عربي", "\u202einversé", "a" * 200, "line\nbreak", "'; --"],
)
def test_any_text_comes_through(visitor, title):
    sent = visitor.submit("/threads", **(THREAD | {"title": title, "body": title}))

    assert sent.status_code == 303
    assert visitor.get(sent.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    "path", ["/c/0", "/c/-1", "/c/x", "/c/99999999999999999999", "/c/1/threads/0"]
)
def test_an_address_that_was_never_made_is_not_found(visitor, path):
    assert visitor.get(path).status_code == 404


def test_a_handler_runs_in_one_worker_thread_and_the_loop_stays_free(app):
    seen = []

    def note(ask):
        seen.append(threading.current_thread())
        return Response("done")

    app.add_api_route("/note", hop(note), methods=["GET"])
    with TestClient(app, base_url=URL) as browser:
        assert browser.get("/note").text == "done"

    (thread,) = seen
    assert thread is not threading.main_thread()
    assert "at-work" in thread.name


def test_nothing_of_a_refused_form_is_kept(engine, visitor):
    visitor.submit("/threads", kind="question", title="", body="Bonjour")

    assert rows(engine, Post) == []
