"""Checks an answer that came over HTTP against the contract, whoever asked for it."""

from __future__ import annotations

import re
from typing import Any

import httpx
import jsonschema_rs

from server.edge.contract import BASE_PATH, METHODS, Contract

CONTRACT = Contract.load()


class ContractBroken(AssertionError):
    """The server answered something that openapi.yaml does not say."""


def _shapes() -> list[tuple[re.Pattern[str], str, dict[str, Any]]]:
    shapes: list[tuple[re.Pattern[str], str, dict[str, Any]]] = []
    for path, item in CONTRACT.document["paths"].items():
        pattern = re.compile(BASE_PATH + re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))
        shapes.extend((pattern, method, item[method]) for method in METHODS if method in item)
    return shapes


_SHAPES = _shapes()
_VALIDATORS: dict[int, Any] = {}


def operation_of(method: str, path: str) -> dict[str, Any] | None:
    """The operation that a request meets; None where there is none."""
    for pattern, its_method, node in _SHAPES:
        if its_method == method.lower() and pattern.fullmatch(path):
            return node
    return None


def validator(schema: dict[str, Any]) -> Any:
    """A compiled validator of a schema of the contract."""
    found = _VALIDATORS.get(id(schema))
    if found is None:
        found = _VALIDATORS[id(schema)] = jsonschema_rs.Draft202012Validator(
            {**schema, "components": CONTRACT.document["components"]}, validate_formats=True
        )
    return found


def check(response: httpx.Response) -> None:
    """Raise ContractBroken unless the contract declares this status, these headers and this body."""
    request = response.request
    path = request.url.raw_path.decode().partition("?")[0]
    if not path.startswith(f"{BASE_PATH}/"):
        return
    where = f"{request.method} {path} → {response.status_code}"
    for name in ("x-request-id", "x-spec-digest"):
        if name not in response.headers:
            raise ContractBroken(f"{where}: no {name}")
    if response.headers["x-spec-digest"] != CONTRACT.digest:
        raise ContractBroken(f"{where}: the server runs on another openapi.yaml")
    if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
        return  # a browser's preflight is the Fetch standard's, not the contract's
    response.read()
    operation = operation_of("GET" if request.method == "HEAD" else request.method, path)
    if operation is None or response.status_code == 405:
        schema: dict[str, Any] = {"$ref": "#/components/schemas/ErrorResponse"}
        if response.status_code not in (400, 404, 405):
            raise ContractBroken(f"{where}: there is no such operation")
    else:
        declared = operation["responses"].get(str(response.status_code))
        if declared is None:
            raise ContractBroken(f"{where}: {operation['operationId']} does not declare that status")
        declared = CONTRACT.resolve(declared)
        for name, header in declared.get("headers", {}).items():
            if CONTRACT.resolve(header).get("required") and name.lower() not in response.headers:
                raise ContractBroken(f"{where}: the header {name} is missing")
        media_type = response.headers.get("content-type", "").partition(";")[0]
        if declared.get("content") and media_type not in declared["content"]:
            raise ContractBroken(f"{where}: {media_type} is not declared")
        schema = declared["content"][media_type]["schema"]
    if request.method != "HEAD":
        is_json = response.headers.get("content-type", "").startswith("application/json")
        errors = validator(schema).iter_errors(response.json() if is_json else response.text)
        broken = [f"{'/'.join(map(str, each.instance_path))}: {each.message}" for each in errors]
        if broken:
            raise ContractBroken(f"{where}: {broken}")
