"""Writes the PHP package's README: what a person needs first, then every operation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.sdk import client_files
from scripts.sdk.client_files import example_arguments
from scripts.sdk.model import Model, Operation
from scripts.sdk.php.docblocks import literal
from scripts.sdk.words import camel, plural

TEMPLATES = Path(__file__).parent / "templates"


def readme(model: Model, helped: list[str]) -> str:
    """The README. `helped` are the resources with a hand-written part."""
    namespace, _, client = model.names.php_client.rpartition("\\")
    filters: dict[str, Callable[..., Any]] = {"method": method, "example": example}
    template = client_files.environment(TEMPLATES, filters).get_template("README.md.j2")
    return template.render(
        model=model, names=model.names, info=model.info, helpers=helped, namespace=namespace, client=client
    )


def method(operation: Operation) -> str:
    """`$client->teams()->members()->add`"""
    return "->".join(["$client", *(f"{camel(each)}()" for each in operation.resource), camel(operation.name)])


def example(operation: Operation, model: Model) -> str:
    """A call with the contract's examples."""
    path, params = example_arguments(model, operation)
    arguments = list(map(literal, path))
    if operation.body and not operation.body.fields:
        arguments.append(f"Upload::file('file', {literal(operation.body.binary[0])})")
    elif params:
        arguments.append(_array(params))
    call = f"{method(operation)}({', '.join(arguments)})"
    match operation.result.kind:
        case "page" | "cursor":
            noun = camel(operation.result.type.name or "item")
            return f"foreach ({call} as ${noun}) {{\n    print_r(${noun}->toArray());\n}}"
        case "raw":
            return f"$bytes = {call};"
        case "list":
            return f"${plural(camel(operation.result.type.name or operation.resource[-1]))} = {call};"
        case _:
            return f"${camel(operation.result.type.name or 'result')} = {call};"


def _array(params: dict[str, Any]) -> str:
    """An array in one line, or in one for each field where that is too long."""
    line = literal(params)
    if len(line) <= 72:
        return line
    return "[\n" + "".join(f"    {literal(name)} => {literal(value)},\n" for name, value in params.items()) + "]"
