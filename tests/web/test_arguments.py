"""What a handler is given of an address, and how an address finds its handler."""

from enum import StrEnum
from inspect import signature
from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI, Path, Query, Request, Response
from fastapi.testclient import TestClient
from pydantic import BaseModel

from lti_social.core.errors import NotFound
from lti_social.web.arguments import how_to_read
from lti_social.web.hop import seen_as
from lti_social.web.routing import Route


class Show(StrEnum):
    all = "all"
    mine = "mine"


class Filters(BaseModel):
    show: Show = Show.all
    words: Annotated[str, Query(max_length=5)] = ""


Id = Annotated[int, Path(ge=1, le=99)]
After = Annotated[int | None, Query(ge=0)]


def single(ask, card_id: Id, show: Show = Show.all, after: After = None) -> Response:
    raise NotImplementedError


def whole(ask, card_id: Id, filters: Annotated[Filters, Query()]) -> Response:
    raise NotImplementedError


@pytest.fixture
def given():
    """What a handler gets when an address is asked for, or None where nothing is found."""

    def ask(handler, address):
        read, found = how_to_read(_parameters(handler)), []

        async def endpoint(request: Request) -> Response:
            try:
                found.append(read(request))
            except NotFound:
                return Response(status_code=404)
            return Response()

        router = APIRouter(route_class=Route)
        router.get("/cards/{card_id}")(seen_as(endpoint, handler))
        app = FastAPI(routes=router.routes)
        status = TestClient(app).get(address).status_code
        assert status == (200 if found else 404)
        return found[0] if found else None

    return ask


def _parameters(handler):
    _, *others = signature(handler).parameters.values()
    return others


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/cards/7", {"card_id": 7, "show": Show.all, "after": None}),
        ("/cards/7?show=mine&after=0", {"card_id": 7, "show": Show.mine, "after": 0}),
        ("/cards/7?card_id=8&other=1", {"card_id": 7, "show": Show.all, "after": None}),
        ("/cards/7?after=1&after=2", {"card_id": 7, "show": Show.all, "after": 2}),
    ],
)
def test_path_and_query_become_what_the_handler_says(given, address, expected):
    assert given(single, address) == expected
    assert type(given(single, address)["show"]) is Show


@pytest.mark.parametrize(
    "address",
    [
        "/cards/0",
        "/cards/100",
        "/cards/x",
        "/cards/7?show=theirs",
        "/cards/7?after=",
        "/c/7",
    ],
)
def test_what_does_not_fit_is_no_address_of_ours(given, address):
    assert given(single, address) is None


def test_a_model_is_the_whole_query(given):
    assert given(whole, "/cards/7") == {"card_id": 7, "filters": Filters()}
    found = given(whole, "/cards/7?show=mine&words=cinq!")["filters"]
    assert (found.show, found.words) == (Show.mine, "cinq!")
    assert given(whole, "/cards/7?words=beaucoup") is None
