"""Link headers as LMSs write them, and lists that do not end."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
import time_machine

from lti_social.lti.failing import PlatformError
from lti_social.lti.pages import next_page, pages, with_parameters
from lti_social.lti.service import Service
from tests.cohorts.moodle import recorded
from tests.lti.platform import Lms, tool_among, with_key

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
HERE = "https://lms.test/members?page=1"
NEXT = "https://lms.test/Members?Page=2&b=Zm9v"


@pytest.mark.parametrize(
    "header",
    [
        f'<{NEXT}>; rel="next"',
        f"<{NEXT}>; rel=next",
        f"<{NEXT}>;rel = 'next'".replace("'", '"'),
        f'<{NEXT}>; REL="NEXT"',
        f'<{NEXT}>; title="a; b, <c>"; rel="last next"',
        f'<https://lms.test/1>; rel="first", <{NEXT}>; rel="next"',
        f'<https://lms.test/a,b;rel=next>; rel="prev",<{NEXT}>;rel="next"',
        f"<{NEXT.replace('&', '&amp;')}>; rel=“next”",
        '</Members?Page=2&b=Zm9v>; rel="next"',
    ],
)
def test_the_next_page_is_found_to_the_letter(header):
    assert next_page(httpx.Headers([(b"link", header.encode())]), HERE) == NEXT


@pytest.mark.parametrize(
    "header",
    [
        "",
        "next",
        "<>",
        f"<{NEXT}>",
        f'<{NEXT}>; rel="prev"',
        f'<{NEXT}>; rel="nextish"',
        f'<{NEXT}; rel="next"',
        f'<{NEXT}>; title="rel=next"',
        f'<{NEXT}>; rel="prev"; rel="next"',  # the first one counts
    ],
)
def test_no_next_page_is_made_up(header):
    assert next_page(httpx.Headers({"link": header}), HERE) is None


def test_headers_apart_are_read_as_one():
    said = [
        ("link", '<https://lms.test/1>; rel="first"'),
        ("link", f'<{NEXT}>; rel="next"'),
    ]

    assert next_page(httpx.Headers(said), HERE) == NEXT


def test_moodle_s_own_header_is_read():
    then = recorded("lti_ags_lineitems_limit1")
    header = httpx.Headers([(b"link", then["headers"]["link"].encode())])

    assert next_page(header, then["request"]["url"]) == (
        "http://localhost:8100/mod/lti/services.php/5/lineitems?type_id=1&limit=1&from=1"
    )


def test_parameters_are_added_and_what_was_there_is_left_alone():
    assert with_parameters(HERE, rlid="a b&c", role=None) == f"{HERE}&rlid=a+b%26c"
    assert with_parameters("https://lms.test/m", rlid="3") == "https://lms.test/m?rlid=3"
    assert with_parameters("https://lms.test/m?q=%2f+é") == "https://lms.test/m?q=%2f+é"


class Lists(Lms):
    """An LMS that gives tokens, and one page after the other."""

    def __init__(self, following, **given):
        super().__init__(**given)
        self.following = following

    def answer(self, request):
        self.heard.append(request)
        if request.url.path == "/token":
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        link = self.following(len(self.heard))
        headers = {"link": f'<{link}>; rel="next"'} if link else {}
        return httpx.Response(200, json=[len(self.heard)], headers=headers)


def walk(engine, lists):
    with_key(engine)
    service = Service.of(engine, tool_among(lists), lists.register(engine))
    url = "https://lms.test/list"
    return list(pages(service, url, scope="s", accept="application/json"))


def test_a_list_that_comes_back_to_where_it_was_is_an_error(engine):
    lists = Lists(lambda at: f"https://lms.test/list?at={at % 3}")
    with pytest.raises(PlatformError, match="never ends"):
        walk(engine, lists)
    assert len(lists.heard) < 12


def test_a_list_without_an_end_is_given_up(engine):
    lists = Lists(lambda at: f"https://lms.test/list?at={at}")
    with pytest.raises(PlatformError, match="never ends"):
        walk(engine, lists)


def test_a_list_that_takes_too_long_is_given_up(engine):
    with time_machine.travel(NOON, tick=False) as clock:

        def following(at):
            clock.shift(timedelta(minutes=6))
            return f"https://lms.test/list?at={at}"

        lists = Lists(following)
        with pytest.raises(PlatformError, match="never ends"):
            walk(engine, lists)
    assert len(lists.heard) == 4


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.test/list", "http://lms.test/list", "file:///etc/passwd"]
)
def test_no_token_follows_a_page_to_another_place(engine, elsewhere):
    lists = Lists(lambda at: elsewhere)
    with pytest.raises(PlatformError):
        walk(engine, lists)
    assert {ask.headers["host"] for ask in lists.heard} == {"lms.test"}
    assert len(lists.heard) == 2
