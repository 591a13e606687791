"""Scores and results (Assignment and Grade Services 2.0): what somebody got, told and read.

An LMS compares timestamps, Moodle by the second, and answers 409 to a score that is not
newer than what it has: `PlatformError.status` then says that it was told already.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lti_social.lti.claims import amount, identifier, text
from lti_social.lti.lineitems import moment, number
from lti_social.lti.pages import items, with_parameters
from lti_social.lti.service import Service

RESULT = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"

_RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"
_SCORE = "application/vnd.ims.lis.v1.score+json"
_CANVAS = "https://canvas.instructure.com/lti/submission"


@dataclass(frozen=True, kw_only=True)
class Score:
    """`given` None takes back what was given. Moodle shows none but FullyGraded ones."""

    sub: str
    given: float | None
    maximum: float
    at: datetime
    comment: str | None = None
    activity: str = "Completed"
    grading: str = "FullyGraded"


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the gradebook holds; a trainer may have changed it there."""

    sub: str
    score: float | None
    maximum: float | None
    comment: str | None


def send_score(service: Service, line_item_url: str, score: Score) -> None:
    """May be sent again with the same `at`: the LMS keeps the first."""
    url = _beneath(line_item_url, "scores")
    sent = _fields(score)
    if service.registration.family == "canvas":
        sent[_CANVAS] = {"new_submission": False}  # or it takes a score for handed-in work
    service.send("POST", url, scopes=[SCORE], media=_SCORE, json=sent)


def results(service: Service, line_item_url: str, sub: str | None = None) -> list[Result]:
    """Of everybody in the column, or of one."""
    url = with_parameters(_beneath(line_item_url, "results"), user_id=sub)
    listed = items(service, url, scope=RESULT, accept=_RESULTS)
    return [result for said in listed if (result := _result(said))]


def _beneath(line_item_url: str, name: str) -> str:
    """On the path, before the query that Moodle has there."""
    parts = urlsplit(line_item_url)
    return parts._replace(path=f"{parts.path.rstrip('/')}/{name}").geturl()


def _fields(score: Score) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "userId": score.sub,
        "timestamp": moment(score.at),
        "activityProgress": score.activity,
        "gradingProgress": score.grading,
    }
    if score.given is not None:
        given, maximum = number(score.given), number(score.maximum)
        fields |= {"scoreGiven": given, "scoreMaximum": maximum}
    if score.comment:
        fields["comment"] = score.comment
    return fields


def _result(said: Any) -> Result | None:
    sub = identifier(said.get("userId")) if isinstance(said, dict) else None
    if sub is None:
        return None
    return Result(
        sub=sub,
        score=amount(said.get("resultScore")),
        maximum=amount(said.get("resultMaximum")),
        comment=text(said.get("comment"), 2000),
    )
