"""Answers against the contract in a closed way: it must say everything that they show, and nothing that they don't."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import jsonschema_rs

from server.edge.contract import Contract
from tests.contract.inside.promises import TRANSPORT


@dataclass(frozen=True)
class Exchange:
    """A request to an operation, and its answer."""

    operation: str
    target: str
    status: int
    headers: dict[str, str]
    body: Any  # parsed where it is JSON

    @property
    def media_type(self) -> str:
        """Of the answer."""
        return self.headers["content-type"].partition(";")[0]


@dataclass
class Seen:
    """What was seen at one place of the contract."""

    node: dict[str, Any]
    types: set[str] = field(default_factory=set)
    objects: int = 0
    keys: Counter[str] = field(default_factory=Counter)


PREFIX = "#/components/schemas/"


def references(node: Any) -> Iterator[str]:
    """The schemas that this part of one names."""
    if isinstance(node, dict):
        for each in node.values():
            yield from references(each)
    elif isinstance(node, list):
        for each in node:
            yield from references(each)
    elif isinstance(node, str) and node.startswith(PREFIX):
        yield node.removeprefix(PREFIX)


def validator(contract: Contract, schema: dict[str, Any]) -> Any:
    """A compiled schema of the contract, with what it leads to: with all the others it would take ten times as long."""
    every = contract.document["components"]["schemas"]
    needed: dict[str, Any] = {}
    waiting = [*references(schema)]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = every[name]
            waiting.extend(references(every[name]))
    document = {**schema, "components": {"schemas": needed}}
    return jsonschema_rs.Draft202012Validator(document, validate_formats=True)


class Closed:
    """Walks through answers and notes what each place of their schemas was given."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._seen: dict[str, Seen] = {}
        self._kinds: dict[str, set[str]] = defaultdict(set)
        self._validators: dict[str, Any] = {}
        self._targets: dict[str, dict[str, Any]] = {}
        self._headers: dict[tuple[str, int], list[set[str]]] = defaultdict(list)
        self._media_types: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.problems: list[str] = []
        self._operations = {
            node["operationId"]: node
            for item in contract.document["paths"].values()
            for method, node in item.items()
            if method != "parameters"
        }

    def take(self, exchange: Exchange) -> None:
        """Look at one answer."""
        where = f"{exchange.operation} → {exchange.status}"
        responses = self._operations.get(exchange.operation, {"responses": {}})["responses"]
        if str(exchange.status) not in responses:
            self.problems.append(f"{where} ({exchange.target}) is not declared: {exchange.body}")
            return
        declared = self._contract.resolve(responses[str(exchange.status)])
        media = declared.get("content", {}).get(exchange.media_type)
        if media is None:
            self.problems.append(f"{where}: {exchange.media_type} is not declared")
            return
        self._media_types[exchange.operation, exchange.status].add(exchange.media_type)
        self._validate(where, media["schema"], exchange.body)
        self._walk(f"{where} {exchange.media_type}", media["schema"], exchange.body)
        self._headers[exchange.operation, exchange.status].append(set(exchange.headers) - TRANSPORT)
        for name, header in declared.get("headers", {}).items():
            header = self._contract.resolve(header)
            if name.lower() in exchange.headers:
                text = exchange.headers[name.lower()]
                is_text = self._contract.resolve(header["schema"])["type"] == "string"
                self._validate(f"{where} header {name}", header["schema"], text if is_text else json.loads(text))

    def finish(self) -> list[str]:
        """Everything that the contract says and the answers do not show, or the other way round."""
        for place, seen in self._seen.items():
            self._finish_place(place, seen)
        for schema, kinds in self._kinds.items():
            node = self._contract.resolve({"$ref": schema})
            if kinds != set(node["discriminator"]["mapping"]):
                self.problems.append(f"{schema}: only {sorted(kinds)} were seen")
        for (operation, status), each in self._headers.items():
            self._finish_headers(operation, status, each)
        for (operation, status), seen_types in self._media_types.items():
            declared = self._contract.resolve(self._operations[operation]["responses"][str(status)])
            if set(declared["content"]) != seen_types:
                self.problems.append(f"{operation} → {status}: {set(declared['content']) - seen_types} was never seen")
        return self.problems

    def _finish_place(self, place: str, seen: Seen) -> None:
        kind = seen.node.get("type", [])
        declared = {kind} if isinstance(kind, str) else set(kind)
        if declared != seen.types:
            self.problems.append(f"{place}: declared {sorted(declared)}, seen {sorted(seen.types)}")
        if "array" in declared and f"{place}/items" not in self._seen and "$ref" not in seen.node.get("items", {}):
            self.problems.append(f"{place}: no item was ever seen, or the items have no schema")
        if "object" in declared and "properties" in seen.node:
            never = set(seen.node["properties"]) - set(seen.keys)
            if never:
                self.problems.append(f"{place}: {sorted(never)} never seen")
            always = {key for key, count in seen.keys.items() if count == seen.objects}
            if always != set(seen.node.get("required", [])):
                differing = sorted(always ^ set(seen.node.get("required", [])))
                self.problems.append(f"{place}: required and always there differ by {differing}")
        elif "object" in declared:
            self.problems.append(f"{place}: an object without properties")

    def _finish_headers(self, operation: str, status: int, each: list[set[str]]) -> None:
        declared = self._contract.resolve(self._operations[operation]["responses"][str(status)]).get("headers", {})
        names = {name.lower() for name in declared} - TRANSPORT
        seen = set().union(*each)
        always = set.intersection(*each)
        required = {name.lower() for name, node in declared.items() if self._contract.resolve(node).get("required")}
        if names != seen:
            self.problems.append(f"{operation} → {status}: headers declared and seen differ by {sorted(names ^ seen)}")
        if required != always:
            self.problems.append(f"{operation} → {status}: headers required and always there: {required ^ always}")

    def _validate(self, where: str, schema: dict[str, Any], value: Any) -> None:
        name = schema.get("$ref", repr(schema))
        if name not in self._validators:
            self._validators[name] = validator(self._contract, schema)
        if not self._validators[name].is_valid(value):
            found = [
                f"{'/'.join(map(str, e.instance_path))}: {e.message}" for e in self._validators[name].iter_errors(value)
            ]
            self.problems.append(f"{where}: {found[:3]}")

    def _walk(self, place: str, node: dict[str, Any], value: Any) -> None:
        while "$ref" in node:
            place = node["$ref"]
            if place not in self._targets:
                self._targets[place] = self._contract.resolve(node)
            node = self._targets[place]
        if "oneOf" in node:
            tag = node["discriminator"]["propertyName"]
            kind = value.get(tag) if isinstance(value, dict) else None
            target = node["discriminator"]["mapping"].get(kind)
            if target is None or {"$ref": target} not in node["oneOf"]:
                self.problems.append(f"{place}: {kind!r} is not one of its kinds")
                return
            self._kinds[place].add(str(kind))
            self._walk(target, {"$ref": target}, value)
            return
        seen = self._seen.get(place)
        if seen is None:
            seen = self._seen[place] = Seen(node)
        seen.types.add(_type(value))
        if isinstance(value, dict):
            seen.objects += 1
            seen.keys.update(value.keys())
            properties = node.get("properties", {})
            for key, each in value.items():
                if key not in properties:
                    self.problems.append(f"{place}: {key} is not declared")
                else:
                    self._walk(f"{place}/{key}", properties[key], each)
        if isinstance(value, list):
            for each in value:
                if "items" in node:
                    self._walk(f"{place}/items", node["items"], each)


def _type(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", dict: "object", list: "array"}
    return "null" if value is None else names[type(value)]
