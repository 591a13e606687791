import pytest

from lti_social.lti.targets import path_within

OURS = "https://tool.test"
WITHIN = [
    (OURS, "/"),
    (f"{OURS}/", "/"),
    (f"{OURS}/lti/launch", "/lti/launch"),
    (f"{OURS}/c/3/threads/7?page=2&x=%C3%A9", "/c/3/threads/7?page=2&x=%C3%A9"),
    (f"{OURS}?thread=4", "/?thread=4"),
    (f"{OURS}/c/3#post-7", "/c/3"),
    (f"{OURS}/a//evil.test", "/a//evil.test"),
    (f"{OURS}/c/3?next=https://evil.test", "/c/3?next=https://evil.test"),
]
ELSEWHERE = [
    "",
    "/",
    "/lti/launch",
    "//tool.test/",
    "http://tool.test/",
    "HTTPS://tool.test/",
    "https://TOOL.test/",
    "https://tool.test:443/",
    "https://tool.test:8443/",
    "https://tool.test.evil.test/",
    "https://tool.testevil.test/",
    "https://evil.test/https://tool.test/",
    "https://tool.test@evil.test/",
    "https://me@tool.test/",
    "https://tool.test:pass@evil.test/",
    "https://tool.test//evil.test",
    "https://tool.test/\\evil.test",
    "https://tool.test\\@evil.test",
    "https://tool.test\\.evil.test",
    "https://tool.test/\t/evil.test",
    "https://tool.test/\r\nLocation: https://evil.test",
    " https://tool.test/",
    "https://tool.test/a/../../b",
    "https://tool.test/./",
    "https://tool.test/%2e%2e/evil",
    "https://tool.test/..%2fevil",
    "https://tοοl.test/",  # Greek letters
    "javascript:alert(1)",
    "data:text/html,hello",
    f"https://tool.test/{'a' * 2000}",
]


@pytest.mark.parametrize(("target", "path"), WITHIN)
def test_an_address_of_ours_becomes_its_path(target, path):
    assert path_within(OURS, target) == path


@pytest.mark.parametrize("target", ELSEWHERE)
def test_any_other_address_is_refused(target):
    assert path_within(OURS, target) is None


def test_the_port_belongs_to_the_address():
    local = "http://localhost:8000"
    assert path_within(local, "http://localhost:8000/x") == "/x"
    assert path_within(local, "http://localhost:80001/x") is None
    assert path_within(local, "http://localhost/x") is None
    assert path_within(local, "http://127.0.0.1:8000/x") is None
