"""Where a token may go: to the LMS's own hosts and to public ones, and no further."""

import httpx
import pytest

from lti_social.lti.failing import PlatformError
from lti_social.lti.service import Service
from lti_social.lti.tool import Tool
from tests.lti.fake_moodle import ROSTER_SCOPE, FakeMoodle
from tests.lti.platform import SECRET, URL

ADDRESSES = {
    "lms.test": "10.0.0.7",  # in one's own network, typed by the operator
    "services.test": "93.184.216.34",
    "inside.test": "10.0.0.8",
    "metadata.test": "169.254.169.254",
}


@pytest.fixture
def moodle():
    return FakeMoodle(issuer="https://lms.test")


@pytest.fixture
def ask(engine, moodle):
    """What a service answers at that address, on a network of these machines."""
    network = httpx.MockTransport(moodle.answer)
    tool = Tool.at(
        URL, SECRET, transport=network, resolve=lambda name, _: [ADDRESSES[name]]
    )
    service = Service.of(engine, tool, moodle.register(engine))
    yield lambda url: service.send("GET", url, scopes=[ROSTER_SCOPE])
    tool.close()


def shown_to(moodle, host):
    """The tokens that arrived there."""
    asked = [one for one in moodle.heard if one.headers["host"] == host]
    return [one for one in asked if "authorization" in one.headers]


@pytest.mark.parametrize("host", ["lms.test", "services.test"])
def test_its_own_private_host_and_a_public_one_are_asked(ask, moodle, host):
    moodle.will_answer(httpx.Response(200, content=b"ok"))

    assert ask(f"https://{host}/services.php/x").body == b"ok"
    assert len(shown_to(moodle, host)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://inside.test/services.php/x",
        "https://metadata.test/services.php/x",
        "http://services.test/services.php/x",  # in the open
        "https://user:name@services.test/services.php/x",
        "https://services.test:0x50/",
        "ftp://services.test/x",
        "https://",
        "services.php",
    ],
)
def test_no_other_place_sees_a_token(ask, moodle, url):
    with pytest.raises(PlatformError) as failure:
        ask(url)

    assert not failure.value.worth_retrying
    assert [one for one in moodle.heard if "authorization" in one.headers] == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_token_follows_no_redirect(ask, moodle, status):
    there = {"location": "https://services.test/services.php/y"}
    moodle.will_answer(httpx.Response(status, headers=there))
    with pytest.raises(PlatformError) as failure:
        ask("https://lms.test/services.php/x")

    assert failure.value.status == status
    assert shown_to(moodle, "services.test") == []


def test_an_lms_that_is_registered_without_encryption_is_asked_so(engine):
    moodle = FakeMoodle(issuer="http://lms.test")
    tool = Tool.at(
        URL,
        SECRET,
        transport=httpx.MockTransport(moodle.answer),
        resolve=lambda name, _: [ADDRESSES[name]],
    )
    service = Service.of(engine, tool, moodle.register(engine))

    assert service.send("GET", moodle.roster_url, scopes=[ROSTER_SCOPE]).status == 200
