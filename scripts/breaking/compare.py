"""Compares two versions of the whole contract."""

from __future__ import annotations

import json
from typing import Any

from scripts.breaking.change import Change, Changes, Direction, Severity
from scripts.breaking.document import METHODS, Document, Node, Operation
from scripts.breaking.operations import OperationComparison
from scripts.breaking.schemas import SchemaComparison

# Parts of the document that only speak to people.
WORDS = ("info", "tags", "externalDocs")
COMPARED = {"openapi", "paths", "components", "servers", "security", "webhooks", "jsonSchemaDialect", "x-sdk", *WORDS}


def compare(old: Document, new: Document) -> list[Change]:
    """Every difference between two versions, in a fixed order. The order of the documents' keys means nothing."""
    changes = Changes()
    _operations(old, new, changes)
    _webhooks(old, new, changes)
    _security_schemes(old, new, changes)
    _servers(old, new, changes)
    _names(old.node.get("x-sdk", {}), new.node.get("x-sdk", {}), "x-sdk", changes)
    for key in WORDS:
        if old.node.get(key) != new.node.get(key):
            changes.add(Severity.DOCUMENTATION, "documentation", key, "has other words")
    for key in sorted({*old.node, *new.node} - COMPARED):
        if old.node.get(key) != new.node.get(key):
            severity = Severity.DOCUMENTATION if key.startswith("x-") else Severity.BREAKING
            changes.add(severity, "not-understood", key, "was changed")
    return changes.sorted()


def _operations(old: Document, new: Document, changes: Changes) -> None:
    before = {each.key: each for each in old.operations()}
    after = {each.key: each for each in new.operations()}
    by_id = {each.id: each for each in after.values()}
    came_from: set[tuple[str, str]] = set()
    for key, operation in before.items():
        if key in after:
            OperationComparison(old, new, operation, after[key], changes).compare()
            continue
        elsewhere = by_id.get(operation.id)
        if elsewhere is not None and elsewhere.key not in before:
            came_from.add(elsewhere.key)
            message = f"moved from `{_request(operation)}` to `{_request(elsewhere)}`"
            changes.add(Severity.BREAKING, "operation-moved", operation.id, message, operation.id)
        else:
            message = f"(`{_request(operation)}`) was removed"
            changes.add(Severity.BREAKING, "operation-removed", operation.id, message, operation.id)
    for key, operation in after.items():
        if key not in before and key not in came_from:
            message = f"(`{_request(operation)}`) is new"
            changes.add(Severity.ADDITIVE, "operation-added", operation.id, message, operation.id)


def _request(operation: Operation) -> str:
    return f"{operation.method.upper()} {operation.path}"


def _webhooks(old: Document, new: Document, changes: Changes) -> None:
    """Messages that the server sends: their bodies are answers to whoever reads them."""
    before, after = old.node.get("webhooks", {}), new.node.get("webhooks", {})
    for name, item in before.items():
        place = f"webhooks.{name}"
        if name not in after:
            changes.add(Severity.BREAKING, "webhook-removed", place, "is no longer sent")
            continue
        comparison = SchemaComparison(old, new, changes, place, Direction.RESPONSE)
        earlier, later = old.resolve(item), new.resolve(after[name])
        for method in METHODS:
            bodies = [
                document.resolve(each.get(method, {}).get("requestBody", {})).get("content", {})
                for document, each in ((old, earlier), (new, later))
            ]
            for media_type, media in bodies[0].items():
                if media_type in bodies[1]:
                    comparison.compare(media.get("schema", True), bodies[1][media_type].get("schema", True), place)
                else:
                    changes.add(Severity.BREAKING, "media-type-removed", place, f"is no longer sent as `{media_type}`")
    for name in after.keys() - before.keys():
        changes.add(Severity.ADDITIVE, "webhook-added", f"webhooks.{name}", "is new")


