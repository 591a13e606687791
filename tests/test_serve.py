"""`lti-social serve`: not without a secret, and until it is told to stop."""

import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from tests.prompt import at_the_prompt

SECRET = "a secret of at least thirty-two letters"


@pytest.fixture
def operator(tmp_path):
    with at_the_prompt(tmp_path) as operator:
        yield operator


@pytest.mark.parametrize("command", ["serve", "worker"])
@pytest.mark.parametrize("secret", [None, "", "too short", f"too short,{SECRET}"])
def test_without_a_secret_nothing_is_served(operator, command, secret):
    refused = operator.types(command, **({"LTI_SOCIAL_SECRET": secret} if secret else {}))

    assert refused.exit_code == 1
    assert "LTI_SOCIAL_SECRET is needed: at least 32 characters" in refused.output
    assert "Traceback" not in refused.output


def test_serve_serves_until_it_is_told_to_stop(operator):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = (
        os.environ
        | operator.environment
        | {
            "LTI_SOCIAL_SECRET": SECRET,
            "LTI_SOCIAL_PORT": str(port),
            "LTI_SOCIAL_WORKERS_INLINE": "true",
        }
    )
    command = [sys.executable, "-m", "lti_social", "serve"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as serving:
        try:
            assert _health(port)["status"] == "ok"
        finally:
            serving.send_signal(signal.SIGTERM)
            _, said = serving.communicate(timeout=20)
    assert serving.returncode == 0
    assert '"says": "GET /health 200"' in said.decode()
    assert SECRET not in said.decode()


def _health(port):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/health").json()
        except httpx.ConnectError:
            time.sleep(0.1)
    raise TimeoutError
