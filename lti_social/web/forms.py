"""What was posted, as the form that a handler asked for, or a sentence for each field."""

import inspect
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, StringConstraints, ValidationError

from lti_social.core.errors import N_, Invalid
from lti_social.core.text import one_line, says_something

_NEEDED = N_("this is needed.")
_SENTENCES = {
    "missing": _NEEDED,
    "string_too_short": _NEEDED,
    "string_too_long": N_("this is too long."),
}
OTHERWISE = N_("this is not one of the choices.")

Form = TypeVar("Form", bound=BaseModel)


def _one_line(words: str) -> str:
    """Names and titles: there must be something to call somebody or something by."""
    line = one_line(words)
    if not says_something(line):
        raise ValueError(_NEEDED)
    return line


ONE_LINE = AfterValidator(_one_line)
Reason = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)
]


class Switch(BaseModel):
    """Explicit, so that a gesture sent twice means the same."""

    on: bool


def is_form(parameter: inspect.Parameter) -> bool:
    """Whether a handler's parameter is what was posted: a pydantic model."""
    kind = parameter.annotation
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def accepted(
    forms: Mapping[str, type[BaseModel]], sent: Mapping[str, str]
) -> dict[str, BaseModel] | Invalid:
    """The forms a handler asks for, or what is wrong: a door says it to who may know."""
    try:
        return {name: accept(model, sent) for name, model in forms.items()}
    except Invalid as problem:
        return problem


def accept(model: type[Form], sent: Mapping[str, str]) -> Form:
    try:
        return model.model_validate(dict(sent))
    except ValidationError as error:
        raise Invalid(fields={_field(e): _sentence(e) for e in error.errors()}) from error


def _field(error: Any) -> str:
    return str(error["loc"][0]) if error["loc"] else ""


def _sentence(error: Any) -> str:
    """A validator of ours says its own sentence; pydantic's kinds have one of these."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return _SENTENCES.get(error["type"], OTHERWISE)
