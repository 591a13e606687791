"""What can be asked of registrations: each answers for this desk's part of them alone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, true

from lti_social.admin.desk import Desk
from lti_social.cohorts.models import Course
from lti_social.core.claims import Job
from lti_social.core.errors import NotFound
from lti_social.core.rows import AnyRow
from lti_social.lti.deployments import waiting
from lti_social.lti.describing import Description, describe
from lti_social.lti.invites import open_invites
from lti_social.lti.models import Deployment, Invite, Platform

_PLATFORMS = select(
    *(Platform.id, Platform.name, Platform.family, Platform.issuer, Platform.client_id),
    *(Platform.launched_at, Platform.created_at),
    select(func.count(Deployment.accepted_at))
    .where(Deployment.platform_id == Platform.id)
    .scalar_subquery()
    .label("accepted"),
    select(func.count())
    .select_from(Deployment)
    .where(Deployment.platform_id == Platform.id)
    .where(Deployment.accepted_at.is_(None), Deployment.declined_at.is_(None))
    .scalar_subquery()
    .label("waiting"),
).order_by(Platform.name, Platform.id)


def platforms(desk: Desk) -> Sequence[AnyRow]:
    return desk.db.rows(_PLATFORMS.where(_seen_by(desk))).all()


def the_platform(desk: Desk, platform_id: int) -> Platform:
    """Of another LMS, an administrator learns no more than that it is not theirs."""
    asked = select(Platform).where(Platform.id == platform_id, _seen_by(desk))
    platform = desk.db.scalar(asked)
    if platform is None:
        raise NotFound
    return platform


def names(desk: Desk) -> dict[int, str]:
    """What the registrations are called."""
    asked = select(Platform.id, Platform.name).where(_seen_by(desk)).order_by(Platform.name)
    return {row.id: row.name for row in desk.db.rows(asked)}


def deployments(desk: Desk, platform: Platform) -> Sequence[Deployment]:
    asked = select(Deployment).where(Deployment.platform_id == platform.id)
    return desk.db.scalars(asked.order_by(Deployment.id)).all()


def deployments_waiting(desk: Desk) -> Sequence[Deployment]:
    return waiting(desk.db, desk.platform_id)


def the_deployment(desk: Desk, platform: Platform, deployment_id: int) -> Deployment:
    deployment = desk.db.get(Deployment, deployment_id)
    if deployment is None or deployment.platform_id != platform.id:
        raise NotFound
    return deployment


def has_courses(desk: Desk, platform: Platform) -> bool:
    of_it = exists().where(
        Deployment.platform_id == platform.id, Course.deployment_id == Deployment.id
    )
    return bool(desk.db.scalar(select(of_it)))


def the_description(desk: Desk, kind: str) -> Description:
    """How a kind of LMS is told about the tool, in the reader's language."""
    found = describe(kind, desk.ask.lti.url, desk.ask.locale)
    if found is None:
        raise NotFound
    return found


def invites(desk: Desk) -> Sequence[Invite]:
    """Those that are still good: an administrator's are those that renew their own."""
    good = open_invites(desk.db)
    return [i for i in good if desk.sees_all or i.platform_id == desk.platform_id]


def the_invite(desk: Desk, invite_id: int) -> Invite:
    for invite in invites(desk):
        if invite.id == invite_id:
            return invite
    raise NotFound


def dead_jobs(desk: Desk) -> Sequence[Job]:
    """Work that failed for good, newest first."""
    asked = select(Job).where(Job.dead_at.is_not(None))
    return desk.db.scalars(asked.order_by(Job.dead_at.desc(), Job.id).limit(200)).all()


def the_dead_job(desk: Desk, job_id: int) -> Job:
    job = desk.db.get(Job, job_id)
    if job is None or job.dead_at is None:
        raise NotFound
    return job


def _seen_by(desk: Desk) -> ColumnElement[Any]:
    return true() if desk.sees_all else Platform.id == desk.platform_id
