"""One hop: a request crosses from the event loop to a worker thread once, and back once.

Door, handler, commit and rendering run together in that thread, so a connection is held
only while somebody uses it, and forty requests at once wait in line instead of for each
other. Forms are read on the loop before the crossing.
"""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Request, Response
from sqlalchemy import Engine
from starlette.datastructures import FormData
from starlette.types import Message, Receive

from lti_social.core.config import Settings
from lti_social.core.errors import N_, Invalid
from lti_social.core.files import Files
from lti_social.web.arguments import how_to_read
from lti_social.web.i18n import ZONE, chosen
from lti_social.web.turns import Turns

FIELDS = 100  # more than any form of ours has
LENGTH = 262_144  # bytes of a posted form; the longest text we accept is far below
TOO_LONG = N_("This is too long.")

Done = TypeVar("Done")
Endpoint = Callable[..., Awaitable[Response]]


@dataclass(frozen=True)
class Ask:
    """A request, with its form already read; all that a handler needs to know of HTTP."""

    request: Request
    form: dict[str, str]

    @property
    def engine(self) -> Engine:
        engine: Engine = self.request.app.state.engine
        return engine

    @property
    def reads(self) -> Engine:
        """The same database for looking only: no transaction is opened."""
        engine: Engine = self.request.app.state.reads
        return engine

    @property
    def settings(self) -> Settings:
        settings: Settings = self.request.app.state.settings
        return settings

    @property
    def lti(self) -> Any:
        return self.request.app.state.lti

    @property
    def files(self) -> Files:
        """Where the bytes of files are kept."""
        files: Files = self.request.app.state.lti.files
        return files

    @property
    def path(self) -> str:
        """As it was asked for, without the query."""
        path: str = self.request.scope["path"]
        return path

    @property
    def writes(self) -> bool:
        return self.request.method not in ("GET", "HEAD")

    @cached_property
    def locale(self) -> str:
        """The reader's language: what the session knows, else what the browser asks."""
        known: str | None = getattr(self.request.state, "locale", None)
        return known or chosen(self.request.headers.get("accept-language"))

    @property
    def zone(self) -> ZoneInfo:
        """Where the reader lives, or else their cohort: dates are said as there."""
        known: ZoneInfo = getattr(self.request.state, "zone", ZONE)
        return known


def hop(handler: Callable[..., Response]) -> Endpoint:
    """Turn `def show(ask, …) -> Response` into the endpoint that FastAPI sees.

    The handler's other parameters are of the path or the query (web.arguments).
    """
    _, *others = inspect.signature(handler).parameters.values()
    read = how_to_read(others)

    async def endpoint(request: Request) -> Response:
        arguments = read(request)
        ask = Ask(request, await read_form(request))
        return await cross(request, lambda: handler(ask, **arguments))

    return seen_as(endpoint, handler)


def seen_as(endpoint: Endpoint, handler: Callable[..., Response]) -> Endpoint:
    """Give `endpoint` the name of `handler`."""
    endpoint.__name__, endpoint.__doc__ = handler.__name__, handler.__doc__
    endpoint.__module__ = handler.__module__
    return endpoint


async def cross(request: Request, work: Callable[[], Done]) -> Done:
    turns: Turns = request.app.state.turns
    return await turns.take(work)


async def read_form(request: Request) -> dict[str, str]:
    """The posted fields, text only; kept for the page that shows a problem."""
    if request.method in ("GET", "HEAD"):
        return {}
    limited = Request(request.scope, _at_most(LENGTH, request.receive))
    sent: FormData = await limited.form(max_files=0, max_fields=FIELDS)
    form = {k: without_nul(text) for k, text in sent.items() if isinstance(text, str)}
    request.state.form = form
    return form


def without_nul(text: str) -> str:
    """PostgreSQL keeps no NUL, and nobody ever means one."""
    return text.replace("\0", "")


def _at_most(length: int, receive: Receive) -> Receive:
    """What is received, up to so many bytes: their number need not be told beforehand."""
    left = length

    async def limited() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise Invalid(TOO_LONG)
        return message

    return limited
