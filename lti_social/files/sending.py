"""A file on its way to a browser: piece by piece, with headers that let nothing happen.

It is opened only when the door is shut again: no connection of the database waits for it.
"""

from urllib.parse import quote

from anyio import to_thread
from fastapi import Response
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from lti_social.cohorts.here import Here
from lti_social.core.errors import NotFound
from lti_social.core.files import Files
from lti_social.files.models import Attachment

# Its own browser may keep it as long as a visit lasts: under another cookie, after the next
# launch, it asks again.
KEPT = "private, max-age=43200, immutable"
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def sent(here: Here, file: Attachment) -> Response:
    headers = _headers(file)
    if headers["ETag"] in here.ask.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    headers["Content-Length"] = str(file.size)
    return _Opened(here.ask.files, file, headers)


def _headers(file: Attachment) -> dict[str, str]:
    how = "inline" if file.kind.is_image else "attachment"
    return {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": KEPT,
        "Vary": "Cookie",
        "ETag": f'"{file.key.rpartition("/")[2]}"',
    }


class _Opened(Response):
    def __init__(self, files: Files, file: Attachment, headers: dict[str, str]) -> None:
        super().__init__()
        self._files, self._key = files, file.key
        self._about = headers | {"Content-Type": file.kind.media_type}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            pieces = await to_thread.run_sync(self._files.read, self._key)
        except FileNotFoundError as error:  # its bytes are lost, its row is not
            raise NotFound from error
        answer = StreamingResponse(pieces, headers=self._about)
        await answer(scope, receive, send)
