"""The order in which the collection tells the API, so that it runs from top to bottom in an empty account.

One folder for each tag, in the order of the contract; in it what creates comes first, then the rest as the contract has
it; whatever deletes goes to the last folder, the newest first. IDs go from answers to requests as the `links` of the
contract say. What cannot be known from that stands at the operation, all of it optional:

    x-postman:
      example: team                  which example of the body to send; the first one when left out
      body: "<h1>Hi</h1>"            a body that is not JSON
      values: { sha256: "9f86d0…" }  values of parameters, a query parameter is sent when it is named here
      expect: [409]                  statuses beside the success that a run may meet
      until: /data/completed_at      ask again until the answer has a value here
      first: deployments.create      make one of its own for this request, which is told after the others
      first: { operation: deployments.create, example: files }      the same, from another example of the body
      last: true                     belongs to the clean-up although it does not delete
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.sdk.model import Model, Operation, SpecError
from scripts.sdk.words import camel

CLEAN_UP = "Clean up"
HINTS = {"example", "body", "values", "expect", "until", "first", "last"}
Captures = tuple[tuple[str, str], ...]  # (variable, JSON pointer to its value in the answer)


@dataclass(frozen=True)
class Step:
    """One request of the story."""

    operation: Operation
    folder: str
    name: str
    hints: Mapping[str, Any]
    body: Any = None  # the JSON to send
    gives: Captures = ()
    ends: str = ""  # the variable that is worth nothing after it
    values: Mapping[str, str] = field(default_factory=dict)  # parameter → what is sent for it, often `{{variable}}`

    @property
    def key(self) -> str:
        """What tells it apart from every other step, whatever else changes."""
        return f"{self.operation.id} {self.name}"

    @property
    def needs(self) -> list[str]:
        """The variables without which it makes no sense."""
        text = json.dumps([dict(self.values), self.body])
        return sorted({each.partition("}}")[0] for each in text.split("{{")[1:]} - {"$guid"})

    @property
    def statuses(self) -> list[int]:
        """Those that a run may meet; the success comes first."""
        return [self.operation.result.status, *self.hints.get("expect", ())]


def story(model: Model) -> list[Step]:
    """Every step, in order."""
    hints = {each.id: _hints(model, each) for each in model.operations}
    captures = _captures(model)
    order = [name for name, _ in model.tags]

    def place(operation: Operation) -> tuple[Any, ...]:
        mine = hints[operation.id]
        position = (order.index(operation.tag), model.operations.index(operation))
        if operation.method == "DELETE" or mine.get("last"):
            return 1, *(-each for each in position)
        creates = bool(captures[operation.id]) and operation.result.status == 201
        return 0, position[0], bool(mine.get("first")), not creates, position[1]

    told: list[Step] = []
    for operation in sorted(model.operations, key=place):
        last = place(operation)[0] == 1
        folder = CLEAN_UP if last else operation.tag
        first = _first(hints[operation.id])
        if first:
            maker = model.operation(first.pop("operation"))
            name = f"{maker.summary}, to {operation.summary[0].lower()}{operation.summary[1:]}"
            told.append(_step(maker, folder, name, {**hints[maker.id], **first}, captures, told))
        told.append(_step(operation, folder, operation.summary, hints[operation.id], captures, told))
    return told


def folder_title(folder: str) -> str:
    """The name of a folder for people: `api-keys` is `API keys`."""
    words = folder.replace("-", " ").replace("_", " ").split()
    spoken = [word.upper() if word in ("api",) else "OAuth" if word == "oauth" else word for word in words]
    return " ".join([spoken[0][0].upper() + spoken[0][1:], *spoken[1:]])


def _hints(model: Model, operation: Operation) -> Mapping[str, Any]:
    node = model.document["paths"][operation.path][operation.method.lower()]
    hints: Mapping[str, Any] = node.get("x-postman", {})
    if unknown := hints.keys() - HINTS:
        raise SpecError(f"{operation.id}: x-postman knows {sorted(HINTS)}, not {sorted(unknown)}")
    return hints


def _first(hints: Mapping[str, Any]) -> dict[str, Any]:
    """The operation that makes what a request needs of its own, and hints for it; nothing where it needs nothing."""
    first = hints.get("first", {})
    return {"operation": first} if isinstance(first, str) else dict(first)


def _captures(model: Model) -> dict[str, Captures]:
    """Of each operation, by its id, the variables that its answer fills.

    Only what the collection made itself is remembered. A list that filled `projectId` would let the clean-up delete a
    project that was there before. A variable that nothing makes (the ID of an event) comes from wherever there is one.
    """
    found = {
        operation.id: {
            name: pointer
            for name, pointer in _links(model, operation)
            # What makes another one from one that is there (deploys it again) does not take its place in the story.
            if name not in {camel(each.argument) for each in operation.path_parameters}
        }
        for operation in model.operations
    }
    made = {name for each in model.operations if each.result.status == 201 for name in found[each.id]}
    return {
        each.id: tuple(pair for pair in found[each.id].items() if each.result.status == 201 or pair[0] not in made)
        for each in model.operations
    }


def _links(model: Model, operation: Operation) -> Iterator[tuple[str, str]]:
    """The variables that the links of an answer name, and where in the answer their values are."""
    for link in operation.links:
        target = model.operation(link.operation)
        for name, expression in link.parameters:
            parameter = next((each for each in target.path_parameters if each.name == name.rpartition(".")[2]), None)
            prefix, _, pointer = str(expression).partition("#")
            if parameter is not None and prefix == "$response.body":
                yield camel(parameter.argument), pointer


def _step(
    operation: Operation,
    folder: str,
    name: str,
    hints: Mapping[str, Any],
    captures: Mapping[str, Captures],
    told: list[Step],
) -> Step:
    known = {variable for each in told for variable, _ in each.gives}
    values = {each.name: "{{" + camel(each.argument) + "}}" for each in operation.path_parameters}
    values |= {name: str(value) for name, value in hints.get("values", {}).items()}
    deletes = operation.method == "DELETE" and operation.path_parameters
    return Step(
        operation=operation,
        folder=folder,
        name=name,
        hints=hints,
        body=_body(operation, hints, known),
        gives=captures[operation.id],
        ends=camel(operation.path_parameters[-1].argument) if deletes else "",
        values=values,
    )


def _body(operation: Operation, hints: Mapping[str, Any], known: set[str]) -> Any:
    """The example to send, with the IDs that the story knows by then in the place of invented ones."""
    if operation.body is None or "body" in hints:
        return None
    examples = dict(operation.body.examples)
    wanted = hints.get("example", next(iter(examples), None))
    if wanted is not None and wanted not in examples:
        raise SpecError(f"{operation.id}: x-postman asks for the example {wanted}, which the body does not have")

    def filled(name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(key, each) for key, each in value.items()}
        if isinstance(value, list):
            return [filled(name, each) for each in value]
        return "{{" + camel(name) + "}}" if camel(name) in known and isinstance(value, str) else value

    return filled("", examples[wanted]) if wanted is not None else None
