"""A Moodle course as its web services tell it, read into resources.

A subsection is two things there: a module where it stands, and a section listed last. Here
it is one, standing where the module does and kept as the section is.
"""

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lti_social.resources.sources import shape
from lti_social.resources.sources.meta import File, Kind, ResourceMeta

UNKNOWN = {"op": "&", "c": [{"type": "unknown"}], "showc": [False]}  # never met
KINDS = {
    "assign": Kind.assignment,
    "book": Kind.book,
    "choice": Kind.poll,
    "feedback": Kind.poll,
    "survey": Kind.poll,
    "folder": Kind.folder,
    "forum": Kind.forum,
    "glossary": Kind.glossary,
    "label": Kind.text,
    "lesson": Kind.lesson,
    "lti": Kind.tool,
    "page": Kind.page,
    "quiz": Kind.quiz,
    "resource": Kind.file,
    "url": Kind.link,
    "workshop": Kind.assignment,
}
DUE = ("duedate", "timeclose", "deadline", "cutoffdate", "submissionend")
WITH_FILES = ("resource", "folder")  # others only list how they are made inside
MOST_FILES = 200

Said = Mapping[str, Any]


@dataclass(frozen=True)
class Course:
    """What is needed beside the sections to read them.

    `restricted` are the sections that not everybody may open; the rule is Moodle's secret.
    None where it does not even tell which.
    """

    address: str  # of the course's page
    restricted: frozenset[int] | None
    updated: Mapping[int, datetime] = field(default_factory=dict)  # by module


def resources_in(sections: Iterable[Said], course: Course) -> Iterator[ResourceMeta]:
    """In the order of the course page, parents first."""
    listed = list(sections)
    inner = {
        s["itemid"]: s for s in listed if _is_inner(s) and shape.number(s.get("itemid"))
    }
    for position, section in enumerate(s for s in listed if not _is_inner(s)):
        yield from _section(section, course, inner, position=position)
    for position, section in enumerate(list(inner.values()), len(listed)):  # no module's
        yield from _section(section, course, {}, position=position, availability=UNKNOWN)


def modules_in(sections: Iterable[Said]) -> Iterator[Said]:
    for section in sections:
        yield from shape.objects(section.get("modules"))


def _is_inner(section: Said) -> bool:
    return section.get("component") == "mod_subsection"


def _section(
    section: Said, course: Course, inner: dict[int, Said], **placed: Any
) -> Iterator[ResourceMeta]:
    number = shape.number(section.get("id"))
    if number is None:
        return
    if _is_restricted(section, number, course):
        placed["availability"] = UNKNOWN
    lms_id = f"section:{number}"
    placed["visible"] = placed.get("visible", True) and _is_on(section, "visible")
    yield ResourceMeta(
        lms_id=lms_id,
        kind=Kind.section,
        lms_kind="section",
        title=_title(section),
        description=shape.plain(section.get("summary")),
        url=f"{course.address}#section-{shape.number(section.get('section')) or 0}",
        on_page=not section.get("hiddenbynumsections"),
        **placed,
    )
    for position, module in enumerate(shape.objects(section.get("modules"))):
        yield from _module(module, course, inner, parent=lms_id, position=position)


def _is_restricted(section: Said, number: int, course: Course) -> bool:
    if section.get("availabilityinfo"):
        return True
    if course.restricted is None:
        return section.get("section") != 0  # the first one cannot be
    return number in course.restricted


def _module(
    module: Said, course: Course, inner: dict[int, Said], *, parent: str, position: int
) -> Iterator[ResourceMeta]:
    number, mod = shape.number(module.get("id")), module.get("modname")
    if number is None or not isinstance(mod, str):
        return
    placed: dict[str, Any] = {"parent": parent, "position": position}
    placed["availability"] = _availability(module)
    if mod == "subsection" and (found := inner.pop(module.get("instance") or 0, None)):
        visible = _is_on(module, "visible")
        yield from _section(found, course, inner, visible=visible, **placed)
        return
    files = tuple(_files(module)) if mod in WITH_FILES else ()
    mime = files[0].mime if mod == "resource" and files else None
    url = shape.address(module.get("url"))
    yield ResourceMeta(
        lms_id=f"cm:{number}",
        kind=shape.kind_of_file(mime) if mod == "resource" else KINDS.get(mod, Kind.other),
        lms_kind=mod[:64],
        title=_title(module),
        description=shape.plain(module.get("description")) if mod != "label" else "",
        url=url or f"{course.address}#module-{number}",
        visible=_is_on(module, "visible"),
        on_page=_is_on(module, "visibleoncoursepage"),
        updated_at=_updated(module, course.updated.get(number)),
        due_at=_due(module),
        mime=mime,
        files=files,
        **placed,
    )


def _title(named: Said) -> str:
    """Moodle writes & as &amp; in names."""
    said = named.get("name")
    return shape.title(html.unescape(said) if isinstance(said, str) else None)


def _is_on(said: Said, name: str) -> bool:
    """1 or true; what Moodle does not say is not shown."""
    return said.get(name) in (1, True)


def _availability(module: Said) -> Mapping[str, Any] | None:
    """The rule that a teacher chose. Where Moodle says none of it, nobody meets it."""
    if "availability" not in module:
        return UNKNOWN
    said = module["availability"]
    if said is None or said == "":
        return None
    try:
        rule = json.loads(said)
    except (TypeError, ValueError, RecursionError):
        return UNKNOWN
    return rule if isinstance(rule, dict) else UNKNOWN


def _updated(module: Said, told: datetime | None) -> datetime | None:
    contents = shape.objects(module.get("contents"))
    moments = [told, *(shape.moment(one.get("timemodified")) for one in contents)]
    return max((moment for moment in moments if moment), default=None)


def _due(module: Said) -> datetime | None:
    dates = {one.get("dataid"): one for one in shape.objects(module.get("dates"))}
    found = (shape.moment(dates[name].get("timestamp")) for name in DUE if name in dates)
    return next((moment for moment in found if moment), None)


def _files(module: Said) -> Iterator[File]:
    listed = [c for c in shape.objects(module.get("contents")) if c.get("type") == "file"]
    for one in listed[:MOST_FILES]:
        folder, name = one.get("filepath"), shape.title(one.get("filename"))
        within = folder.strip("/") if isinstance(folder, str) else ""
        mime = one.get("mimetype")
        yield File(
            name=f"{within}/{name}" if within else name,
            mime=mime[:128] if isinstance(mime, str) else None,
            size=shape.number(one.get("filesize")),
        )
