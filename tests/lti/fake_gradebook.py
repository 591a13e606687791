"""The gradebook of a Moodle course, with the quirks that a running Moodle 4.5 showed."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx

LINE_ITEM = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
MEDIA = (LINE_ITEM, LINE_ITEMS, RESULTS, SCORE)
SCOPES = tuple(
    f"https://purl.imsglobal.org/spec/lti-ags/scope/{name}"
    for name in ("lineitem", "lineitem.readonly", "result.readonly", "score")
)


def refused(status: int, reason: str) -> httpx.Response:
    """Moodle explains itself beside the status; the body is an empty list."""
    said = {"reason_phrase": reason.encode("ascii", "replace")}
    return httpx.Response(status, json=[], extensions=said)


def answered(body: Any, media: str, status: int = 200, link: str = "") -> httpx.Response:
    headers = [(b"content-type", f"{media}; charset=utf-8".encode())]
    if link:
        headers.append((b"link", link.encode()))  # in UTF-8, allowed or not
    return httpx.Response(status, json=body, headers=headers)


def may(method: str, path: list[str], scopes: set[str]) -> bool:
    line_item, read_only, result, score = SCOPES
    special = {"scores": {score}, "results": {result}}
    usual = {line_item, read_only} if method == "GET" else {line_item}
    return bool(special.get(path[-1], usual) & scopes)


@dataclass
class Gradebook:
    """Line items of one course and who got what: `grades[item_id][user_id]`."""

    url: str  # of the line items, with its type_id query
    learners: Collection[str]  # everybody else is not gradable
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    grades: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    posts: list[dict[str, Any]] = field(default_factory=list)  # every score that arrived
    ids: Any = field(default_factory=lambda: count(10))

    def add(self, **said: Any) -> str:
        """A column; its id as Moodle's URLs have it."""
        number = str(next(self.ids))
        self.items[number] = {**said, "id": self.url_of(number)}
        return number

    def url_of(self, number: str) -> str:
        return self.url.replace("/lineitems", f"/lineitems/{number}/lineitem")

    def shown(self, number: str) -> dict[str, Any]:
        dates = ("startDateTime", "endDateTime")  # echoed once and never shown again
        item = {k: v for k, v in self.items[number].items() if k not in dates}
        if "resourceLinkId" in item:
            item["ltiLinkId"] = item["resourceLinkId"]
        return item

    def answer(self, request: httpx.Request, body: Any, path: list[str]) -> httpx.Response:
        """`path` is what follows /lineitems."""
        match path:
            case []:
                return (
                    self._list(request) if request.method == "GET" else self._create(body)
                )
            case [number, "lineitem", *rest] if number in self.items:
                return self._of_one(request, body, number, rest)
        return refused(404, "Not Found")

    def _of_one(
        self, request: httpx.Request, body: Any, number: str, rest: list[str]
    ) -> httpx.Response:
        match request.method, rest:
            case "POST", ["scores"]:
                return self._score(number, body)
            case "GET", ["results"]:
                return self._results(request, number)
            case "PUT", []:
                self.items[number] = body | {"id": self.url_of(number)}
            case "DELETE", []:
                del self.items[number]
                return httpx.Response(204)
        return answered(self.shown(number), LINE_ITEM)

    def _list(self, request: httpx.Request) -> httpx.Response:
        asked = request.url.params
        named = {"resource_id": "resourceId", "resource_link_id": "resourceLinkId"}
        found = [self.shown(number) for number in self.items]
        for parameter in ("tag", "resource_id", "resource_link_id"):
            if wanted := asked.get(parameter):
                name = named.get(parameter, parameter)
                found = [item for item in found if item.get(name) == wanted]
        if "limit" not in asked:
            return answered(found, LINE_ITEMS)
        limit, begin = int(asked["limit"]), int(asked.get("from", 0))
        link = self._links(limit, begin, len(found))
        return answered(found[begin : begin + limit], LINE_ITEMS, link=link)

    def _links(self, limit: int, begin: int, total: int) -> str:
        """Escaped as HTML and with curled quotes, as recorded."""
        places = {"first": 0, "canonical": begin, "next": begin + limit, "last": total}
        if begin + limit >= total:
            del places["next"]
        page = f"{self.url}&amp;limit={limit}&amp;from="
        return ", ".join(f"<{page}{at}>; rel=“{rel}”" for rel, at in places.items())

    def _create(self, body: Any) -> httpx.Response:
        if not body.get("label") or not body.get("scoreMaximum"):
            return refused(400, "Bad Request")
        number = self.add(**body)
        return answered(self.items[number], LINE_ITEM, 201)

    def _score(self, number: str, body: Any) -> httpx.Response:
        self.posts.append(body)
        user, at = str(body.get("userId")), _moment(body.get("timestamp"))
        whole = "activityProgress" in body and "gradingProgress" in body and at
        unmeasured = "scoreGiven" in body and "scoreMaximum" not in body
        if not whole or unmeasured or user not in self.learners:
            return refused(400, f"Incorrect score received{json.dumps(body)}")
        before = self.grades.setdefault(number, {}).get(user)
        if before and before["at"] >= at:
            reason = f"Refusing score with an earlier timestamp for item {number}"
            return refused(409, f"{reason} and user {user}")
        self.grades[number][user] = {"at": at} | self._kept(number, body)
        return httpx.Response(200)

    def _kept(self, number: str, body: dict[str, Any]) -> dict[str, Any]:
        if body["gradingProgress"] != "FullyGraded" or "scoreGiven" not in body:
            return {}
        maximum = self.items[number]["scoreMaximum"]
        score = body["scoreGiven"] * maximum / body["scoreMaximum"]
        kept = {"resultScore": min(score, maximum), "resultMaximum": maximum}
        return kept | {"comment": body.get("comment", "")}

    def _results(self, request: httpx.Request, number: str) -> httpx.Response:
        only, url = request.url.params.get("user_id"), self.url_of(number)
        there = f"{url.replace('/lineitem?', '/lineitem/results?')}&user_id="
        found = []
        for user, grade in sorted(self.grades.get(number, {}).items()):
            result = {k: v for k, v in grade.items() if k != "at"}
            if result:
                result |= {"scoreOf": url, "timestamp": grade["at"].isoformat()}
            if only in (None, user):
                found.append({"id": there + user, "userId": user, **result})
        return answered(found, RESULTS)


def _moment(said: Any) -> datetime | None:
    """By the second, as Moodle compares."""
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).replace(microsecond=0)
