import gzip
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from lti_social.lti.http import QUICK, PlatformError, PlatformHttp

URL = "https://lms.test/jwks?type=1"
PUBLIC = "93.184.216.34"


def client(answer, addresses=(PUBLIC,)):
    """A client on a network of one machine; what that machine heard."""
    heard = []

    def hear(request):
        heard.append(request)
        return answer(request) if callable(answer) else answer

    return PlatformHttp(httpx.MockTransport(hear), lambda *_: addresses), heard


def test_the_connection_goes_to_the_address_that_was_checked_under_the_host_s_name():
    http, heard = client(httpx.Response(200, content=b"{}"))
    assert http.get(URL, typed=()).body == b"{}"
    assert heard[0].url.host == PUBLIC
    assert heard[0].url.query == b"type=1"
    assert heard[0].headers["host"] == "lms.test"
    assert heard[0].extensions["sni_hostname"] == "lms.test"


def test_a_name_is_looked_up_once():
    looked_up = []

    def resolve(name, port):
        looked_up.append((name, port))
        return [PUBLIC] if len(looked_up) == 1 else ["127.0.0.1"]

    http = PlatformHttp(httpx.MockTransport(lambda _: httpx.Response(200)), resolve)
    http.get(URL, typed=())
    assert looked_up == [("lms.test", 443)]


def test_one_forbidden_address_among_others_is_enough_to_refuse():
    http, heard = client(httpx.Response(200), [PUBLIC, "169.254.169.254"])
    with pytest.raises(PlatformError):
        http.get(URL, typed=["lms.test"])
    assert heard == []


def test_the_name_of_another_host_does_not_open_a_private_address():
    http, _ = client(httpx.Response(200), ["10.0.0.7"])
    http.get(URL, typed=["lms.test"])
    with pytest.raises(PlatformError):
        http.get(URL, typed=["other.test"])


def test_where_one_address_is_silent_the_next_is_tried():
    def answer(request):
        if request.url.host == "::1":
            raise httpx.ConnectError("refused", request=request)
        return httpx.Response(200, content=b"here")

    http, heard = client(answer, ["::1", "127.0.0.1"])
    assert http.get(URL, typed=["lms.test"]).body == b"here"
    assert len(heard) == 2


def test_the_lms_is_told_who_asks():
    http, heard = client(httpx.Response(200))
    http.get(URL, typed=())
    assert heard[0].headers["user-agent"].startswith("lti-social/")


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(302, headers={"location": "http://169.254.169.254/"}),
        httpx.Response(403),
        httpx.Response(500),
        httpx.Response(200, content=b"x" * (QUICK.largest + 1)),
        httpx.Response(
            200, content=gzip.compress(b"x" * 99), headers={"content-encoding": "gzip"}
        ),
    ],
    ids=["a redirect", "a refusal", "a fault", "too much", "packed"],
)
def test_what_is_not_a_plain_answer_is_a_failure(answer):
    http, heard = client(answer)
    with pytest.raises(PlatformError):
        http.get(URL, typed=())
    assert len(heard) == 1


def test_a_failure_s_words_hold_no_query():
    http, _ = client(httpx.Response(500))
    with pytest.raises(PlatformError) as error:
        http.get("https://lms.test/jwks?secret=s3cr3t", typed=())
    assert "s3cr3t" not in str(error.value)


@pytest.mark.parametrize(
    "url", ["https://no-such-host.invalid/", "https:///", "ftp://lms.test/"]
)
def test_an_address_that_leads_nowhere_is_a_failure(url):
    http = PlatformHttp()
    with pytest.raises(PlatformError):
        http.get(url, typed=())
    http.close()


@contextmanager
def serving(handle):
    """A real server on this machine, for what a stand-in cannot show."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            handle(self)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}/jwks"
    finally:
        server.shutdown()
        server.server_close()


def test_a_typed_host_on_this_machine_answers_and_an_untyped_one_is_not_asked():
    def handle(request):
        request.send_response(200)
        request.end_headers()
        request.wfile.write(request.headers["host"].encode())

    http = PlatformHttp()
    with serving(handle) as url:
        assert http.get(url, typed=["localhost"]).body == httpx.URL(url).netloc
        with pytest.raises(PlatformError):
            http.get(url, typed=())
    http.close()


def test_an_endless_answer_is_cut_off():
    def handle(request):
        request.send_response(200)
        request.end_headers()
        try:
            for _ in range(100):
                request.wfile.write(b"x" * 64 * 1024)
        except OSError:
            pass

    http = PlatformHttp()
    with serving(handle) as url, pytest.raises(PlatformError, match="too large"):
        http.get(url, typed=["localhost"])
    http.close()


def test_a_host_that_never_answers_costs_seconds_not_minutes():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        http = PlatformHttp()
        started = time.monotonic()
        with pytest.raises(PlatformError):
            http.get(f"http://127.0.0.1:{silent.getsockname()[1]}/", typed=["127.0.0.1"])
        assert time.monotonic() - started < 8
        http.close()
