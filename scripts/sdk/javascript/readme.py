"""Writes the JavaScript package's README: what a person needs first, then every operation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.sdk import client_files
from scripts.sdk.client_files import example_arguments
from scripts.sdk.javascript.typescript import key, literal
from scripts.sdk.model import Model, Operation
from scripts.sdk.words import camel, plural

TEMPLATES = Path(__file__).parent / "templates"


def readme(model: Model, helped: list[str]) -> str:
    """The README. `helped` are the resources with a hand-written part."""
    filters: dict[str, Callable[..., Any]] = {"method": method, "example": example}
    template = client_files.environment(TEMPLATES, filters).get_template("README.md.j2")
    return template.render(model=model, names=model.names, info=model.info, helpers=helped)


def method(operation: Operation) -> str:
    """`client.teams.members.add`"""
    return ".".join(["client", *map(camel, operation.resource), camel(operation.name)])


def example(operation: Operation, model: Model) -> str:
    """A call with the contract's examples."""
    path, params = example_arguments(model, operation)
    arguments = list(map(literal, path))
    if operation.body and not operation.body.fields:
        arguments.append("{ content: bytes }")
    elif params:
        arguments.append(_object(params))
    call = f"{method(operation)}({', '.join(arguments)})"
    match operation.result.kind:
        case "page" | "cursor":
            return f"for await (const {_noun(operation)} of {call}) {{\n  console.log({_noun(operation)});\n}}"
        case "raw":
            return f"const response = await {call}.asResponse();"
        case _:
            noun = _noun(operation)
            if operation.result.kind == "list":
                noun = plural(camel(operation.result.type.name or operation.resource[-1]))
            return f"const {noun} = await {call};"


def _noun(operation: Operation) -> str:
    return camel(operation.result.type.name or "result")


def _object(params: dict[str, Any]) -> str:
    """An object in one line, or in one for each field where that is too long."""
    line = literal(params)
    if len(line) <= 72:
        return line
    return "{\n" + "".join(f"  {key(name)}: {literal(value)},\n" for name, value in params.items()) + "}"
