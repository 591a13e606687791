"""Which reports of trials are there, and for whom, as practices.seeing says it of cards.

It says nothing of the card that a report is about: a statement asks that as well.
"""

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_
from sqlalchemy.orm import aliased

from lti_social.trials.models import Trial, TrialHiding

Taken = aliased(TrialHiding)  # beside a TrialHiding that the statement itself may join


def is_shown(trial: type[Trial]) -> ColumnElement[bool]:
    """To everybody who reads the card: not withdrawn, and not out of sight."""
    return and_(trial.withdrawn_at.is_(None), ~_is_out(trial))


def is_read(trial: type[Trial]) -> ColumnElement[bool]:
    """By the reader: what is out of sight only by its author and the team."""
    is_theirs = or_(bindparam("teaches"), trial.member_id == bindparam("me"))
    return and_(trial.withdrawn_at.is_(None), or_(is_theirs, ~_is_out(trial)))


def _is_out(trial: type[Trial]) -> ColumnElement[bool]:
    return exists().where(Taken.trial_id == trial.id)
