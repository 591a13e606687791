"""How the console declares its routes, so that each goes through its door."""

import inspect
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from lti_social.admin.desk import PATH
from lti_social.admin.door import sit_down
from lti_social.core.errors import Invalid, NotFound
from lti_social.web.arguments import how_to_read
from lti_social.web.forms import accepted, is_form
from lti_social.web.hop import Ask, Endpoint, cross, read_form, seen_as
from lti_social.web.routing import Route

Handler = Callable[..., Response]
Found = Any
First = Callable[..., Callable[[], Found]]  # (desk, what the handler gets) -> what to do

FOUND = "found"  # a handler's parameter: what was found outside, before its transaction


class Doors:
    """The routes of one part of the console. `for_all` is for who sees every
    registration: to an administrator of one LMS there is nothing behind it."""

    def __init__(self) -> None:
        self.router = APIRouter(prefix=PATH, route_class=Route)

    def get(self, path: str, *, for_all: bool = False) -> Callable[[Handler], Endpoint]:
        return lambda handler: self.router.get(path)(door(handler, for_all=for_all))

    def post(
        self, path: str, *, for_all: bool = False, first: First | None = None
    ) -> Callable[[Handler], Endpoint]:
        """`first` says, at the desk, what is to be asked of an LMS before the handler's own
        transaction: nobody waits for a network in one. The handler gets what it `found`."""
        return lambda handler: self.router.post(path)(
            door(handler, for_all=for_all, first=first)
        )


def door(handler: Handler, *, for_all: bool, first: First | None = None) -> Endpoint:
    """Turn `def accept(desk, deployment_id, form)` into the endpoint that FastAPI sees."""
    _, *others = inspect.signature(handler).parameters.values()
    others = [p for p in others if p.name != FOUND]
    forms = {p.name: p.annotation for p in others if is_form(p)}
    arguments_of = how_to_read(p for p in others if not is_form(p))

    async def endpoint(request: Request) -> Response:
        arguments = arguments_of(request)
        ask = Ask(request, await read_form(request))

        def at_the_desk(act: Callable[..., Any], **found: Found) -> Any:
            sent = accepted(forms, ask.form)
            with sit_down(ask) as desk:
                if for_all and not desk.sees_all:
                    raise NotFound
                if isinstance(sent, Invalid):
                    raise sent
                return act(desk, **arguments, **sent, **found)

        def work() -> Response:
            found = {FOUND: at_the_desk(first)()} if first else {}
            answer: Response = at_the_desk(handler, **found)
            return answer

        return await cross(request, work)

    vars(endpoint)["is_admin_door"] = True
    return seen_as(endpoint, handler)
