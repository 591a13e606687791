"""The operator's door: a link that does one thing, once, when a button is pressed."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from lti_social.admin.desk import PATH
from lti_social.admin.door import COOKIE
from lti_social.admin.links import close_console, open_console
from lti_social.cohorts.door import ABSOLUTE
from lti_social.core.wall import open_house
from lti_social.web import session
from lti_social.web.hop import Ask, hop
from lti_social.web.render import page
from lti_social.web.routing import Route

router = APIRouter(prefix=PATH, route_class=Route)


@router.get("/link")
@hop
def ask_first(ask: Ask, token: str = "") -> Response:
    """A page with a button: what merely looks at links (a mail filter) uses none up."""
    return page(ask, "admin/link.html", token=token)


@router.post("/link")
@hop
def open_by_link(ask: Ask) -> Response:
    with open_house(ask.engine) as db, db.begin():
        token = open_console(db, ask.form.get("token", ""))
    return _with_cookie(token, seconds=int(ABSOLUTE.total_seconds()))


@router.post("/leave")
@hop
def leave(ask: Ask) -> Response:
    """Harmless to whoever has not come in, so it asks for no form key."""
    with open_house(ask.engine) as db, db.begin():
        close_console(db, ask.request.cookies.get(COOKIE, ""))
    return _with_cookie("", seconds=0)


def _with_cookie(token: str, *, seconds: int) -> Response:
    answer = RedirectResponse(PATH, 303)
    cookie = session.set_cookie(COOKIE, token, seconds=seconds, framed=False)
    answer.headers["Set-Cookie"] = cookie
    return answer
