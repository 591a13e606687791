"""What a launch by somebody who was here before asks of the database, to be asked again."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from lti_social.app import create_app
from lti_social.core.config import Settings
from lti_social.lti.attempts import hashed
from lti_social.lti.tool import Tool
from lti_social.web import session
from tests.bench.page import Statement, written_down
from tests.bench.serving import SECRET
from tests.cohorts.launching import COOKIE, Browser
from tests.lti.fake_moodle import FakeMoodle


@dataclass(frozen=True)
class Asked:
    """All in one transaction: of the sender nothing is left to be asked. Each launch needs
    a nonce of its own in place of `nonce`."""

    inside: Sequence[Statement]
    nonce: str


def statements(engine: Engine, moodle: FakeMoodle) -> Asked:
    tool = Tool.at("https://tool.test", SECRET)
    browser = Browser(create_app(Settings(url=tool.url), engine, tool))
    browser.launch(moodle)
    browser.launch(moodle)
    before = browser.cookies[COOKIE]
    asked = browser.asked(moodle)
    form = browser.form(asked, moodle)
    with written_down(engine) as written:
        assert browser.post("/lti/launch", data=form).status_code == 303
    tool.close()
    # The session is renewed each time: what it is called now is what it was called before.
    renamed = {session.hashed(before): session.hashed(browser.cookies[COOKIE])}
    inside = [
        (text, with_others(given, renamed))
        for text, given in written
        if not text.startswith("BEGIN")
    ]
    return Asked(inside, hashed(asked["nonce"]))


def with_others(given: object, renamed: dict[str, str]) -> object:
    """The same parameters, but for these values."""
    if isinstance(given, dict):
        return {name: renamed.get(str(value), value) for name, value in given.items()}
    assert isinstance(given, tuple)
    return tuple(renamed.get(str(value), value) for value in given)
