"""A Moodle course, by a service user's token of Moodle's web services."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lti_social.core.errors import N_
from lti_social.resources.sources import moodle_outline, shape
from lti_social.resources.sources.meta import Listing, Mender, Remark, Unavailable
from lti_social.resources.sources.moodle_rest import Moodle, Refused

NEEDED = (
    "core_webservice_get_site_info",
    "core_course_get_contents",
    "core_course_get_updates_since",
    "core_course_get_course_module",
    "core_courseformat_get_state",
    "core_group_get_course_groups",
    "core_group_get_group_members",
)
MISSING_FUNCTION = N_("The web service lacks the function %(function)s.")
MISSING_CAPABILITY = N_("The service user’s role lacks the capability %(capability)s.")
PERHAPS_MISSING = N_(
    "Everything of one kind is gone. If it is still in the course, the service user’s role "
    "lacks the capability %(capability)s."
)
TOO_MIGHTY = N_(
    "The token belongs to an administrator of Moodle: give it to a service user."
)
SECTIONS_UNTOLD = N_(
    "Moodle does not tell which sections are restricted: learners see none of them until "
    "the web service has the function %(function)s."
)
NOTHING_SHOWN = N_("Moodle shows the service user nothing of this course.")
NOT_A_COURSE = N_("This course has no number by which Moodle could be asked for it.")
TOO_MANY = N_("The course is too large to be read.")
_GONE = {"invalidrecord", "invalidrecordunknown", "invalidcoursemodule"}
_MOST_GROUPS = 500


@dataclass(frozen=True)
class Checked:
    """A Moodle that answered; `remarks` say what would be missing."""

    site: str
    url: str
    release: str
    remarks: tuple[Remark, ...]


def check(moodle: Moodle) -> Checked:
    """Whose token this is and what it may ask; Unavailable where it is no good."""
    said = moodle.call("core_webservice_get_site_info")
    if not isinstance(said, dict) or not isinstance(said.get("siteurl"), str):
        raise Unavailable(N_("This is not a Moodle."), Mender.lms_admin)
    offered = {one.get("name") for one in shape.objects(said.get("functions"))}
    lacking = [function for function in NEEDED if function not in offered]
    remarks = [Remark.of(MISSING_FUNCTION, function=function) for function in lacking]
    if said.get("userissiteadmin"):
        remarks.append(Remark(TOO_MIGHTY))
    return Checked(
        site=shape.title(said.get("sitename")),
        url=said["siteurl"][:500],
        release=shape.title(said.get("release")),
        remarks=tuple(remarks),
    )


def listing(moodle: Moodle, course: str, known: Mapping[str, str]) -> Listing:
    """The course whose number Moodle gave at launch. `known` are the resources that were
    there before: their ids, and Moodle's word for their kind."""
    if not course.isdecimal():
        raise Unavailable(NOT_A_COURSE, Mender.lms_admin)
    said = moodle.call("core_course_get_contents", courseid=course)
    sections = list(shape.objects(said))
    if not sections:  # a course has one at least
        raise Unavailable(NOTHING_SHOWN, Mender.lms_admin)
    remarks: list[Remark] = []
    updated = _updates(moodle, course, remarks)
    groups = _groups(moodle, course, remarks)
    restricted = _restricted(moodle, course, remarks)
    address = f"{moodle.url}/course/view.php?id={course}"
    page = moodle_outline.Course(address, restricted, updated)
    resources = shape.each_once(moodle_outline.resources_in(sections, page))
    if len(resources) > shape.MOST:
        raise Unavailable(TOO_MANY, Mender.operator)
    seen = {one.lms_id for one in resources}
    unseen = _unseen(moodle, known, seen, remarks)
    if any("availability" not in one for one in moodle_outline.modules_in(sections)):
        remarks.append(_lacks("moodle/course:viewhiddenactivities"))
    return Listing(
        resources=resources, unseen=unseen, groups=groups, remarks=tuple(remarks)
    )


