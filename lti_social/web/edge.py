"""The outermost layer: a request id, one log line, and the headers every answer carries."""

import json
import logging
import secrets
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lti_social.core.jobs import in_short

log = logging.getLogger("lti_social.access")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action {posts_to}; "
    "frame-ancestors {ancestors}"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    "Cache-Control": "no-store",
}


_CSP = b"content-security-policy"
_ALWAYS = [(name.lower().encode(), value.encode()) for name, value in ALWAYS.items()]


def policy(ancestors: Sequence[str], *, posts_to: Sequence[str] = ("'self'",)) -> str:
    """The Content-Security-Policy of a page that these origins may frame."""
    return POLICY.format(
        posts_to=" ".join(posts_to), ancestors=" ".join(ancestors) or "'none'"
    )


Explain = Callable[[Request, Exception], Awaitable[Response]]


class Edge:
    """Adds what is missing to each answer, and logs its path: never a query, never a form.

    What nobody expected is explained here too, so that even that page has its headers.
    """

    def __init__(self, app: ASGIApp, explain: Explain) -> None:
        self._app, self._explain = app, explain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["request_id"] = secrets.token_hex(6)
        started, status, has_begun = time.perf_counter(), 500, False

        async def out(message: Message) -> None:
            nonlocal status, has_begun
            if message["type"] == "http.response.start":
                status, has_begun = message["status"], True
                _complete(message, state)
            await send(message)

        try:
            await self._app(scope, receive, out)
        except Exception as error:
            if has_begun:  # too late for another answer
                raise
            answer = await self._explain(Request(scope), error)
            await answer(scope, receive, out)
        finally:
            _log(scope, status, time.perf_counter() - started)


def _log(scope: Scope, status: int, seconds: float) -> None:
    told = {"request_id": scope["state"]["request_id"], "ms": round(seconds * 1000, 1)}
    log.info("%s %s %s", scope["method"], scope["path"], status, extra=told)


def _complete(message: Message, state: dict[str, Any]) -> None:
    """Headers as they are sent: reading each as text takes longer than all else here."""
    headers = message["headers"] = list(message["headers"])
    said = {name for name, _ in headers}
    headers += [one for one in _ALWAYS if one[0] not in said]
    if _CSP not in said:
        headers.append((_CSP, policy(state.get("frame_origins", ())).encode()))
    headers.append((b"x-request-id", state["request_id"].encode()))


_JSON = json.JSONEncoder(ensure_ascii=False, default=str)


class OneLine(logging.Formatter):
    """Each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "from": record.name,
            "says": record.getMessage(),
        }
        for name in ("request_id", "ms", "support_id", "reason", "detail"):
            if hasattr(record, name):
                line[name] = getattr(record, name)
        if record.exc_info:
            line["trace"] = _trace(record.exc_info[1])
        return _JSON.encode(line)


def _trace(error: BaseException | None) -> str:
    """Where it happened, and in short what."""
    if error is None:
        return ""
    return "".join(traceback.format_tb(error.__traceback__)) + in_short(error)


def log_to_stderr(level: str) -> None:
    unsaid = ("logThreads", "logProcesses", "logMultiprocessing", "logAsyncioTasks")
    for name in (*unsaid, "_srcfile"):
        setattr(logging, name, None)  # as its documentation advises
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log whole addresses
