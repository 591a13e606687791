"""A Moodle's web services over a course that changes, with the habits of a running one."""

import copy
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx

from tests.cohorts.moodle import recorded

URL = "https://moodle.test"
TOKEN = "0123456789abcdef0123456789abcdef"
COURSE = "5"


@dataclass
class FakeSite:
    """`hidden_mods` are those whose mod/X:view the service user lacks: they vanish without
    a word. `answers` stand in for the next ones. `asked` is what came, without the token.
    """

    sections: list[dict[str, Any]] = field(
        default_factory=lambda: copy.deepcopy(recorded("ws_core_course_get_contents"))
    )
    hidden_mods: set[str] = field(default_factory=set)
    restricted: set[int] = field(default_factory=set)  # sections, by a rule of their own
    lacking: set[str] = field(default_factory=set)  # functions of the service
    answers: list[httpx.Response] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def module(self, number: int) -> dict[str, Any]:
        return next(m for _, m in self._modules() if m["id"] == number)

    def section(self, number: int) -> dict[str, Any]:
        return next(section for section in self.sections if section["id"] == number)

    def remove(self, number: int) -> dict[str, Any]:
        """Take a module out; it may be put back into a section."""
        for section, module in self._modules():
            if module["id"] == number:
                section["modules"].remove(module)
                return module
        raise KeyError(number)

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def _modules(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        return [(section, m) for section in self.sections for m in section["modules"]]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != "/webservice/rest/server.php":
            return httpx.Response(403)
        assert request.method == "POST"
        assert not request.url.query
        form = dict(parse_qsl(request.content.decode(), keep_blank_values=True))
        function = form["wsfunction"]
        self.asked.append(function)
        if self.answers:
            return self.answers.pop(0)
        if form["wstoken"] != TOKEN:
            return _error("invalid_token")
        if function in self.lacking:
            return _error("function_not_in_service")
        return getattr(self, f"_{function}")(form)

    def _core_webservice_get_site_info(self, _: dict[str, str]) -> httpx.Response:
        said = recorded("ws_core_webservice_get_site_info")
        offered = [*said["functions"], {"name": "core_courseformat_get_state"}]
        there = [one for one in offered if one["name"] not in self.lacking]
        return _json(said | {"functions": there})

    def _core_course_get_contents(self, form: dict[str, str]) -> httpx.Response:
        if form["courseid"] != COURSE:
            return _error("no_such_course")
        seen = copy.deepcopy(self.sections)
        for section in seen:
            modules = section["modules"]
            section["modules"] = [
                m for m in modules if m["modname"] not in self.hidden_mods
            ]
        return _json(seen)

    def _core_courseformat_get_state(self, _: dict[str, str]) -> httpx.Response:
        """Not recorded: a text of JSON, as Moodle 4.5 makes it for its course page."""
        listed = [
            {"id": str(s["id"]), "hasrestrictions": s["id"] in self.restricted}
            for s in self.sections
        ]
        return _json(json.dumps({"course": {}, "section": listed, "cm": []}))

    def _core_course_get_updates_since(self, form: dict[str, str]) -> httpx.Response:
        assert form["filter[0]"] == "configuration"
        return _json(recorded("ws_core_course_get_updates_since"))

    def _core_course_get_course_module(self, form: dict[str, str]) -> httpx.Response:
        if any(m["id"] == int(form["cmid"]) for _, m in self._modules()):
            return _json(recorded("ws_core_course_get_course_module"))
        return _error("no_such_course")

    def _core_group_get_course_groups(self, _: dict[str, str]) -> httpx.Response:
        return _json(recorded("ws_core_group_get_course_groups"))

    def _core_group_get_group_members(self, form: dict[str, str]) -> httpx.Response:
        assert form["groupids[0]"] == "7"
        return _json(recorded("ws_core_group_get_group_members"))


def _json(said: Any) -> httpx.Response:
    return httpx.Response(200, json=said)


def _error(name: str) -> httpx.Response:
    said = recorded("ws_errors")[name]
    content = json.dumps(said["body"]).encode()
    headers = {"content-type": said["content_type"]}
    return httpx.Response(said["status"], content=content, headers=headers)
