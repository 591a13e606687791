"""The services' common doors: tokens, and what a token may open."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import httpx
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from lti_social.demo.authorization import Refused
from lti_social.demo.campus import Campus
from lti_social.demo.granting import granted
from lti_social.demo.pages import campus_of
from lti_social.demo.tools import Client
from lti_social.demo.town import COURSES, Course

router = APIRouter()


@router.post("/token")
async def token(request: Request) -> Response:
    asked = dict(parse_qsl((await request.body()).decode(errors="replace")))
    campus = campus_of(request)
    try:
        answer = await run_in_threadpool(_granted, campus, asked)
    except Refused as refused:
        said = {"error": refused.error, "error_description": str(refused)}
        return JSONResponse(said, 400)
    return JSONResponse(answer)


def _granted(campus: Campus, asked: Mapping[str, str]) -> Mapping[str, Any]:
    def keys_of(client: Client) -> Mapping[str, Any]:
        try:
            keys: Mapping[str, Any] = campus.network.get(client.jwks_url).json()
        except (httpx.HTTPError, ValueError) as error:
            raise Refused("invalid_client", "the tool’s keys cannot be read") from error
        return keys

    return granted(asked, campus.tools, campus.grants, f"{campus.url}/token", keys_of)


class Opened(NamedTuple):
    """What a token opens: one course, for one tool."""

    course: Course
    client_id: str


def opened(request: Request, course_id: str, *scopes: str) -> Opened:
    """Where the token has one of these scopes."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    grant = campus_of(request).grants.of(token)
    if grant is None:
        raise HTTPException(401, "There is no such token")
    if grant.scopes.isdisjoint(scopes):
        raise HTTPException(403, "The token is not for this")
    course = COURSES.get(course_id)
    if course is None:
        raise HTTPException(404, "There is no such course")
    return Opened(course, grant.client_id)


def answer(body: Any, media: str, status: int = 200, following: str = "") -> Response:
    """As an LTI service answers: the media type to the letter, and where it goes on."""
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    return JSONResponse(body, status, headers, media)
