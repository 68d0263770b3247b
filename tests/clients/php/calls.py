"""Writes calls of the client in PHP."""

from __future__ import annotations

from scripts.sdk.model import Model, Operation
from scripts.sdk.php.docblocks import literal
from scripts.sdk.words import camel
from tests.clients.story import Step, example_step


def method(operation: Operation) -> str:
    """`$client->teams()->members()->add`"""
    return "->".join(["$client", *(f"{camel(each)}()" for each in operation.resource), camel(operation.name)])


def example(model: Model, operation: Operation, options: str = "[]") -> str:
    """A call with the contract's examples."""
    path, params = example_step(model, operation)
    upload = params.pop("content", None)
    types = operation.body.binary if operation.body else ()
    sent = f"Upload::bytes('bytes', {literal(types[0])})" if upload else literal(params)
    return f"{method(operation)}({', '.join([*map(literal, path), sent, options])})"


def told(model: Model, step: Step) -> str:
    """A step of the story as a statement; ids are kept in `$ids`, answers in `$answers`."""
    operation = model.operation(step.operation)
    path = [literal(name[1:]) if name.startswith("=") else f"$ids[{literal(name)}]" for name in step.path]
    params = [literal(step.params)] if step.params else []
    if step.content is not None and operation.body:
        params = [f"Upload::bytes({literal(step.content)}, {literal(operation.body.binary[0])})"]
    call = f"{method(operation)}({', '.join([*path, *params])})"
    wait = f"$client->deployments()->wait($ids[{literal(step.ended)}]);\n" if step.ended else ""
    keep = f"$ids[{literal(step.gives)}] = $told->{step.at.replace('.', '->')};\n" if step.gives else ""
    # A plain array has nothing but its items: that it came is all that there is to see.
    raw = "$told->rawResponse()"
    if operation.result.kind == "list":
        return f"{wait}$told = {call};\n$answers[] = [{literal(step.operation)}, 200, $told, 'req_of_a_list'];\n"
    note = f"$answers[] = [{literal(step.operation)}, {raw}->status, $told, {raw}->requestId()];\n"
    return f"{wait}$told = {call};\n{keep}{note}"