def missing_capabilities(known: Mapping[str, str], seen: Iterable[str]) -> dict[str, str]:
    """Capabilities that may be lacking: those of kinds of which all known modules vanished
    together, as Moodle hides them without a word. One of the vanished for each."""
    there = set(seen)
    found: dict[str, list[str]] = {}
    for lms_id, mod in known.items():
        if lms_id.startswith("cm:") and mod:
            found.setdefault(mod, []).append(lms_id)
    return {
        f"mod/{mod}:view": ids[0]
        for mod, ids in sorted(found.items())
        if there.isdisjoint(ids)
    }


def _unseen(
    moodle: Moodle, known: Mapping[str, str], seen: set[str], remarks: list[Remark]
) -> frozenset[str]:
    """What vanished from our eyes alone: Moodle is asked for one of each kind."""
    hidden: set[str] = set()
    for capability, lms_id in missing_capabilities(known, seen).items():
        mod = capability.removeprefix("mod/").removesuffix(":view")
        try:
            moodle.call("core_course_get_course_module", cmid=lms_id.removeprefix("cm:"))
        except Refused as refused:
            if refused.code in _GONE:
                continue
            if refused.code == "accessexception":  # no such function in the service
                remarks.append(Remark.of(PERHAPS_MISSING, capability=capability))
                continue
        remarks.append(_lacks(capability))
        hidden |= {one for one, its in known.items() if its == mod and one not in seen}
    return frozenset(hidden)


def _lacks(capability: str) -> Remark:
    return Remark.of(MISSING_CAPABILITY, capability=capability)


def _restricted(
    moodle: Moodle, course: str, remarks: list[Remark]
) -> frozenset[int] | None:
    """The sections with a rule, met by the service user or not: the outline shows it only
    where it is not met and its teacher shows it. The state of the course's page tells."""
    function = "core_courseformat_get_state"
    try:
        state = json.loads(moodle.call(function, courseid=course))["section"]
    except (Refused, ValueError, TypeError, KeyError, RecursionError):
        remarks.append(Remark.of(SECTIONS_UNTOLD, function=function))
        return None
    listed = shape.objects(state)
    sections = [one for one in listed if one.get("hasrestrictions") is not False]
    numbers = (shape.number(_as_number(one.get("id"))) for one in sections)
    return frozenset(number for number in numbers if number is not None)


def _as_number(value: object) -> object:
    """Moodle says ids as texts here."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def _updates(moodle: Moodle, course: str, remarks: list[Remark]) -> dict[int, datetime]:
    """When each module was last configured: some say it nowhere else."""
    try:
        said = moodle.call(
            "core_course_get_updates_since",
            courseid=course,
            since=0,
            filter=["configuration"],
        )
    except Refused as refused:
        remarks.append(_no_function(refused, "core_course_get_updates_since"))
        return {}
    return dict(_configured(said))


def _configured(said: Any) -> Iterator[tuple[int, datetime]]:
    for one in shape.objects(said.get("instances") if isinstance(said, dict) else None):
        number = shape.number(one.get("id"))
        for update in shape.objects(one.get("updates")):
            moment = shape.moment(update.get("timeupdated"))
            if number is not None and moment and update.get("name") == "configuration":
                yield number, moment


def _groups(
    moodle: Moodle, course: str, remarks: list[Remark]
) -> dict[str, frozenset[str]] | None:
    """Who is in which group; None where Moodle does not tell."""
    try:
        said = moodle.call("core_group_get_course_groups", courseid=course)
        ids = [
            number for one in shape.objects(said) if (number := shape.number(one.get("id")))
        ]
        asked = ids[:_MOST_GROUPS]
        if not asked:
            return {}
        members = moodle.call("core_group_get_group_members", groupids=asked)
    except Refused as refused:
        if refused.code == "accessexception":
            remarks.append(_no_function(refused, "core_group_get_course_groups"))
        else:
            remarks.append(_lacks("moodle/course:managegroups"))
        return None
    return {str(one.get("groupid")): _people(one) for one in shape.objects(members)}


def _people(group: Mapping[str, Any]) -> frozenset[str]:
    listed = group.get("userids")
    return frozenset(str(one) for one in listed or () if shape.number(one))


def _no_function(refused: Refused, function: str) -> Remark:
    if refused.code == "accessexception":
        return Remark.of(MISSING_FUNCTION, function=function)
    return Remark(refused.reason)
