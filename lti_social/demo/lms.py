"""The demo LMS as a web application of its own, on a host of its own."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
from fastapi import FastAPI, Request, Response
from starlette.staticfiles import StaticFiles

from lti_social.demo.campus import Campus, open_campus, registration
from lti_social.demo.gradebook import Declined
from lti_social.demo.grading import declined
from lti_social.demo.grading import router as grading
from lti_social.demo.launching import router as launching
from lti_social.demo.members import router as members
from lti_social.demo.pages import router as pages
from lti_social.demo.placing import router as placing
from lti_social.demo.registering import router as registering
from lti_social.demo.services import router as services

__all__ = ["create_lms", "registration"]

STATIC = Path(__file__).parent / "static"


def create_lms(
    tool_url: str, lms_url: str, data: Path, transport: httpx.BaseTransport | None = None
) -> FastAPI:
    """An LMS at `lms_url` with the tool at `tool_url` in its courses.

    `data` is a folder for its keys; with the same folder, people stay signed in and the
    tool goes on knowing it after a restart. `transport` stands in for the network in tests.
    """
    lms = FastAPI(openapi_url=None)
    lms.state.campus = campus = open_campus(tool_url, lms_url, data, transport)
    for router in (pages, launching, placing, registering, services, members, grading):
        lms.include_router(router)
    lms.add_exception_handler(Declined, declined)
    lms.mount("/static", StaticFiles(directory=STATIC))
    lms.middleware("http")(_guarded(_policy(campus, tool_url)))
    return lms


Proceed = Callable[[Request], Awaitable[Response]]


def _guarded(policy: str) -> Callable[[Request, Proceed], Awaitable[Response]]:
    async def guard(request: Request, proceed: Proceed) -> Response:
        response = await proceed(request)
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        if not request.url.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return guard


def _policy(campus: Campus, tool_url: str) -> str:
    """Forms go to the tool and, through its redirects, back to our /auth."""
    ours_and_tool = f"'self' {campus.url} {tool_url}"
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; "
        f"frame-src {ours_and_tool}; form-action {ours_and_tool}; frame-ancestors 'self'"
    )
