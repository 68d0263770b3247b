"""Writes calls of the client in JavaScript."""

from __future__ import annotations

from scripts.sdk.javascript.typescript import key, literal
from scripts.sdk.model import Model, Operation
from scripts.sdk.words import camel
from tests.clients.story import Step, example_step


def method(operation: Operation) -> str:
    """`client.teams.members.add`"""
    return ".".join(["client", *map(camel, operation.resource), camel(operation.name)])


def example(model: Model, operation: Operation, options: str = "{}") -> str:
    """A call with the contract's examples."""
    path, params = example_step(model, operation)
    content = ["content: new Blob(['bytes'])"] if params.pop("content", None) else []
    fields = [*(f"{key(name)}: {literal(value)}" for name, value in params.items()), *content]
    return f"{method(operation)}({', '.join([*map(literal, path), '{ ' + ', '.join(fields) + ' }', options])})"


def told(model: Model, step: Step) -> str:
    """A step of the story as a statement; ids are kept in `ids`, answers in `answers`."""
    operation = model.operation(step.operation)
    params = [literal(step.params)] if step.params else []
    if step.content is not None:
        params = [f"{{ content: new Blob([{literal(step.content)}]) }}"]
    path = [literal(name[1:]) if name.startswith("=") else f"ids.{name}" for name in step.path]
    call = f"{method(operation)}({', '.join([*path, *params])})"
    wait = f"await client.deployments.wait(ids.{step.ended});\n" if step.ended else ""
    keep = f"ids.{step.gives} = told.data.{step.at};\n" if step.gives else ""
    note = f"answers.push([{literal(step.operation)}, told.response.status, told.data, told.requestId]);\n"
    return f"{wait}told = await {call}.withResponse();\n{keep}{note}"