def _security_schemes(old: Document, new: Document, changes: Changes) -> None:
    before, after = (document.node.get("components", {}).get("securitySchemes", {}) for document in (old, new))
    for name in before:
        place = f"securitySchemes.{name}"
        if name not in after:
            changes.add(Severity.BREAKING, "security-scheme-removed", place, "was removed")
            continue
        for key in sorted({*before[name], *after[name]}):
            if before[name].get(key) == after[name].get(key):
                continue
            if key in ("description", "bearerFormat") or key.startswith("x-"):
                changes.add(Severity.DOCUMENTATION, "documentation", place, "is described in other words")
            elif key == "flows":
                _flows(before[name][key], after[name].get(key, {}), place, changes)
            else:
                changes.add(Severity.BREAKING, "security-scheme-changed", place, f"changed its `{key}`")
    for name in after.keys() - before.keys():
        changes.add(Severity.ADDITIVE, "security-scheme-added", f"securitySchemes.{name}", "is new")


def _flows(old: Node, new: Node, place: str, changes: Changes) -> None:
    """OAuth 2.0: how a credential is had."""
    for name, flow in old.items():
        if name not in new:
            changes.add(Severity.BREAKING, "security-scheme-changed", place, f"has no flow `{name}` any more")
            continue
        for key in sorted(each for each in {*flow, *new[name]} if each.endswith("Url")):
            if flow.get(key) != new[name].get(key):
                changes.add(Severity.BREAKING, "security-scheme-changed", place, f"changed the `{key}` of `{name}`")
        scopes, scopes_now = flow.get("scopes", {}), new[name].get("scopes", {})
        for scope in scopes.keys() - scopes_now.keys():
            changes.add(Severity.BREAKING, "scope-removed", place, f"has no scope `{scope}` any more")
        for scope in scopes_now.keys() - scopes.keys():
            changes.add(Severity.ADDITIVE, "scope-added", place, f"has the new scope `{scope}`")
        if any(scopes_now.get(scope, text) != text for scope, text in scopes.items()):
            changes.add(Severity.DOCUMENTATION, "documentation", place, "is described in other words")
    for name in new.keys() - old.keys():
        changes.add(Severity.ADDITIVE, "security-scheme-changed", place, f"has the new flow `{name}`")


def _servers(old: Document, new: Document, changes: Changes) -> None:
    before = {each["url"]: each for each in old.node.get("servers", [])}
    after = {each["url"]: each for each in new.node.get("servers", [])}
    for url in before:
        if url not in after:
            changes.add(Severity.BREAKING, "server-removed", "servers", f"no longer lists `{url}`")
        elif before[url].get("variables") != after[url].get("variables"):
            changes.add(Severity.BREAKING, "server-changed", "servers", f"changed the variables of `{url}`")
        elif before[url] != after[url]:
            changes.add(Severity.DOCUMENTATION, "documentation", "servers", f"describes `{url}` in other words")
    for url in after.keys() - before.keys():
        changes.add(Severity.ADDITIVE, "server-added", "servers", f"lists `{url}`")
    first = [next(iter(each), "") for each in (before, after)]
    if first[0] in after and first[0] != first[1]:
        message = f"begins with `{first[1]}`, which clients take unless told otherwise"
        changes.add(Severity.BREAKING, "server-changed", "servers", message)


def _names(old: Any, new: Any, place: str, changes: Changes) -> None:
    """The names that the packages and their classes have. They stand in every program that uses an SDK."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            if key not in old:
                changes.add(Severity.DOCUMENTATION, "sdk-name-added", f"{place}.{key}", "is new")
            elif key not in new:
                changes.add(Severity.BREAKING, "sdk-name-changed", f"{place}.{key}", "was removed")
            else:
                _names(old[key], new[key], f"{place}.{key}", changes)
    elif old != new:
        message = f"is {json.dumps(new)} instead of {json.dumps(old)}"
        changes.add(Severity.BREAKING, "sdk-name-changed", place, message)
