"""A cookie as tools once set them, before browsers parted them by site."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTROL = "control"


class WithControlCookie:
    """The tool, whose first answer also sets a cookie that is not partitioned.

    A browser that blocks third-party cookies forgets it in the LMS's frame: if it is
    there, nothing was blocked and the test that relies on it proves nothing.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def out(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["path"] == "/lti/login":
                MutableHeaders(scope=message).append(
                    "set-cookie", f"{CONTROL}=1; Path=/; Secure; SameSite=None"
                )
            await send(message)

        await self._app(scope, receive, out)
