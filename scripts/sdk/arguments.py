"""What the callers of JavaScript and PHP write: arguments by the names that they have on the wire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scripts.sdk.model import Model, Operation, Parameter, Resource
from scripts.sdk.types import Field
from scripts.sdk.words import camel


def arguments(operation: Operation) -> list[Field]:
    """Everything that an operation takes beside its path, by the name that the caller uses."""
    body = list(operation.body.fields) if operation.body else []
    taken = {each.name for each in body}
    parameters = (*operation.query, *operation.headers)
    return [*(Field(**{**_shared(each), "name": _wire_argument(each, taken)}) for each in parameters), *body]


def wire_names(operation: Operation, place: str) -> dict[str, str]:
    """Argument → name on the wire, of the parameters in the `query` or the `header`s."""
    body = {each.name for each in operation.body.fields} if operation.body else set()
    found = operation.query if place == "query" else operation.headers
    return {_wire_argument(each, body): each.name for each in found}


def path_arguments(operation: Operation) -> list[str]:
    """The names of the positional arguments; PHP puts a dollar sign before them."""
    return [camel(parameter.argument) for parameter in operation.path_parameters]


def with_helpers(model: Model, always: Iterable[str]) -> list[Resource]:
    """The top of the tree, with an empty resource for each name in `always`, whose helper needs no operations."""
    there = {each.path for each in model.resources}
    return [*model.resources, *(Resource((name,), "", (), ()) for name in always if (name,) not in there)]


def _shared(parameter: Parameter) -> dict[str, Any]:
    return {name: getattr(parameter, name) for name in Field.__dataclass_fields__}


def _wire_argument(parameter: Parameter, body: set[str]) -> str:
    """In snake case for a header; marked where the body has the name too."""
    name = parameter.argument if parameter.location == "header" else parameter.name
    return f"{parameter.location}_{name}" if name in body else name
