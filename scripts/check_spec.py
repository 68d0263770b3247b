"""Our own rules of the contract, those that Redocly's assertions can't express. `make spec` runs it.

Each rule is a function that yields what is wrong, in words that say how to mend it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from server.auth.permissions import PERMISSIONS
from server.edge.contract import METHODS, Contract

# Statuses that follow from what an operation is. Any other must be declared for a reason of its own (409).
ALWAYS = {"400", "422", "500", "503"}
WITH_KEY = {"401", "403"}
WITH_BODY = {"413", "415"}


class Operation:
    """One operation, as the rules look at it."""

    def __init__(self, contract: Contract, path: str, method: str) -> None:
        self.contract, self.path, self.method = contract, path, method
        self.node: dict[str, Any] = contract.document["paths"][path][method]
        self.id: str = self.node["operationId"]
        self.public = self.node.get("security") == []
        self.content: dict[str, Any] = self.node.get("requestBody", {}).get("content", {})

    def examples(self) -> Iterator[tuple[str, dict[str, Any], Any]]:
        """Where it stands, the schema, the value: every example of the bodies and answers."""
        places = [("the request", self.content)]
        for status, response in self.node["responses"].items():
            places.append((f"the answer {status}", self.contract.resolve(response).get("content", {})))
        for place, content in places:
            for media_type, media in content.items():
                for name, example in media.get("examples", {}).items():
                    yield f"{place}, {media_type}, example {name}", media["schema"], example["value"]


def operations(contract: Contract) -> list[Operation]:
    """Every operation of the contract."""
    return [
        Operation(contract, path, method)
        for path, item in contract.document["paths"].items()
        for method in METHODS
        if method in item
    ]


def statuses(operation: Operation) -> Iterator[str]:
    """Every status that follows from what the operation is, as a shared reference; one success."""
    declared = set(operation.node["responses"])
    wanted = set(ALWAYS)
    if not operation.public:
        wanted |= WITH_KEY
    if operation.content:
        wanted |= WITH_BODY
    if "{" in operation.path:
        wanted |= {"404"}
    for status in sorted(wanted - declared):
        yield f"lacks the answer {status}"
    for status, response in operation.node["responses"].items():
        if status[0] in "45" and "$ref" not in response:
            yield f"describes the answer {status} itself: refer to one of #/components/responses"
        if status[0] in "45" and status not in wanted | {"409", "404", "410"}:
            yield f"declares the answer {status}, which it cannot give"
    if sum(status.startswith("2") for status in declared) != 1:
        yield "must have exactly one success status"


def examples(operation: Operation) -> Iterator[str]:
    """Every JSON body and answer has an example, and every example validates."""
    components = operation.contract.document["components"]
    for place, schema, value in operation.examples():
        validator = jsonschema_rs.Draft202012Validator({**schema, "components": components}, validate_formats=True)
        for error in validator.iter_errors(value):
            yield f"{place} breaks its schema: {error.message} at {'/'.join(map(str, error.instance_path))}"
    for media_type, media in operation.content.items():
        if media_type == "application/json" and not media.get("examples"):
            yield "has no example of its request"
    for status, response in operation.node["responses"].items():
        for media in operation.contract.resolve(response).get("content", {}).values():
            if not media.get("examples"):
                yield f"has no example of its answer {status}"


def schemas_are_named(operation: Operation) -> Iterator[str]:
    """Bodies, answers and parameters refer to named schemas, so that every SDK has a type for them."""
    for place, schema, _ in operation.examples():
        if "$ref" not in schema:
            yield f"{place}: move the schema to #/components/schemas and give it a name"
    for parameter in operation.contract.parameters(operation.path, operation.method):
        if "$ref" not in parameter["schema"]:
            yield f"parameter {parameter['name']}: move its schema to #/components/schemas"
        if "example" not in parameter:
            yield f"parameter {parameter['name']} has no example"


def permission(operation: Operation) -> Iterator[str]:
    """One permission that exists, or `security: []`."""
    if operation.public:
        return
    wanted = {scope for each in operation.node.get("security", []) for scopes in each.values() for scope in scopes}
    if len(wanted) != 1:
        yield "must name one permission under `security`, or say `security: []`"
    for name in sorted(wanted - PERMISSIONS.keys()):
        yield f"names the permission {name}, which server/auth/permissions.py lacks"
    if operation.method == "get" and any(name.endswith(":write") for name in wanted):
        yield "only reads and asks for a write permission"
    if operation.method != "get" and any(name.endswith(":read") for name in wanted):
        yield "writes and asks for a read permission only"


def links(operation: Operation) -> Iterator[str]:
    """A result that has an id says which calls take it, and each link's parameters exist."""
    every = {each.id: each for each in operations(operation.contract)}
    for status, response in operation.node["responses"].items():
        if not status.startswith("2"):
            continue
        response = operation.contract.resolve(response)
        if not operation.public and not response.get("links"):
            yield f"the answer {status} has no links"
        for name, link in response.get("links", {}).items():
            target = every.get(link["operationId"])
            if target is None:
                yield f"link {name} leads to {link['operationId']}, which does not exist"
                continue
            known = {each["name"] for each in target.contract.parameters(target.path, target.method)}
            for parameter in link.get("parameters", {}):
                if parameter.partition(".")[2] not in known and parameter not in known:
                    yield f"link {name} gives {parameter}, which {target.id} does not take"


def headers(operation: Operation) -> Iterator[str]:
    """What every answer carries is declared on every answer."""
    for status, response in operation.node["responses"].items():
        for name in ("X-Request-Id", "X-Spec-Digest"):
            if name not in operation.contract.resolve(response).get("headers", {}):
                yield f"the answer {status} does not declare {name}"
    takes = {each["name"] for each in operation.contract.parameters(operation.path, operation.method)}
    for status, response in operation.node["responses"].items():
        replays = "Idempotency-Replayed" in operation.contract.resolve(response).get("headers", {})
        if replays != ("Idempotency-Key" in takes and status.startswith("2")):
            yield f"the answer {status} {'declares' if replays else 'does not declare'} Idempotency-Replayed"


RULES = (statuses, examples, schemas_are_named, permission, links, headers)


def described(contract: Contract) -> Iterator[str]:
    """Every named schema says what it is; the permissions are those of the code."""
    for name, schema in contract.document["components"]["schemas"].items():
        if not schema.get("description"):
            yield f"schema {name} has no description"
    listed = set(contract.document["components"]["schemas"]["Permission"]["enum"])
    if listed != set(PERMISSIONS):
        yield f"schema Permission and server/auth/permissions.py differ: {sorted(listed ^ set(PERMISSIONS))}"


def problems(contract: Contract) -> list[str]:
    """Everything that is wrong with the contract."""
    found = [
        f"{operation.id}: {problem}"
        for operation in operations(contract)
        for rule in RULES
        for problem in rule(operation)
    ]
    return [*found, *described(contract)]


def main() -> int:
    """Print what is wrong; the exit status says whether anything is."""
    contract = Contract.load()
    found = problems(contract)
    for problem in found:
        print(f"openapi.yaml: {problem}", file=sys.stderr)
    if not found:
        print(f"Our own rules hold for {len(operations(contract))} operations.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
