"""Columns of the LMS's gradebook (Assignment and Grade Services 2.0): the tool's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lti_social.lti.claims import amount, identifier, text, web_address
from lti_social.lti.failing import UNREADABLE, PlatformError
from lti_social.lti.pages import items, json_in, with_parameters
from lti_social.lti.service import Service

SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
READ_ONLY = f"{SCOPE}.readonly"

_ONE = "application/vnd.ims.lis.v2.lineitem+json"  # these exactly: Moodle takes no other
_MANY = "application/vnd.ims.lis.v2.lineitemcontainer+json"


@dataclass(frozen=True, kw_only=True)
class NewLineItem:
    label: str
    maximum: float
    resource_id: str | None = None  # ours: by it we find the column again
    tag: str | None = None
    resource_link_id: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LineItem:
    """As the LMS has it."""

    url: str
    label: str
    maximum: float
    resource_id: str | None
    tag: str | None
    resource_link_id: str | None


def line_items(
    service: Service,
    lineitems_url: str,
    *,
    resource_id: str | None = None,
    tag: str | None = None,
    resource_link_id: str | None = None,
    scope: str = SCOPE,
) -> list[LineItem]:
    """Those in the course, or those that match. `scope` where only READ_ONLY is granted."""
    url = with_parameters(
        lineitems_url, resource_id=resource_id, tag=tag, resource_link_id=resource_link_id
    )
    listed = items(service, url, scope=scope, accept=_MANY)
    found = [item for said in listed if (item := _item(said))]
    # An LMS need not know the parameter, and must not make us take a stranger for ours.
    return [item for item in found if resource_id in (None, item.resource_id)]


def line_item(service: Service, url: str, *, scope: str = SCOPE) -> LineItem:
    answer = service.send("GET", url, scopes=[scope], accept=_ONE)
    return _the_item(url, answer.body)


def create_line_item(service: Service, lineitems_url: str, new: NewLineItem) -> LineItem:
    """Each call makes another: look for its `resource_id` first."""
    return _sent(service, "POST", lineitems_url, _fields(new))


def change_line_item(service: Service, url: str, change: NewLineItem) -> LineItem:
    """What else the LMS keeps of it stays as it is."""
    kept = json_in(url, service.send("GET", url, scopes=[SCOPE], accept=_ONE).body)
    if not isinstance(kept, dict):
        raise PlatformError(url, UNREADABLE)
    return _sent(service, "PUT", url, kept | _fields(change))


def delete_line_item(service: Service, url: str) -> None:
    """Gone is gone, whoever removed it."""
    try:
        service.send("DELETE", url, scopes=[SCOPE])
    except PlatformError as error:
        if error.status not in (404, 410):
            raise


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def number(value: float) -> float:
    """As gradebooks show it: two digits after the point, and no point without need."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def _sent(service: Service, method: str, url: str, fields: Mapping[str, Any]) -> LineItem:
    answer = service.send(
        method, url, scopes=[SCOPE], accept=_ONE, media=_ONE, json=dict(fields)
    )
    return _the_item(url, answer.body)


def _fields(new: NewLineItem) -> dict[str, Any]:
    fields = {
        "label": new.label,
        "scoreMaximum": number(new.maximum),
        "resourceId": new.resource_id,
        "tag": new.tag,
        "resourceLinkId": new.resource_link_id,
        "startDateTime": new.starts_at and moment(new.starts_at),
        "endDateTime": new.ends_at and moment(new.ends_at),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _the_item(url: str, body: bytes) -> LineItem:
    item = _item(json_in(url, body))
    if item is None:
        raise PlatformError(url, UNREADABLE)
    return item


def _item(said: Any) -> LineItem | None:
    url = web_address(said.get("id")) if isinstance(said, dict) else None
    if url is None:
        return None
    return LineItem(
        url=url,
        label=text(said.get("label")) or "",
        maximum=amount(said.get("scoreMaximum")) or 0,
        resource_id=identifier(said.get("resourceId")),
        tag=text(said.get("tag")),
        resource_link_id=identifier(said.get("resourceLinkId")),
    )
