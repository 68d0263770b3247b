"""Compares the schemas of one operation, in the direction in which their values travel.

Answers may grow: new properties, new values of an enum and new kinds of a union told apart by a discriminator are
additive, because the API asks its consumers to expect them and every SDK of ours does. Answers may not lose anything
that a program can wait for, and may not widen in any other way (null, a longer string, another type).
"""

from __future__ import annotations

import json
from typing import Any

from scripts.breaking import limits
from scripts.breaking.change import Changes, Direction, Severity, listed
from scripts.breaking.document import ANNOTATIONS, Document, Node, View
from scripts.breaking.limits import Reach

UNIONS = ("oneOf", "anyOf")
STRUCTURE = {
    *("properties", "required", "additionalProperties", "items", "enum", "const", "default", "discriminator"),
    *("readOnly", "writeOnly", *UNIONS),
}


class SchemaComparison:
    """Compares pairs of schemas for one operation and one direction, each pair once."""

    def __init__(self, old: Document, new: Document, changes: Changes, operation: str, direction: Direction) -> None:
        self.old, self.new, self.changes = old, new, changes
        self.operation, self.direction = operation, direction
        self._seen: set[tuple[int, int]] = set()
        self.is_request = direction is Direction.REQUEST

    def compare(self, old: Any, new: Any, place: str) -> None:
        """Note every difference of two schemas that stand at `place`."""
        before, after = self.old.view(old), self.new.view(new)
        self._own(before, after, place)
        if (id(before), id(after)) in self._seen:
            return
        self._seen.add((id(before), id(after)))
        if before.name and after.name:
            place = before.name
            self._renamed(before, after)
        self._annotations(before, after, place)
        if self._is_union(before.node) != self._is_union(after.node):
            self._single_and_union(old, new, place)
            return
        self._limits(before.node, after.node, place)
        self._values(before.node, after.node, place)
        self._properties(before.node, after.node, place)
        self._items(before.node, after.node, place)
        for key in UNIONS:
            if key in before.node:
                self._members(self.members(self.old, before.node, key), self.members(self.new, after.node, key), place)
        self._discriminator(before.node, after.node, place)
        self._not_understood(before.node, after.node, place)

    def _note(self, severity: Severity, kind: str, place: str, message: str) -> None:
        self.changes.add(severity, kind, place, message, self.operation)

    def _reach(self, reach: Reach, kind: str, place: str, message: str) -> None:
        """Note that what passes became more or less, which means the opposite in the two directions."""
        harmless = Reach.WIDER if self.is_request else Reach.NARROWER
        severity = Severity.ADDITIVE if reach is harmless else Severity.BREAKING
        self._note(severity, kind, place, f"{message} in {self.direction}")

    # ── what stands beside a reference, or only speaks to people ──────────────────────────────────────────────────

    def _own(self, before: View, after: View, place: str) -> None:
        """What a place says itself about a component that it refers to belongs to the place."""
        # A property that referred without a word and now adds one: the text of the component is not its.
        if not (before.name and after.name):
            return
        for key in sorted(ANNOTATIONS):
            if before.own.get(key) != after.own.get(key):
                self._note(Severity.DOCUMENTATION, "documentation", place, "is described in other words")
        if "default" in before.own or "default" in after.own:
            self._default(before.node, after.node, place)

    def _annotations(self, before: View, after: View, place: str) -> None:
        keys = {key for key in (*before.node, *after.node) if key in ANNOTATIONS or key.startswith("x-")}
        for key in sorted(keys - before.own.keys() - after.own.keys()):
            if before.node.get(key) == after.node.get(key):
                continue
            if key == "deprecated" and after.node.get(key):
                self._note(Severity.DOCUMENTATION, "deprecated", place, "is deprecated")
            else:
                self._note(Severity.DOCUMENTATION, "documentation", place, "is described in other words")
        if "default" not in before.own and "default" not in after.own:
            self._default(before.node, after.node, place)

    def _default(self, before: Node, after: Node, place: str) -> None:
        if (before.get("default"), "default" in before) == (after.get("default"), "default" in after):
            return
        severity = Severity.BREAKING if self.is_request else Severity.DOCUMENTATION
        was = f"{json.dumps(before['default'])}" if "default" in before else "none"
        now = f"{json.dumps(after['default'])}" if "default" in after else "none"
        self._note(severity, "default-changed", place, f"has the default {now} instead of {was}")

    def _renamed(self, before: View, after: View) -> None:
        """The name of an object or of an enum is that of a type in the SDKs, so that losing it breaks programs."""
        schemas = self.new.node.get("components", {}).get("schemas", {})
        is_type = "properties" in before.node or "enum" in before.node or self._is_union(before.node)
        if before.name != after.name and before.name not in schemas and is_type:
            message = f"is called `{after.name}` now, also as a type of the SDKs"
            self._note(Severity.BREAKING, "schema-renamed", before.name, message)

    # ── values ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _limits(self, before: Node, after: Node, place: str) -> None:
        for moved in limits.moved(before, after):
            self._reach(moved.reach, moved.kind, place, moved.message)

    def _values(self, before: Node, after: Node, place: str) -> None:
        old, new = limits.values(before), limits.values(after)
        if old is None and new is None:
            return
        if old is None or new is None:
            reach = Reach.NARROWER if old is None else Reach.WIDER
            if reach is Reach.WIDER and not self.is_request:
                self._note(Severity.ADDITIVE, "enum-opened", place, "may have any value in answers")
                return
            message = f"must be one of {listed(new)}" if new else "may have any value"
            self._reach(reach, "enum-opened" if old else "enum-closed", place, message)
            return
        for value in sorted(old.keys() - new.keys()):
            # In an answer nothing is refused, but a program that waits for the value waits for ever.
            verb = "is no longer taken" if self.is_request else "no longer comes"
            self._note(Severity.BREAKING, "enum-value-removed", place, f"`{value}` {verb} in {self.direction}")
        for value in sorted(new.keys() - old.keys()):
            verb = "may be sent" if self.is_request else "may come"
            self._note(Severity.ADDITIVE, "enum-value-added", place, f"`{value}` {verb} in {self.direction}")

    # ── objects and arrays ────────────────────────────────────────────────────────────────────────────────────────

    def _visible(self, document: Document, node: Node) -> dict[str, Any]:
        """The properties that exist in this direction."""
        hidden = "readOnly" if self.is_request else "writeOnly"
        properties: dict[str, Any] = node.get("properties", {})
        return {name: each for name, each in properties.items() if not document.view(each).node.get(hidden)}

    def _properties(self, before: Node, after: Node, place: str) -> None:
        old, new = self._visible(self.old, before), self._visible(self.new, after)
        must, must_now = set(before.get("required", ())), set(after.get("required", ()))
        for name in old:
            if name not in new:
                self._note(
                    Severity.BREAKING, "property-removed", f"{place}.{name}", f"was removed from {self.direction}"
                )
                continue
            self.compare(old[name], new[name], f"{place}.{name}")
            if name in must_now and name not in must:
                message = "is required" if self.is_request else "is always there"
                self._reach(Reach.NARROWER, "property-required", f"{place}.{name}", message)
            elif name in must and name not in must_now:
                self._reach(Reach.WIDER, "property-optional", f"{place}.{name}", "may be left out")
        for name in new.keys() - old.keys():
            required = self.is_request and name in must_now
            self._note(
                Severity.BREAKING if required else Severity.ADDITIVE,
                "property-required" if required else "property-added",
                f"{place}.{name}",
                f"is new and required in {self.direction}" if required else f"is new in {self.direction}",
            )
        self._unnamed_properties(before, after, place)

    def _unnamed_properties(self, before: Node, after: Node, place: str) -> None:
        old, new = before.get("additionalProperties", True), after.get("additionalProperties", True)
        if isinstance(old, dict) and isinstance(new, dict):
            self.compare(old, new, f"{place}.*")
        elif old == new:
            return
        elif isinstance(old, bool) and isinstance(new, bool) and not self.is_request:
            # Answers may always gain fields, so that saying it or not changes nothing for programs.
            self._note(Severity.ADDITIVE, "fields-opened", place, "says otherwise whether it may have other fields")
        else:
            wider = new is True or old is False
            message = "takes fields that are not named here" if wider else "takes fewer fields that are not named here"
            kind = "fields-opened" if wider else "fields-closed"
            self._reach(Reach.WIDER if wider else Reach.NARROWER, kind, place, message)

    def _items(self, before: Node, after: Node, place: str) -> None:
        if "items" in before or "items" in after:
            self.compare(before.get("items", True), after.get("items", True), f"{place}[]")

    # ── unions ────────────────────────────────────────────────────────────────────────────────────────────────────

    @staticmethod
    def _is_union(node: Node) -> bool:
        return any(key in node for key in UNIONS)

    def members(self, document: Document, node: Node, key: str) -> dict[str, tuple[Any, bool]]:
        """The kinds of a union by what tells them apart: the discriminator's value, else the component's name, else
        the schema itself. The flag says whether consumers can tell it apart by the discriminator.
        """
        discriminator = node.get("discriminator", {})
        mapped: dict[str, list[str]] = {}
        for value, reference in discriminator.get("mapping", {}).items():
            mapped.setdefault(reference.rpartition("/")[2], []).append(value)
        found: dict[str, tuple[Any, bool]] = {}
        for member in node.get(key, []):
            view = document.view(member)
            tag = view.node.get("properties", {}).get(discriminator.get("propertyName"), {})
            constant = document.view(tag).node.get("const") if tag else None
            names = mapped.get(view.name) or ([str(constant)] if constant is not None else [])
            for name in names or [view.name or json.dumps(member, sort_keys=True)]:
                found[name] = (member, bool(names))
        return found

    def _members(self, old: dict[str, tuple[Any, bool]], new: dict[str, tuple[Any, bool]], place: str) -> None:
        for name, (member, _) in old.items():
            if name in new:
                self.compare(member, new[name][0], f"{place}({name})")
            else:
                verb = "is no longer taken" if self.is_request else "no longer comes"
                self._note(Severity.BREAKING, "kind-removed", place, f"the kind `{name}` {verb} in {self.direction}")
        for name in new.keys() - old.keys():
            told_apart = self.is_request or new[name][1]
            verb = "may be sent" if self.is_request else "may come"
            self._note(
                Severity.ADDITIVE if told_apart else Severity.BREAKING,
                "kind-added",
                place,
                f"the kind `{name}` {verb} in {self.direction}",
            )

    def _single_and_union(self, old: Any, new: Any, place: str) -> None:
        """One side is a union and the other is not: the other is a union of one."""

        def as_members(document: Document, schema: Any) -> dict[str, tuple[Any, bool]]:
            view = document.view(schema)
            for key in UNIONS:
                if key in view.node:
                    return self.members(document, view.node, key)
            return {view.name or json.dumps(schema, sort_keys=True): (schema, False)}

        self._members(as_members(self.old, old), as_members(self.new, new), place)

    def _discriminator(self, before: Node, after: Node, place: str) -> None:
        old, new = (node.get("discriminator", {}).get("propertyName") for node in (before, after))
        if old == new:
            return
        severity = Severity.ADDITIVE if old is None else Severity.BREAKING
        self._note(severity, "discriminator-changed", place, f"is told apart by `{new}` instead of `{old}`")

    def _not_understood(self, before: Node, after: Node, place: str) -> None:
        """A keyword that nobody taught this comparison breaks until somebody has looked: it fails closed."""
        for key in sorted({*before, *after} - STRUCTURE - limits.HANDLED - ANNOTATIONS):
            if not key.startswith("x-") and before.get(key) != after.get(key):
                self._note(Severity.BREAKING, "not-understood", place, f"changed its `{key}` in {self.direction}")
        for key in UNIONS:
            if (key in before) != (key in after):
                self._note(Severity.BREAKING, "not-understood", place, f"changed its `{key}` in {self.direction}")
