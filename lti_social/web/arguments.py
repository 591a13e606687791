"""What a handler takes from the path and the query of an address."""

import inspect
from collections.abc import Callable, Iterable
from typing import Annotated, Any, get_args, get_origin

from fastapi import Request
from pydantic import BaseModel, ValidationError, create_model

from lti_social.core.errors import NotFound


def how_to_read(
    parameters: Iterable[inspect.Parameter],
) -> Callable[[Request], dict[str, Any]]:
    """What reads them all at once, as pydantic checks them. FastAPI finds out at each
    request what each of them is; that took a twentieth of a page.

    A parameter that is a model (`Annotated[Filters, Query()]`) is the whole query. What
    does not fit was never an address of ours: nothing is found there.
    """
    wholes, single = {}, {}
    for one in parameters:
        if model := _whole(one.annotation):
            wholes[one.name] = model
        else:
            default = ... if one.default is one.empty else one.default
            single[one.name] = (one.annotation, default)
    fields: Any = single
    each = create_model("Arguments", **fields)

    def read(request: Request) -> dict[str, Any]:
        query = dict(request.query_params)
        try:
            found = dict(each.model_validate({**query, **request.path_params}))
            return found | {name: one.model_validate(query) for name, one in wholes.items()}
        except ValidationError as error:
            raise NotFound from error

    return read


def _whole(annotation: Any) -> type[BaseModel] | None:
    if get_origin(annotation) is not Annotated:
        return None
    kind = get_args(annotation)[0]
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
