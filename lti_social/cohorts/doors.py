"""How a feature declares its routes inside a cohort, so that each goes through the door."""

import inspect
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Request, Response

from lti_social.cohorts.door import step_into
from lti_social.cohorts.here import Here
from lti_social.core.again import until_done
from lti_social.core.errors import Invalid
from lti_social.web.arguments import how_to_read
from lti_social.web.forms import accepted, is_form
from lti_social.web.hop import Ask, Endpoint, cross, read_form, seen_as
from lti_social.web.routing import Route

Id = Annotated[int, Path(ge=1, le=2**31 - 1)]
COHORT = inspect.Parameter("cohort_id", inspect.Parameter.KEYWORD_ONLY, annotation=Id)
Read = Callable[[Request, int], Awaitable[Ask]]  # of a cohort, before its door is opened


async def _read(request: Request, _cohort_id: int) -> Ask:
    return Ask(request, await read_form(request))


class Doors:
    """The routes of one feature inside a cohort: each goes through `step_into`."""

    def __init__(self, prefix: str = "") -> None:
        self.router = APIRouter(prefix="/c/{cohort_id}" + prefix, route_class=Route)

    def get(self, path: str) -> Callable[[Callable[..., Response]], Endpoint]:
        return lambda handler: self.router.get(path)(door(handler))

    def post(
        self, path: str, read: Read = _read
    ) -> Callable[[Callable[..., Response]], Endpoint]:
        """`read` reads the form, where more than text comes with it."""
        return lambda handler: self.router.post(path)(door(handler, read))


def door(handler: Callable[..., Response], read: Read = _read) -> Endpoint:
    """Turn `def reply(here, thread_id, form)` into the endpoint that FastAPI sees.

    A parameter that is a pydantic model is what was posted. It is read before the door
    opens a transaction; what is wrong with it is said once the door has let somebody in.
    A write may be done again (core.again): a handler tells nobody outside.
    """
    _, *others = inspect.signature(handler).parameters.values()
    forms = {p.name: p.annotation for p in others if is_form(p)}
    arguments_of = how_to_read([COHORT, *(p for p in others if not is_form(p))])

    async def endpoint(request: Request) -> Response:
        arguments = arguments_of(request)
        cohort_id = arguments.pop("cohort_id")
        ask = await read(request, cohort_id)

        def work() -> Response:
            sent = accepted(forms, ask.form)
            with step_into(ask, cohort_id) as here:
                if _must_say_a_name(here):
                    return here.go(welcome(_rest(here)))
                if isinstance(sent, Invalid):
                    raise sent
                return handler(here, **arguments, **sent)

        return await cross(request, partial(until_done, work) if ask.writes else work)

    vars(endpoint)["is_door"] = True
    return seen_as(endpoint, handler)


def _must_say_a_name(here: Here) -> bool:
    at_the_form = here.ask.path == f"{here.path}/me"
    return not here.me.name and not at_the_form


def welcome(then: str = "") -> str:
    """The page that asks for a name, and goes on to `then`, a path of this cohort."""
    return f"/me?{urlencode({'welcome': 1} | ({'then': then} if then else {}))}"


def _rest(here: Here) -> str:
    if here.ask.writes:
        return ""
    return here.ask.path.removeprefix(here.path)
