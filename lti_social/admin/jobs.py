"""What the worker does for the console: trials of registrations, and tidying up."""

import logging

from sqlalchemy import delete

from lti_social.admin.models import AdminLink, AdminSession, SelfTest, SelfTestFinding
from lti_social.admin.selftest.checks import Found, examine
from lti_social.admin.selftest.findings import Finding
from lti_social.cohorts.door import ABSOLUTE
from lti_social.core.clock import now
from lti_social.core.errors import NotFound
from lti_social.core.jobs import after, in_short, job
from lti_social.core.outside import Outside
from lti_social.core.wall import Database

log = logging.getLogger("lti_social.admin")


def try_registration(outside: Outside, test_id: int) -> list[Found]:
    """Outside any transaction: it speaks to the LMS."""
    with outside.look() as db:
        test = db.get(SelfTest, test_id)
    if test is None:
        return []
    try:
        return examine(outside.engine, outside.tool, test.platform_id)
    except NotFound:  # removed meanwhile
        return []
    except Exception as error:  # who asked must hear of it, and not only the log
        log.error("self-test %s broke off: %s", test_id, in_short(error))
        return [Found(Finding.broken_off)]


@after(try_registration)
def write_findings(db: Database, found: list[Found], test_id: int) -> None:
    test = db.get(SelfTest, test_id)
    if test is None or test.done_at:
        return
    test.done_at = now()
    db.add_all(SelfTestFinding(test_id=test_id, **vars(one)) for one in found)


@job
def forget_links(db: Database) -> None:
    """Links and sessions that nobody can use any more."""
    db.execute(delete(AdminLink).where(AdminLink.expires_at < now()))
    db.execute(delete(AdminSession).where(AdminSession.opened_at < now() - ABSOLUTE))
