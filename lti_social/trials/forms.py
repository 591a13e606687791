"""What members send of their trials: a plan, a day, a report."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, StringConstraints, model_validator

from lti_social.core.errors import N_, Invalid
from lti_social.core.text import one_line
from lti_social.files.forms import Carrying
from lti_social.practices.models import Maturity
from lti_social.trials.models import Outcome
from lti_social.web.forms import ONE_LINE, Switch

A_YEAR = timedelta(days=366)
SAY_WHEN = N_("say by which day.")
IS_PAST = N_("this day has passed.")
IS_LONG_AGO = N_("this is more than two years ago.")
IS_FAR = N_("this is more than a year away.")
IS_TO_COME = N_("this day is still to come.")

Part = Annotated[str, StringConstraints(max_length=200), ONE_LINE]
Line = Annotated[str, StringConstraints(max_length=80), AfterValidator(one_line)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class When(StrEnum):
    tomorrow = "tomorrow"
    week = "week"
    other = "other"


class Day(BaseModel):
    """By when: one of two days that are offered, or any other."""

    by: When = When.other
    due_on: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _said(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        return _without_empty(sent, "due_on")

    def day(self, today: date) -> date:
        if self.by is not When.other:
            return offered(today)[self.by]
        if self.due_on is None:
            raise Invalid(fields={"due_on": SAY_WHEN})
        if self.due_on < today:
            raise Invalid(fields={"due_on": IS_PAST})
        if self.due_on > today + A_YEAR:
            raise Invalid(fields={"due_on": IS_FAR})
        return self.due_on


class NewPlan(Day):
    """When `situation`, I `doing`."""

    situation: Part
    doing: Part


class Account(NamedTuple):
    """What somebody tells of a trial."""

    outcome: Outcome
    words: str
    context: str
    happened_on: date


class Report(Carrying):
    outcome: Outcome
    words: Words = ""
    context: Line = ""
    happened_on: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _said(cls, sent: Mapping[str, Any]) -> dict[str, Any]:
        return _without_empty(sent, "happened_on")

    def account(self, today: date) -> Account:
        """Without a day: today."""
        day = self.happened_on or today
        if day > today:
            raise Invalid(fields={"happened_on": IS_TO_COME})
        if day < today - 2 * A_YEAR:
            raise Invalid(fields={"happened_on": IS_LONG_AGO})
        return Account(self.outcome, self.words, self.context, day)


class Merging(BaseModel):
    """A line of "When it does not work"."""

    words: Annotated[str, StringConstraints(max_length=400), ONE_LINE]


class Confirming(Switch):
    maturity: Maturity


def offered(today: date) -> Mapping[When, date]:
    return {
        When.tomorrow: today + timedelta(days=1),
        When.week: today + timedelta(weeks=1),
    }


def _without_empty(sent: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in sent.items() if value or key != name}
