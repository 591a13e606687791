"""What LTI alone tells of a course: where the tool is, and its columns in the gradebook."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lti_social.core.errors import N_
from lti_social.lti.failing import PlatformError
from lti_social.lti.lineitems import READ_ONLY, LineItem, line_items
from lti_social.lti.service import Service
from lti_social.resources.sources import shape
from lti_social.resources.sources.meta import Kind, Listing, Remark, ResourceMeta

NO_COLUMNS = N_("The LMS does not show its gradebook’s columns to the tool.")


@dataclass(frozen=True)
class Link:
    """An activity of the LMS that launches the tool, as its launches named it."""

    lms_id: str
    title: str


def listing(links: Iterable[Link], columns: Iterable[LineItem]) -> Listing:
    listed = {f"link:{link.lms_id}": _of_link(link) for link in links}
    for column in columns:
        one = _of_column(column)
        known = listed.get(one.lms_id)
        listed[one.lms_id] = replace(known, points=one.points) if known else one
    numbered = enumerate(listed.values())
    return Listing(resources=tuple(replace(one, position=at) for at, one in numbered))


def asked(links: Iterable[Link], service: Service, lineitems_url: str | None) -> Listing:
    """With what the LMS says of the columns, if it does; the links are known anyway."""
    if lineitems_url is None:
        return listing(links, [])
    try:
        return listing(links, line_items(service, lineitems_url, scope=READ_ONLY))
    except PlatformError as error:
        remark = Remark.of(NO_COLUMNS, said=error.said)
        return replace(listing(links, []), remarks=(remark,))


def _of_link(link: Link) -> ResourceMeta:
    return ResourceMeta(
        lms_id=f"link:{link.lms_id}", kind=Kind.tool, title=shape.title(link.title)
    )


def _of_column(column: LineItem) -> ResourceMeta:
    link = column.resource_link_id
    return ResourceMeta(
        lms_id=f"link:{link}" if link else f"column:{column.url}"[:255],
        kind=Kind.assignment,
        title=shape.title(column.label),
        points=column.maximum,
    )
