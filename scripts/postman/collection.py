"""Puts the collection and its environments together."""

from __future__ import annotations

import copy
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from scripts.postman.checks import events
from scripts.postman.story import CLEAN_UP, Step, folder_title
from scripts.sdk.model import Model
from scripts.sdk.operations import JSON
from scripts.sdk.types import SpecError, Types

FORM = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
HOW_TO = """

**How to use this collection** Choose an environment, put your API key into its variable `apiKey`, and send any
request, or run the whole collection from top to bottom: it makes what it needs, checks every answer and removes what it
made. IDs that an answer brings are kept in the collection's variables and used by the requests that follow."""

Node = dict[str, Any]


def collection(model: Model, requests: Mapping[tuple[str, str], Node], steps: list[Step]) -> Node:
    """The whole collection in Postman's form v2.1. `requests` are the converter's, by method and path."""
    givers = {variable: step.name for step in reversed(steps) for variable, _ in step.gives}
    folders: dict[str, list[Node]] = {}
    for step in steps:
        converted = requests.get((step.operation.method, step.operation.path))
        if converted is None:
            raise SpecError(f"openapi-to-postmanv2 left out {step.operation.id}")
        request = _request(step, copy.deepcopy(converted))
        folders.setdefault(step.folder, []).append(
            {
                "id": identity(model, step.key),
                "name": step.name,
                "request": request,
                "response": list(_saved_examples(model, step, request)),
                "event": events(model, step, givers),
                "protocolProfileBehavior": {"disableBodyPruning": True},
            }
        )
    descriptions = {**dict(model.tags), CLEAN_UP: "Removes what the requests above made."}
    return {
        "info": {
            "_postman_id": identity(model, "collection"),
            "name": model.names.postman_collection,
            "description": _text(str(model.info.get("description", "")).rstrip() + HOW_TO),
            "version": str(model.info["version"]),
            "schema": FORM,
        },
        "auth": _bearer("{{apiKey}}"),
        "variable": [
            {"key": "baseUrl", "value": model.names.base_url, "description": "Where the API is. Environments set it."},
            {"key": "apiKey", "value": "", "description": "Your API key. Better kept in an environment, as a secret."},
            *(
                {"key": name, "value": "", "description": f"Filled by “{giver}”."}
                for name, giver in sorted(givers.items())
            ),
        ],
        "item": [
            {
                "id": identity(model, f"folder {name}"),
                "name": folder_title(name),
                "description": _text(descriptions.get(name, "")),
                "item": items,
            }
            for name, items in folders.items()
        ],
    }


def environment(model: Model, name: str, url: str) -> Node:
    """An environment to import beside the collection. The key is for whoever imports it to fill in."""
    return {
        "id": identity(model, f"environment {name}"),
        "name": f"{model.names.postman_collection}: {name}",
        "values": [
            {"key": "baseUrl", "value": url, "type": "default", "enabled": True},
            {"key": "apiKey", "value": "", "type": "secret", "enabled": True},
        ],
        "_postman_variable_scope": "environment",
    }


def identity(model: Model, what: str) -> str:
    """An id that stays as it is when the contract changes around it, so that an import replaces and does not add."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"postman:{model.names.postman_collection}:{what}"))


def _text(markdown: str) -> Node:
    """A description. Links into the contract's own schemas lead nowhere in Postman."""
    return {"content": re.sub(r"\[([^\]]+)\]\(#[^)]*\)", r"\1", markdown).strip(), "type": "text/markdown"}


def _bearer(token: str) -> Node:
    return {"type": "bearer", "bearer": [{"key": "token", "value": token, "type": "string"}]}


def _request(step: Step, request: Node) -> Node:
    """The converter's request with the story's values; everything but what is said here stays as it came."""
    operation = step.operation
    request["description"] = _text(operation.description)
    if operation.is_public:
        request["auth"] = {"type": "noauth"}
    else:
        del request["auth"]  # the collection's, from the variable
    del request["name"]
    url = request["url"]
    url["variable"] = [_parameter(step, each) for each in url["variable"]]
    url["query"] = [_parameter(step, each) for each in url["query"]]
    url["raw"] = "/".join([*url["host"], *url["path"]])
    sent = [f"{each['key']}={each['value']}" for each in url["query"] if not each.get("disabled")]
    if sent:
        url["raw"] += f"?{'&'.join(sent)}"
    request["header"] = _headers(step, request["header"])
    _body(step, request)
    return request


_NAMED_BY_ID = ("project", "team")


def _parameter(step: Step, node: Node) -> Node:
    # An example ID in a query names nothing of theirs; the path's are variables already.
    example = f"{{{{{node['key']}Id}}}}" if node["key"] in _NAMED_BY_ID else node["value"]
    found = {"key": node["key"], "value": step.values.get(node["key"], example)}
    if node.get("disabled") and node["key"] not in step.values:
        found["disabled"] = True
    # The converter writes "(Required) " before and the enum's values after it.
    return {**found, "description": _text(node["description"]["content"].removeprefix("(Required) "))}


def _headers(step: Step, headers: list[Node]) -> list[Node]:
    kept = [each for each in headers if each["key"] not in ("Accept", "Content-Type", "Idempotency-Key")]
    types = step.operation.result.media_types
    found: list[Node] = [{"key": "Accept", "value": JSON if JSON in types or not types else types[0]}]
    if step.operation.body:
        sent = step.operation.body.media_types
        found.append({"key": "Content-Type", "value": sent[0]})
    if step.operation.idempotency_key:
        found.append(
            {"key": "Idempotency-Key", "value": "{{$guid}}", "description": _text("Postman makes a new one each time.")}
        )
    return [*found, *kept]


def _body(step: Step, request: Node) -> None:
    if step.operation.body is None:
        request.pop("body", None)
    elif "body" in step.hints:
        request["body"] = {"mode": "raw", "raw": step.hints["body"]}
    elif step.body is not None:
        text = json.dumps(step.body, indent=2, ensure_ascii=False)
        request["body"] = {"mode": "raw", "raw": text, "options": {"raw": {"language": "json"}}}


def _saved_examples(model: Model, step: Step, request: Node) -> Iterator[Node]:
    """Each example of each answer of the contract."""
    types = Types(model.document)
    node = model.document["paths"][step.operation.path][step.operation.method.lower()]
    original = _undescribed(request)
    for status, reference in node["responses"].items():
        response = types.resolve(reference)
        headers = [
            {"key": name, "value": str(types.resolve(header)["example"])}
            for name, header in response.get("headers", {}).items()
            if "example" in types.resolve(header)
        ]
        for media_type, media in response.get("content", {}).items():
            for name, example in media.get("examples", {}).items():
                value = example["value"]
                yield {
                    "id": identity(model, f"{step.key} {status} {media_type} {name}"),
                    "name": f"{status} {example.get('summary', name)}",
                    "originalRequest": original,
                    "status": HTTPStatus(int(status)).phrase,
                    "code": int(status),
                    "header": [{"key": "Content-Type", "value": media_type}, *headers],
                    "body": value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False),
                    "_postman_previewlanguage": "json" if media_type == JSON else "text",
                }


def _undescribed(request: Any) -> Any:
    """A request without its descriptions: a collection has ten examples for each request, and one text is enough."""
    if isinstance(request, dict):
        return {key: _undescribed(value) for key, value in request.items() if key != "description"}
    return [_undescribed(each) for each in request] if isinstance(request, list) else request
