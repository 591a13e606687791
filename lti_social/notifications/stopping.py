"""The door in every e-mail that ends all mail: no login, no session, one click (RFC 8058).

The link is a capability: whoever has the e-mail may stop the mail, and nothing else. A GET
changes nothing, since programs that check links follow them; a POST does, from the page's
button or from the mail program itself. The token stands in the query, which no log keeps.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy import bindparam, select

from lti_social.cohorts.reach import Via
from lti_social.cohorts.reaching import stop_mail
from lti_social.core.errors import N_, NotFound
from lti_social.core.wall import Database, open_house
from lti_social.notifications.mails import Mail
from lti_social.web.hop import Ask, hop
from lti_social.web.render import page
from lti_social.web.routing import Route
from lti_social.web.session import hashed

router = APIRouter(route_class=Route)

Token = Annotated[str, Query(max_length=100)]

UNKNOWN = N_(
    "This link is not known, or too old. You can stop e-mail in the tool: open the "
    "activity in your course, then “What reaches me, and how” in your corner."
)
_READER = select(Mail.person_id).where(Mail.token_hash == bindparam("token_hash"))


@router.get("/mail/stop")
@hop
def ask_first(ask: Ask, token: Token = "") -> Response:
    with open_house(ask.reads) as db:
        _reader(db, token)
    return page(ask, "notifications/stop.html", token=token, stopped=False)


@router.post("/mail/stop")
@hop
def stop(ask: Ask, token: Token = "") -> Response:
    with open_house(ask.engine) as db, db.begin():
        stop_mail(db, _reader(db, token), Via.link)
    return page(ask, "notifications/stop.html", token=token, stopped=True)


def _reader(db: Database, token: str) -> int:
    person_id = db.rows(_READER, {"token_hash": hashed(token)}).scalar()
    if person_id is None:
        raise NotFound(UNKNOWN)
    return int(person_id)
