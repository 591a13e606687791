"""What an LMS says when it refuses, as a trainer may read it and a log may keep it."""

import httpx
import pytest

from lti_social.lti.failing import LONGEST, PlatformError, refusal

URL = "https://lms.test/items?type_id=1"


def said(content=b"", status=400, kind="application/json", reason=None):
    extensions = {"reason_phrase": reason} if reason else {}
    headers = {"content-type": kind}
    answer = httpx.Response(status, headers=headers, extensions=extensions)
    return refusal(URL, answer, content).said


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"error": "invalid_scope"}', "invalid_scope"),
        (b'{"error": "x", "error_description": "Clock skew"}', "Clock skew"),
        (b'{"errors": [{"message": "No such user"}]}', "No such user"),
        (b'{"errors": {"message": "No such user"}}', "No such user"),
        (b'{"status": 400, "message": "Bad\\nscore"}', "Bad score"),
        (b'["too late"]', "too late"),
        (b'"too late"', "too late"),
        (b"too late", "too late"),
        (b'{\n "error" : ""kid" invalid, unable"\n}', "error : kid invalid, unable"),
        (b"[]", "400 Bad Request"),
        (b"", "400 Bad Request"),
        (b'{"error": ""}', "400 Bad Request"),
        (b"<html><b>Oops</b></html>", "400 Bad Request"),
        (b"[" * 100_000, "400 Bad Request"),
    ],
)
def test_its_own_words_are_found(body, words):
    assert said(body) == words


def test_a_page_for_people_is_not_shown():
    assert said(b"Oops", kind="text/html; charset=utf-8", status=500) == (
        "500 Internal Server Error"
    )


def test_a_status_that_nobody_knows_is_a_number():
    assert said(status=599) == "599"


def test_what_stands_beside_the_status_is_read_without_our_message():
    reason = b'Incorrect score received{"userId": "99", "comment": "Secret"}'

    assert said(b"[]", reason=reason) == "Incorrect score received"


def test_words_are_cut_and_on_one_line():
    words = said(("é\r\n\x1b[31m" * 500).encode(), kind="text/plain")

    assert len(words) <= LONGEST
    assert words.isprintable()


@pytest.mark.parametrize(
    "secret",
    [
        "Bearer s3cr3t-t0ken",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl",
        "0123456789abcdef0123456789abcdef",
        "https://lms.test/x?token=s3cr3t",
    ],
)
def test_nothing_that_opens_a_door_is_repeated(secret):
    error = PlatformError(f"https://u:pw@lms.test/a?b={secret}#c", f"No: {secret} is wrong")

    for words in (str(error), error.said):
        assert "s3cr3t" not in words
        assert "eyJ" not in words
        assert "0123456789abcdef0" not in words
        assert "pw" not in words
    assert str(error).startswith("https://lms.test/a: No: ")


def test_a_token_is_not_repeated_whatever_it_looks_like():
    answer = httpx.Response(400, content=b'{"error": "No such token: AbC-d_9"}')

    failure = refusal(URL, answer, answer.content, secret="AbC-d_9")
    assert failure.said == "No such token: …"


@pytest.mark.parametrize("url", ["https://[", "", "\x00", "https://lms.test/\n"])
def test_an_error_about_a_hostile_address_can_be_made(url):
    assert str(PlatformError(url, "\x00")).endswith(
        "The LMS’s answer makes no sense to the tool."
    )
