"""What is done at the console; all of it is on record."""

from datetime import timedelta

from sqlalchemy import delete

from lti_social.admin import policy, results
from lti_social.admin.desk import Desk
from lti_social.admin.forms import Addresses, NewRegistration
from lti_social.admin.jobs import write_findings
from lti_social.admin.models import SelfTest
from lti_social.cohorts.here import require
from lti_social.core.claims import Job
from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.lti import deployments, invites, registering
from lti_social.lti.audit import Event
from lti_social.lti.models import Deployment, Invite, Platform
from lti_social.lti.registering import Entry, add_platform
from lti_social.resources import access
from lti_social.resources.forms import Access
from lti_social.resources.sources.moodle import Checked

GOOD_FOR = timedelta(days=7)


def register(desk: Desk, form: NewRegistration) -> Platform:
    require(policy.may_run_the_house(desk))
    named = form.deployments.splitlines()
    entry = _entry(form, form.issuer, form.client_id, deployments=named)
    return add_platform(desk.db, entry, by=desk.who)


def correct(desk: Desk, platform: Platform, form: Addresses) -> None:
    """Issuer and client id stay: they are what launches know it by."""
    require(policy.may_keep(desk, platform))
    addresses = (form.auth_url, form.token_url, form.jwks_url)
    allowed = policy.may_point_at(desk, platform, addresses)
    require(allowed, policy.ONLY_KNOWN_HOSTS)
    entry = _entry(form, platform.issuer, platform.client_id)
    add_platform(desk.db, entry, by=desk.who)


def remove(desk: Desk, platform: Platform) -> None:
    require(policy.may_run_the_house(desk))
    registering.remove_platform(
        desk.db, issuer=platform.issuer, client_id=platform.client_id, by=desk.who
    )


def accept(desk: Desk, platform: Platform, deployment: Deployment) -> None:
    require(policy.may_keep(desk, platform))
    deployments.accept_deployment(desk.db, deployment.id, desk.who)


def decline(desk: Desk, platform: Platform, deployment: Deployment, reason: str) -> None:
    require(policy.may_keep(desk, platform))
    deployments.decline_deployment(desk.db, deployment.id, desk.who, reason)


def accept_all(desk: Desk, platform: Platform, *, on: bool) -> None:
    require(policy.may_keep(desk, platform))
    if platform.accepts_all_deployments is not on:
        platform.accepts_all_deployments = on
        told = "yes" if on else "no"
        desk.note(Event.updated, platform.id, accepts_all_deployments=told)


def override_role(desk: Desk, platform: Platform, lms_role: str, role: str) -> None:
    """From the next launch on."""
    require(policy.may_keep(desk, platform))
    platform.role_overrides = {**platform.role_overrides, lms_role: role}
    desk.note(Event.roles_changed, platform.id, lms_role=lms_role, role=role)


def forget_override(desk: Desk, platform: Platform, lms_role: str) -> None:
    require(policy.may_keep(desk, platform))
    if lms_role in platform.role_overrides:
        kept = {k: v for k, v in platform.role_overrides.items() if k != lms_role}
        platform.role_overrides = kept
        desk.note(Event.roles_changed, platform.id, lms_role=lms_role, role="as read")


def ask_for_test(desk: Desk, platform: Platform) -> None:
    """The worker does it: speaking to an LMS may take a while."""
    require(policy.may_keep(desk, platform))
    if results.is_under_way(desk, platform):
        return
    desk.db.execute(delete(SelfTest).where(SelfTest.platform_id == platform.id))
    desk.db.add(test := SelfTest(platform_id=platform.id, asked_by=desk.who))
    desk.db.flush()
    later(desk.db, write_findings, test_id=test.id)
    desk.note(Event.self_tested, platform.id)


def require_reach(desk: Desk, platform: Platform, url: str) -> None:
    """Before anybody asks what stands there: the tool would tell what it heard."""
    require(policy.may_keep(desk, platform))
    require(policy.may_point_at(desk, platform, [url]), policy.ONLY_KNOWN_HOSTS)


def save_access(desk: Desk, platform: Platform, form: Access, checked: Checked) -> None:
    """Of a token that was tested a moment ago."""
    require(policy.may_keep(desk, platform))
    require(policy.may_point_at(desk, platform, [form.url]), policy.ONLY_KNOWN_HOSTS)
    tool = desk.ask.lti
    access.save(desk.db, tool, platform.id, form.url, form.ws_token, checked)
    desk.note(Event.access_saved, platform.id, url=access.plain_url(form.url))


def forget_access(desk: Desk, platform: Platform) -> None:
    require(policy.may_keep(desk, platform))
    access.forget(desk.db, platform.id)
    desk.note(Event.access_forgotten, platform.id)


def invite(desk: Desk, name: str, platform: Platform | None) -> str:
    """The token, which is shown once; with a platform, the registration that it renews."""
    require(policy.may_invite(desk, platform))
    renewed = platform.id if platform else None
    return invites.issue(
        desk.db, name=name, by=desk.who, lasting=GOOD_FOR, platform_id=renewed
    )


def revoke(desk: Desk, found: Invite) -> None:
    require(policy.may_revoke(desk, found))
    invites.revoke(desk.db, found.id, desk.who)


def try_again(desk: Desk, job: Job) -> None:
    require(policy.may_run_the_house(desk))
    job.tries, job.dead_at, job.due_at = 0, None, now()
    desk.note(Event.job_tried_again, job=job.name)


def forget(desk: Desk, job: Job) -> None:
    require(policy.may_run_the_house(desk))
    desk.db.delete(job)
    desk.note(Event.job_forgotten, job=job.name)


def _entry(
    form: Addresses, issuer: str, client_id: str, deployments: list[str] | None = None
) -> Entry:
    return Entry(
        name=form.lms_name,
        issuer=issuer,
        client_id=client_id,
        auth_url=form.auth_url,
        token_url=form.token_url,
        jwks_url=form.jwks_url,
        frame_origins=form.frame_origins.splitlines(),
        deployments=deployments or [],
    )
