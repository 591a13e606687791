"""Whether all is well with this installation, told line by line to whoever runs it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from lti_social.admin.results import line
from lti_social.admin.selftest.checks import Found, examine
from lti_social.admin.selftest.findings import State
from lti_social.core.claims import Job
from lti_social.core.clock import now
from lti_social.core.config import Settings
from lti_social.core.engines import connect
from lti_social.core.jobs import Slot, in_short
from lti_social.core.mail import Mailer, NotSent
from lti_social.core.migrate import is_behind
from lti_social.core.wall import open_house
from lti_social.lti.models import Platform, ToolKey
from lti_social.lti.tool import Tool
from lti_social.web.render import manifest

RECENTLY = timedelta(hours=2)  # every hour, a worker promises what recurs
OVERDUE = timedelta(minutes=5)


class Remark(NamedTuple):
    is_well: bool
    said: str


def look_over(settings: Settings) -> Iterator[Remark]:
    """Each thing as soon as it is known; what stands on something ill is left out."""
    yield _address(settings.url)
    complete = bool(manifest().get("complete"))
    yield Remark(complete, f"assets: {'complete' if complete else 'not built'}")
    tool = _tool(settings)
    yield Remark(tool is not None, f"secret: {'there' if tool else 'missing or too short'}")
    yield _mail(Mailer.of(settings.smtp_url, settings.mail_from))
    engine = connect(settings.database)
    try:
        database = _database(engine)
        yield Remark(database.is_well, f"database: {database.said}")
        if database.is_well:
            yield from _work(engine)
            yield from _platforms(engine, tool) if tool else ()
    finally:
        engine.dispose()
        if tool:
            tool.close()


def _address(url: str) -> Remark:
    parts = urlsplit(url)
    safe = parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1")
    return Remark(safe, f"address: {url}{'' if safe else ': people need https'}")


def _tool(settings: Settings) -> Tool | None:
    secret = settings.secret.get_secret_value() if settings.secret else ""
    try:
        return Tool.at(settings.url, secret)
    except ValueError:
        return None


def _mail(mailer: Mailer | None) -> Remark:
    """No server at all is well: the tool works without."""
    if mailer is None:
        return Remark(True, "mail: none is sent, no server is set")
    try:
        mailer.check()
    except NotSent as error:
        return Remark(False, f"mail: the server does not let us in: {error}")
    return Remark(True, "mail: the server lets us in")


def _database(engine: Engine) -> Remark:
    try:
        if is_behind(engine):
            return Remark(False, "not up to date: lti-social migrate")
        with open_house(engine) as db:
            keys = db.scalar(select(func.count(ToolKey.id)))
    except SQLAlchemyError as error:
        return Remark(False, f"cannot be used: {in_short(error)}")
    return Remark(bool(keys), "up to date" if keys else "without a key: start `serve` once")


def _work(engine: Engine) -> Iterator[Remark]:
    with open_house(engine) as db:
        seen = db.scalar(select(func.max(Slot.starts_at)))
        due = db.scalar(select(func.min(Job.due_at)))
        dead = db.scalar(select(func.count(Job.dead_at))) or 0
    works = bool(seen and now() - seen < RECENTLY) and not (due and now() - due > OVERDUE)
    yield Remark(works, f"worker: {'at work' if works else 'none seems to run'}")
    more = ": see the console" if dead else ""
    yield Remark(not dead, f"failed work: {dead}{more}")


def _platforms(engine: Engine, tool: Tool) -> Iterator[Remark]:
    with open_house(engine) as db:
        asked = select(Platform.id, Platform.name, Platform.family).order_by(Platform.id)
        platforms = db.rows(asked).all()
    for platform in platforms:
        for found in examine(engine, tool, platform.id):
            yield _remark(platform.name, platform.family, found)


def _remark(name: str, family: str | None, found: Found) -> Remark:
    told = line(found.finding, found.about, found.said, family)
    said = f"{name}: {told.title % {'about': told.about}}"
    if told.state is State.fix:
        said += f" {told.who}: {told.where}" + (f" ({told.said})" if told.said else "")
    return Remark(told.state is not State.fix, said)
