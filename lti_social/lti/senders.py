"""Who sends people to us: a registration and one of its deployments, for a launch.

A crowd comes from few of them, so what was read of one is remembered. It is believed only
as long as it stands: the statement that spends a launch's nonce, in the transaction that
lets the visitor in, compares it with what the database says then.
"""

from datetime import timedelta
from functools import reduce
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Engine, String, and_, bindparam, cast, func

from lti_social.core.asking import ask_house
from lti_social.core.clock import now
from lti_social.core.rows import AnyRow
from lti_social.lti.models import Deployment, Platform
from lti_social.lti.platforms import OF_CLIENT
from lti_social.lti.reasons import LaunchRefused, Reason

OFTEN = timedelta(minutes=10)  # how exactly we know when an LMS was last heard of
MOST = 1_000  # of a kilobyte each


class Outdated(Exception):
    """What was read of a sender does not stand any more: ask anew."""


class Named(NamedTuple):
    """As a launch names its sender."""

    issuer: str
    client_id: str
    deployment: str | None


def _written(column: Any) -> ColumnElement[str]:
    return func.coalesce(cast(column, String), "")


STANDING: ColumnElement[str] = reduce(
    lambda some, more: some + "\n" + more,
    map(
        _written,
        (
            *(Platform.auth_url, Platform.jwks_url, Platform.token_url),
            *(Platform.token_audience, Platform.frame_origins, Platform.role_overrides),
        ),
    ),
)
NAMED_THERE = and_(
    Deployment.platform_id == Platform.id, Deployment.lms_id == bindparam("lms_id")
)
_SENDER = OF_CLIENT.add_columns(
    *(Platform.launched_at, Deployment.id.label("deployment_id")),
    STANDING.label("standing"),
).outerjoin(Deployment, NAMED_THERE)


def read_sender(reads: Engine, named: Named) -> AnyRow:
    known = {"issuer": named.issuer, "client_id": named.client_id}
    found = ask_house(reads, _SENDER, known | {"lms_id": named.deployment}).one_or_none()
    if found is None:
        raise LaunchRefused(Reason.unknown_platform, **known)
    return found


def is_heard_of_lately(sender: AnyRow) -> bool:
    """Whether a launch from there need not be noted."""
    return sender.launched_at is not None and now() - sender.launched_at <= OFTEN


def tells_news(family: str | None, sender: AnyRow) -> bool:
    """Whether a launch tells of another product than is known."""
    return bool(family) and family != sender.family


class Senders:
    """What one process remembers."""

    def __init__(self) -> None:
        self._known: dict[Named, AnyRow] = {}

    def remembered(self, named: Named) -> AnyRow | None:
        """None also where a launch must be noted: whether it was is in the database."""
        sender = self._known.get(named)
        return sender if sender and is_heard_of_lately(sender) else None

    def remember(self, named: Named, sender: AnyRow) -> None:
        """But for a deployment that nobody knows yet."""
        if sender.deployment_id is None:
            return
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[named] = sender
