"""The doors between the LMS and the tool; the launch itself is the product's first door."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from lti_social.core.wall import open_house
from lti_social.lti import login
from lti_social.lti.attempts import LIFETIME, Attempt, Cookie
from lti_social.lti.describing import canvas_json
from lti_social.lti.keys import public_jwks
from lti_social.lti.platforms import Registration
from lti_social.lti.reasons import LaunchRefused, Reason
from lti_social.lti.sentences import REFUSALS
from lti_social.lti.telling import tell
from lti_social.web import permalink
from lti_social.web.hop import Ask, hop
from lti_social.web.render import page
from lti_social.web.routing import Route
from lti_social.web.session import COOKIE, set_cookie

router = APIRouter(prefix="/lti", route_class=Route)


def start(ask: Ask) -> Response:
    """An LMS announces somebody: give the browser a cookie and see whether it keeps it,
    unless that is known already."""
    said = ask.form if ask.writes else dict(ask.request.query_params)
    attempt, cookie, platform = login.begin(ask.reads, ask.lti, said)
    if _keeps_cookies(ask):
        return _with_cookie(_question(ask, attempt, platform), cookie)
    return _see_whether_it_stays(ask, attempt, cookie)


def check(ask: Ask, attempt: str = "") -> Response:
    """With the cookie, on to the LMS. Without, there is one more way: a tab of its own."""
    tried = Attempt.opened(ask.lti.seal, attempt)
    platform = login.platform_of(ask.reads, tried)
    if tried.is_from(ask.request.cookies):
        return RedirectResponse(_question(ask, tried, platform), 303)
    if tried.in_tab:
        raise LaunchRefused(Reason.cookies_blocked, platform_id=platform.id)
    ask.request.state.frame_origins = platform.frame_origins
    return page(ask, "lti/new_tab.html", address=_address(ask, "continue", attempt))


def go_on(ask: Ask, attempt: str = "") -> Response:
    """The new tab: a cookie set here, at top level, is kept where one in a frame is not."""
    tried = Attempt.opened(ask.lti.seal, attempt)
    return _see_whether_it_stays(ask, *login.begin_again(tried))


def jwks(ask: Ask) -> Response:
    """Our public keys, old and new."""
    with open_house(ask.reads) as db:
        keys = public_jwks(db)
    return JSONResponse(keys, headers={"Cache-Control": "public, max-age=300"})


def canvas(ask: Ask) -> Response:
    """What an administrator of Canvas gives it the address of."""
    made = canvas_json(ask.lti.url)
    return JSONResponse(made, headers={"Cache-Control": "public, max-age=300"})


async def refused(request: Request, error: Exception) -> Response:
    """The page of a launch that did not happen."""
    assert isinstance(error, LaunchRefused)
    return tell(
        *(request, "lti/refused.html", REFUSALS[error.reason]),
        support_id=error.support_id,
        logged=("launch refused", {"reason": error.reason, "detail": error.detail}),
        seconds=error.detail.get("seconds"),
    )


def _keeps_cookies(ask: Ask) -> bool:
    """A frame that sends what an earlier launch set in it. Not so a tab: the check alone
    sees a permalink, whose cookie does not come with what another site posts."""
    is_framed = ask.request.headers.get("sec-fetch-dest") in ("iframe", "frame")
    return is_framed and COOKIE in ask.request.cookies


def _question(ask: Ask, attempt: Attempt, platform: Registration) -> str:
    """Where the LMS is asked who comes."""
    onward = permalink.kept(ask.request.cookies, ask.lti.seal)
    return login.ask_lms(ask.lti, attempt, platform, onward=onward)


def _see_whether_it_stays(ask: Ask, attempt: Attempt, cookie: Cookie) -> Response:
    return _with_cookie(_address(ask, "check", attempt.sealed(ask.lti.seal)), cookie)


def _with_cookie(there: str, cookie: Cookie) -> Response:
    answer = RedirectResponse(there, 303)
    lifetime = int(LIFETIME.total_seconds())
    answer.headers["Set-Cookie"] = set_cookie(cookie.name, cookie.value, seconds=lifetime)
    return answer


def _address(ask: Ask, step: str, attempt: str) -> str:
    return f"{ask.lti.url}/lti/login/{step}?{urlencode({'attempt': attempt})}"


router.add_api_route("/login", hop(start), methods=["GET", "POST"])
router.add_api_route("/login/check", hop(check), methods=["GET"])
router.add_api_route("/login/continue", hop(go_on), methods=["GET"])
router.add_api_route("/jwks", hop(jwks), methods=["GET"])
router.add_api_route("/config/canvas.json", hop(canvas), methods=["GET"])
