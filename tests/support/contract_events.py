"""Checks what has left the server as an event against `webhooks` of the contract, whoever caused it.

In a closed way: a field that the contract does not name is as wrong as one that is missing. Receivers are told to
tolerate more fields; we are not to send any that nobody has described.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from server.edge.contract import Contract

CONTRACT = Contract.load()
TYPES = tuple(CONTRACT.document["webhooks"])  # of the contract: what it does not list may not leave


class EventBroken(AssertionError):
    """Something has left the server that `webhooks` in openapi.yaml does not say."""


def check(headers: Mapping[str, str], body: bytes) -> None:
    """Raise EventBroken unless the contract describes this request. The names of headers are in lower case."""
    broken = list(problems(headers, body))
    if broken:
        raise EventBroken(f"{body.decode(errors='replace')}: {broken}")


def problems(headers: Mapping[str, str], body: bytes) -> Iterator[str]:
    """What is wrong with a request to a receiver."""
    event = json.loads(body)
    if event.get("type") not in TYPES:
        yield f"there is no event {event.get('type')}"
        return
    media_type, validator, parameters = _described(event["type"])
    if headers.get("content-type") != media_type:
        yield f"the media type is {headers.get('content-type')}"
    for error in validator.iter_errors(event):
        yield f"{'/'.join(map(str, error.instance_path))}: {error.message}"
    for name, is_number, schema in parameters:
        value = headers.get(name)
        if value is None:
            yield f"the header {name} is missing"
        elif not schema.is_valid(int(value) if is_number and value.isdigit() else value):
            yield f"the header {name} is {value}"
    if headers.get("webhook-id") != event.get("id"):
        yield "the header webhook-id names another event"


def example(event_type: str) -> dict[str, Any]:
    """The contract's own example of an event's `data`, for what needs many and not a cause for each."""
    content = CONTRACT.document["webhooks"][event_type]["post"]["requestBody"]["content"]
    data: dict[str, Any] = content["application/json"]["examples"]["example"]["value"]["data"]
    return data


@cache
def _described(event_type: str) -> tuple[str, Any, list[tuple[str, bool, Any]]]:
    node = CONTRACT.document["webhooks"][event_type]["post"]
    ((media_type, media),) = node["requestBody"]["content"].items()
    parameters = []
    for parameter in map(CONTRACT.resolve, node["parameters"]):
        assert parameter["required"], parameter["name"]
        is_number = CONTRACT.resolve(parameter["schema"])["type"] == "integer"
        parameters.append((parameter["name"], is_number, _validator(parameter["schema"])))
    return media_type, _validator(media["schema"]), parameters


def _validator(schema: dict[str, Any]) -> Any:
    document = {**schema, "components": {"schemas": _closed_schemas()}}
    return jsonschema_rs.Draft202012Validator(document, validate_formats=True)


@cache
def _closed_schemas() -> dict[str, Any]:
    return {name: _closed(schema) for name, schema in CONTRACT.document["components"]["schemas"].items()}


def _closed(node: Any) -> Any:
    if isinstance(node, list):
        return [_closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items()}
    if isinstance(node.get("properties"), dict) and "type" in node:
        closed.setdefault("additionalProperties", False)
    return closed
