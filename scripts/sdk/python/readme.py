"""The parts of the Python package's README that take thought: a call of every operation."""

from __future__ import annotations

from typing import Any

from scripts.sdk.client_files import example_arguments
from scripts.sdk.model import Model, Operation
from scripts.sdk.python.writing import arguments, method
from scripts.sdk.words import plural, snake


def call_name(operation: Operation) -> str:
    """`client.teams.members.add`"""
    return ".".join(["client", *operation.resource, method(operation.name)])


def call(operation: Operation, path: list[Any], params: dict[str, Any]) -> str:
    """A call with these path arguments, and these parameters and fields by their names on the wire."""
    names = {each.wire: each.name for each in arguments(operation) if each.place != "path"}
    given = [repr(each) for each in path]
    if operation.body and not operation.body.schema:
        given.append("content")
    given += [f"{names[name]}={value!r}" for name, value in params.items() if name in names]
    line = f"{call_name(operation)}({', '.join(given)})"
    if len(line) <= 90:
        return line
    return f"{call_name(operation)}(\n" + "".join(f"    {each},\n" for each in given) + ")"


def example(operation: Operation, model: Model) -> str:
    """A call with the contract's examples, and what a program may do with its result."""
    path, params = example_arguments(model, operation)
    code = call(operation, path, params)
    noun = snake(operation.result.type.name or "result")
    match operation.result.kind:
        case "page" | "cursor":
            return f"for {noun} in {code}:\n    print({noun})"
        case "list":
            return f"{plural(snake(operation.result.type.name or operation.resource[-1]))} = {code}"
        case "raw":
            return f"content = {code}"
        case _:
            return f"{noun} = {code}"
