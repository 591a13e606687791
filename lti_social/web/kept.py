"""Static files whose names change with their content: kept by browsers for a year."""

from os import PathLike

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

YEAR = "public, max-age=31536000, immutable"


class Kept(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        answer.headers["Cache-Control"] = YEAR
        answer.headers["Vary"] = "Accept-Encoding"
        return self._smaller(answer, path, Headers(scope=scope))

    def _smaller(self, answer: Response, path: str, asked: Headers) -> Response:
        """The copy that the build compressed, where the browser takes it."""
        found: str | PathLike[str]
        found, stat = self.lookup_path(f"{path}.gz")
        if stat is None or "gzip" not in asked.get("accept-encoding", ""):
            return answer
        headers = {
            "Cache-Control": YEAR,
            "Vary": "Accept-Encoding",
            "Content-Encoding": "gzip",
        }
        return FileResponse(found, headers=headers, media_type=answer.media_type)
