"""The door /lti/register, in a frame or a window of the LMS whose administrator came."""

from fastapi import APIRouter, Request, Response

from lti_social.lti.addresses import origin_of
from lti_social.lti.dynamic.asking import messages_for, scopes_for
from lti_social.lti.dynamic.failures import SENTENCES, RegistrationFailed
from lti_social.lti.dynamic.register import Wish, look, register
from lti_social.lti.dynamic.showing import asked_for
from lti_social.lti.profiles import Profile
from lti_social.lti.telling import tell
from lti_social.web.hop import Ask, hop
from lti_social.web.render import page
from lti_social.web.routing import Route

router = APIRouter(prefix="/lti", route_class=Route)

# The LMS's window must stay our opener, or it never hears that we are done.
KEEPS_ITS_OPENER = {"Cross-Origin-Opener-Policy": "unsafe-none"}


def show(ask: Ask) -> Response:
    """Who wants to register, what the tool will ask of them, and a button."""
    wish = _wish(ask)
    lms = look(ask.reads, ask.lti, wish)
    _let_frame(ask, wish, lms.profile)
    wants = asked_for(scopes_for(lms), messages_for(lms))
    return _with_opener(page(ask, "lti/register.html", lms=lms, wish=wish, wants=wants))


def do(ask: Ask) -> Response:
    wish = _wish(ask)
    done = register(ask.engine, ask.lti, wish)
    _let_frame(ask, wish, done.lms.profile)
    return _with_opener(page(ask, "lti/registered.html", done=done, lms=done.lms))


async def failed(request: Request, error: Exception) -> Response:
    """The page of a registration that did not happen."""
    assert isinstance(error, RegistrationFailed)
    detail = {"said": error.said}
    return tell(
        *(request, "lti/register_failed.html", SENTENCES[error.why]),
        support_id=error.support_id,
        logged=("registration failed", {"reason": error.why, "detail": detail}),
        said=error.said,
    )


def _wish(ask: Ask) -> Wish:
    sent = ask.form if ask.writes else ask.request.query_params
    return Wish(
        sent.get("invite", ""),
        sent.get("openid_configuration", ""),
        sent.get("registration_token", ""),
    )


def _let_frame(ask: Ask, wish: Wish, profile: Profile) -> None:
    ask.request.state.frame_origins = [
        *filter(None, [origin_of(wish.url)]),
        *profile.frame_origins,
    ]


def _with_opener(answer: Response) -> Response:
    answer.headers.update(KEEPS_ITS_OPENER)
    return answer


router.add_api_route("/register", hop(show), methods=["GET"])
router.add_api_route("/register", hop(do), methods=["POST"])
