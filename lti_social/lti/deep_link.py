"""Deep linking: what the LMS wants chosen, read as hostile, and our signed answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lti_social.core.seal import Seal
from lti_social.core.wall import Database
from lti_social.lti import adapter
from lti_social.lti.addresses import is_near, parts_of
from lti_social.lti.claims import DEEP_LINKING, SETTINGS, Claims, part, text, web_address
from lti_social.lti.keys import signing_key
from lti_social.lti.platforms import Registration
from lti_social.lti.reasons import LaunchRefused, Reason

LONGEST_DATA = 20_000  # characters that come back to the LMS as they were
OURS = "ltiResourceLink"  # the one type of item we have
# Whatever state the LMS says somebody's work is in, there is a page to look at.
_REVIEWABLE = ["None", "Initialized", "Started", "InProgress", "Submitted", "Completed"]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the LMS takes, and where to send it."""

    return_url: str
    deployment: str  # as the LMS names it
    data: str | None  # the LMS's own, echoed
    several: bool
    graded: bool  # it may take a column of its gradebook along
    in_window: bool  # it shows us in windows only

    @property
    def origin(self) -> str:
        parts = urlsplit(self.return_url)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, kw_only=True)
class LineItem:
    """A column of the LMS's gradebook, made together with the link."""

    label: str
    maximum: float
    resource_id: str
    tag: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One link that the LMS is to make."""

    title: str
    text: str
    url: str
    custom: Mapping[str, str]
    line_item: LineItem | None = None


def wanted_in(claims: Claims, registration: Registration, deployment: str) -> Wanted:
    """The settings of a deep-linking request; LaunchRefused where they are of no use."""
    said = part(claims, SETTINGS)
    types, targets = _words(said, "accept_types"), _words(said, _TARGETS)
    if OURS not in types:
        raise LaunchRefused(Reason.nothing_to_place, accept_types=",".join(types))
    return Wanted(
        return_url=_return_url(said, registration),
        deployment=deployment,
        data=_data(said),
        several=_is_true(said.get("accept_multiple")),
        graded=said.get("accept_lineitem") not in (False, "false"),  # if unsaid, perhaps
        in_window=bool(targets) and not {"iframe", "frame"} & set(targets),
    )


def signed_answer(
    db: Database,
    seal: Seal,
    registration: Registration,
    wanted: Wanted,
    items: Sequence[Item],
    message: str = "",
) -> str:
    """The token (JWT) that tells the LMS what was chosen; no items where nothing was."""
    claims = adapter.deep_linking_claims(
        issuer=registration.issuer,
        client_id=registration.client_id,
        deployment=wanted.deployment,
        items=[_as_said(item, wanted) for item in items],
    )
    optional = {"data": wanted.data, "msg": text(message)}
    more = {f"{DEEP_LINKING}{name}": said for name, said in optional.items() if said}
    return signing_key(db, seal).sign({**claims, **more})


_TARGETS = "accept_presentation_document_targets"


def _words(said: Claims, name: str) -> list[str]:
    found = said.get(name)
    listed = found[:20] if isinstance(found, list) else []
    return [word for word in listed if isinstance(word, str)]


def _is_true(value: object) -> bool:
    return value in (True, "true")


def _data(said: Claims) -> str | None:
    data = said.get("data")
    if data is not None and not (isinstance(data, str) and len(data) <= LONGEST_DATA):
        raise LaunchRefused(Reason.settings_unusable, setting="data")
    return data


def _return_url(said: Claims, registration: Registration) -> str:
    """Only over https, to the LMS's own hosts or to a public one: the answer names what a
    cohort talks about. Plain http where an operator typed it for this very host."""
    url = web_address(said.get("deep_link_return_url"))
    parts = url and parts_of(urlsplit(url)._replace(path="", query="").geturl())
    if not url or not parts:
        raise LaunchRefused(Reason.settings_unusable, setting="deep_link_return_url")
    typed = {urlsplit(registration.auth_url)[:2], urlsplit(registration.jwks_url)[:2]}
    host = parts.hostname or ""
    known = host in registration.typed_hosts
    secure = parts.scheme == "https" and (known or not is_near(host))
    if not secure and parts[:2] not in typed:
        raise LaunchRefused(Reason.settings_unusable, setting="deep_link_return_url")
    return url


def _as_said(item: Item, wanted: Wanted) -> dict[str, Any]:
    said: dict[str, Any] = {
        "type": OURS,
        "title": item.title,
        "text": item.text,
        "url": item.url,
        "custom": dict(item.custom),
    }
    if item.line_item and wanted.graded:
        said["lineItem"] = _line_item(item.line_item)
    if wanted.in_window:
        said["window"] = {"targetName": "_blank"}
    return {name: value for name, value in said.items() if value}


def _line_item(line_item: LineItem) -> dict[str, Any]:
    return {
        "label": line_item.label,
        "scoreMaximum": line_item.maximum,
        "resourceId": line_item.resource_id,
        "tag": line_item.tag,
        "submissionReview": {"reviewableStatus": _REVIEWABLE},
    }
