"""Moodle's web services: one call, one kind of failure.

The token goes in the body of a POST, never in an address. Moodle's refusals come as HTTP
200 with an `errorcode`, and a page of HTML may stand where JSON should.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lti_social.core.errors import N_
from lti_social.lti.http import PATIENT, Patience, PlatformError, PlatformHttp, host_of
from lti_social.resources.sources.meta import Mender, Unavailable

REST = "/webservice/rest/server.php"
TURNED_DOWN = N_("Moodle turned the request down.")
NO_ACCESS = N_("The web service lacks a function that the tool needs.")

REFUSALS = {
    "invalidtoken": N_("Moodle does not accept the token any more."),
    "invalidtimedtoken": N_("Moodle’s token has expired."),
    "usernotconfirmed": N_("The service user may not log in."),
    "suspended": N_("The service user is suspended in Moodle."),
    "accessexception": NO_ACCESS,
    "servicenotavailable": N_("The web service is turned off in Moodle."),
    "servicerequireslogin": N_("The service user may not use the web service."),
    "enablewsdescription": N_("Web services are turned off in Moodle."),
    "nopermissions": N_("The service user lacks a permission in Moodle."),
    "requireloginerror": N_("The service user may not enter this course."),
    "errorcoursecontextnotvalid": N_("The service user may not enter this course."),
    "invalidrecord": N_("Moodle does not know this course any more."),
    "sitemaintenance": N_("Moodle is being maintained."),
}
_PASSING = {"sitemaintenance", "ex_unabletolock", "dmlwriteexception", "dmlreadexception"}


class Refused(Unavailable):
    """Moodle said no; `code` is its own word for it."""

    def __init__(self, code: str, detail: str) -> None:
        passing = code in _PASSING
        super().__init__(
            REFUSALS.get(code, TURNED_DOWN),
            Mender.nobody if passing else Mender.lms_admin,
            detail=detail,
            worth_retrying=passing,
        )
        self.code = code


@dataclass(frozen=True)
class Moodle:
    """A site, and the token with which we ask it. Never inside a transaction."""

    http: PlatformHttp
    url: str  # without a slash at the end
    token: str
    patience: Patience = PATIENT

    def call(self, function: str, **asked: Any) -> Any:
        """What the function answers; Unavailable where it does not."""
        form = dict(_flat(asked)) | {
            "wstoken": self.token,
            "wsfunction": function,
            "moodlewsrestformat": "json",
        }
        address = self.url + REST
        try:
            answer = self.http.send(
                "POST", address, typed={host_of(address)}, form=form, patience=self.patience
            )
        except PlatformError as error:
            raise _unavailable(error) from error
        return _read(answer.body)


def _flat(asked: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A form as PHP reads it: groupids[0]=7."""
    for name, value in asked.items():
        if isinstance(value, list | tuple):
            yield from ((f"{name}[{at}]", str(one)) for at, one in enumerate(value))
        else:
            yield name, str(value)


def _read(body: bytes) -> Any:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unavailable(
            N_("What Moodle sent cannot be read: is this the address of a Moodle?"),
            Mender.lms_admin,
            worth_retrying=True,
        ) from error
    if isinstance(said, dict) and ("exception" in said or "errorcode" in said):
        detail = PlatformError("", str(said.get("message") or "")).said
        raise Refused(str(said.get("errorcode") or ""), detail)
    return said


def _unavailable(error: PlatformError) -> Unavailable:
    if error.worth_retrying:
        reason, mender = N_("Moodle does not answer, or asks us to wait."), Mender.nobody
    elif error.status in (401, 403):
        reason, mender = N_("Moodle does not let web services in."), Mender.lms_admin
    elif error.status:
        reason, mender = N_("At this address there is no web service."), Mender.lms_admin
    else:
        reason, mender = N_("Moodle cannot be asked there."), Mender.operator
    return Unavailable(
        reason,
        mender,
        detail=error.said,
        worth_retrying=error.worth_retrying,
        wait=error.retry_after,
    )
