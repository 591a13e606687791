"""People whom an LMS sends to a server: they log in and launch, with real signed tokens."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import parse_qsl, urlencode, urlsplit

from lti_social.web.session import COOKIE
from tests.bench.serving import CONNECTIONS
from tests.lti.drafts import saying
from tests.lti.fake_moodle import FakeMoodle

LOGIN, LAUNCH = "/lti/login", "/lti/launch"
_FORM = {"content-type": "application/x-www-form-urlencoded"}
_FRAMED = {"sec-fetch-dest": "iframe"}  # as browsers say of a frame


@dataclass
class Browser:
    """One person's: what it keeps, what its LMS was asked, and how the LMS answers."""

    sub: str
    cookies: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    id_token: str = ""

    def send(
        self, line: HTTPConnection, path: str, form: dict[str, str] | None = None
    ) -> str:
        """Where the answer sends it on to."""
        held = {"cookie": "; ".join(f"{name}={one}" for name, one in self.cookies.items())}
        held |= _FRAMED
        if form is None:
            line.request("GET", path, headers=held)
        else:
            line.request("POST", path, urlencode(form), _FORM | held)
        answer = line.getresponse()
        body = answer.read()
        if answer.status not in (302, 303):
            raise RuntimeError(f"{answer.status} at {path}: {body[-2000:]!r}")
        self._keep(answer)
        return answer.headers["location"] or ""

    def _keep(self, answer: HTTPResponse) -> None:
        for said in answer.headers.get_all("set-cookie", []):
            name, _, rest = said.partition("=")
            if value := rest.partition(";")[0]:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)


class Crowd:
    """So many learners of one course, each in a browser of their own, on few connections.

    Each step of all of them answers how many seconds it took for each.
    """

    def __init__(self, moodle: FakeMoodle, port: int, people: int) -> None:
        self._moodle, self._port = moodle, port
        self._browsers = [Browser(f"u-{number}") for number in range(people)]

    def log_in(self) -> list[float]:
        """Up to the question that the LMS is asked, however many redirects before it."""
        return self._all(self._log_in)

    def sign(self) -> None:
        """The LMS's answers, so that signing them is no part of what is measured."""
        for browser in self._browsers:
            browser.id_token = self._id_token(browser)

    def launch(self) -> list[float]:
        return self._all(self._launch)

    @property
    def sessions(self) -> list[str]:
        """Whom the tool let in, by the cookies that it gave."""
        return [browser.cookies[COOKIE] for browser in self._browsers]

    def _log_in(self, browser: Browser, line: HTTPConnection) -> None:
        url = f"http://127.0.0.1:{self._port}"
        announced = {
            "iss": self._moodle.issuer,
            "client_id": self._moodle.client_id,
            "login_hint": browser.sub,
            "lti_message_hint": "hint-1",
            "target_link_uri": f"{url}/",
        }
        there = urlsplit(browser.send(line, LOGIN, announced))
        while there.port == self._port:
            there = urlsplit(browser.send(line, f"{there.path}?{there.query}"))
        browser.asked = dict(parse_qsl(there.query))

    def _id_token(self, browser: Browser) -> str:
        target = f"http://127.0.0.1:{self._port}/"
        draft = self._moodle.draft(browser.asked["nonce"], target)
        saying(
            sub=browser.sub,
            name=f"Prénom {browser.sub}",
            tool_platform={"product_family_code": "moodle", "name": "lab"},
            launch_presentation={"locale": "fr", "document_target": "iframe"},
        )(draft)
        return draft.signed()

    def _launch(self, browser: Browser, line: HTTPConnection) -> None:
        said = {"id_token": browser.id_token, "state": browser.asked["state"]}
        browser.send(line, LAUNCH, said)

    def _all(self, step: Callable[[Browser, HTTPConnection], None]) -> list[float]:
        """In turn on each connection: a browser is never in two places at once."""
        shares = [self._browsers[at::CONNECTIONS] for at in range(CONNECTIONS)]
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            times = pool.map(lambda share: self._in_turn(share, step), shares)
            return [seconds for share in times for seconds in share]

    def _in_turn(
        self, browsers: Sequence[Browser], step: Callable[[Browser, HTTPConnection], None]
    ) -> list[float]:
        line, times = HTTPConnection("127.0.0.1", self._port, timeout=30), []
        for browser in browsers:
            before = time.perf_counter()
            step(browser, line)
            times.append(time.perf_counter() - before)
        line.close()
        return times
