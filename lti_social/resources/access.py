"""How a registration's Moodle is asked: tested before it is saved, never shown again."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from lti_social.core.clock import now
from lti_social.core.errors import N_, Invalid
from lti_social.core.jobs import later
from lti_social.core.rows import AnyRow
from lti_social.core.wall import Database, upsert
from lti_social.lti.addresses import is_near
from lti_social.lti.http import QUICK, host_of
from lti_social.lti.tool import Tool
from lti_social.resources.jobs import sync_courses_of
from lti_social.resources.models import SourceAccess
from lti_social.resources.sources import moodle
from lti_social.resources.sources.meta import Source, Unavailable
from lti_social.resources.sources.moodle import Checked
from lti_social.resources.sources.moodle_rest import Moodle

IN_THE_OPEN = N_("The token would travel in the open: the address must begin with https.")

_OF_PLATFORM = (
    select(
        SourceAccess.source, SourceAccess.url, SourceAccess.site, SourceAccess.checked_at
    )
    .where(SourceAccess.platform_id == bindparam("platform_id"))
    .order_by(SourceAccess.id)
)


def tested(tool: Tool, url: str, token: str) -> Checked:
    """What the Moodle there says of the token; Unavailable where it is no good, with the
    reason. Never inside a transaction."""
    return moodle.check(Moodle(tool.http, plain_url(url), token, QUICK))


def tested_or_said(tool: Tool, url: str, token: str) -> Checked:
    """As `tested`, for who has just entered it: what is wrong is wrong with the form."""
    try:
        return tested(tool, url, token)
    except Unavailable as refused:
        raise Invalid(refused.reason) from refused


def save(
    db: Database, tool: Tool, platform_id: int, url: str, token: str, checked: Checked
) -> None:
    """Once tested. The registration's courses are read soon."""
    row = {
        "platform_id": platform_id,
        "source": Source.moodle,
        "url": plain_url(url),
        "site": checked.site,
        "sealed_token": tool.seal.encrypt(token.encode()),
        "checked_at": now(),
    }
    changing = ("url", "site", "sealed_token", "checked_at")
    upsert(db, SourceAccess, [row], key=("platform_id", "source"), update=changing)
    later(db, sync_courses_of, platform_id=platform_id)


def forget(db: Database, platform_id: int) -> None:
    """What was read stays, and grows old."""
    db.execute(delete(SourceAccess).where(SourceAccess.platform_id == platform_id))


def accesses(db: Database, platform_id: int) -> Sequence[AnyRow]:
    """Without their tokens."""
    return db.rows(_OF_PLATFORM, {"platform_id": platform_id}).all()


def plain_url(url: str) -> str:
    """The Moodle's own address, from any page of it that somebody copied."""
    plain = url.strip().partition("?")[0].partition("#")[0]
    for page in ("/login/index.php", "/index.php", "/my", "/admin/search.php"):
        plain = plain.rstrip("/").removesuffix(page)
    if not plain.lower().startswith("https://") and not is_near(host_of(plain)):
        raise Invalid(IN_THE_OPEN)
    return plain.rstrip("/")
