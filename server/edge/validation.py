"""Schemas of the contract, compiled once, and what they find wrong put into words for people."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jsonschema_rs
import orjson

from server.kit.errors import Detail

MAX_DETAILS = 100
_KINDS = {
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
_FORMATS = {
    "date-time": "a moment like 2024-01-15T10:30:00Z",
    "uri": "an absolute URL",
    "email": "an e-mail address",
}


class Schemas:
    """Compiles the schemas of one contract, each once.

    Discriminated `oneOf`s are rewritten first, so that their errors name the field at fault: `oneOf` alone can only say
    "matches none". With the discriminator, the value of its property picks one schema, and what that one finds is what
    the person wants to hear.
    """

    def __init__(self, components: Mapping[str, Any]) -> None:
        self._components = {name: _rewrite(schema) for name, schema in components.items()}
        self._compiled: dict[bytes, Schema] = {}

    def compile(self, schema: dict[str, Any]) -> Schema:
        """The schema, ready to validate with. It takes along the components that it leads to, and no others: with all
        of them the 600 schemas of 56 operations took 1.5 s and 480 MB."""
        key = orjson.dumps(schema, option=orjson.OPT_SORT_KEYS)
        if key not in self._compiled:
            reached = {name: self._components[name] for name in self._reached_from(schema)}
            self._compiled[key] = Schema({**schema, "components": {"schemas": reached}})
        return self._compiled[key]

    def _reached_from(self, schema: dict[str, Any]) -> set[str]:
        reached: set[str] = set()
        waiting: list[Any] = [schema]
        while waiting:
            for name in _references(waiting.pop()):
                if name not in reached:
                    reached.add(name)
                    waiting.append(self._components[name])
        return reached


def _references(node: Any) -> Iterator[str]:
    """The names of the components that a schema refers to itself."""
    if isinstance(node, dict):
        target = node.get("$ref")
        if isinstance(target, str):
            yield target.removeprefix("#/components/schemas/").partition("/")[0]
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _references(each)


class Schema:
    """A schema of the contract: validates a value, and tells every field at fault."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._validator = jsonschema_rs.Draft202012Validator(self._document, validate_formats=True)
        self.is_valid = self._validator.is_valid

    def details(self, value: Any, prefix: Sequence[str] = ()) -> list[Detail]:
        """Each field of `value` that breaks the schema, one entry a field, the first rule that it breaks."""
        found: dict[str, str] = {}
        for error in self._validator.iter_errors(value):
            path = [*prefix, *(str(part) for part in error.instance_path)]
            for field, message in self._explain(error, path):
                found.setdefault(field, message)
            if len(found) >= MAX_DETAILS:
                break
        return [Detail(field, message) for field, message in found.items()]

    def _explain(self, error: Any, path: list[str]) -> list[tuple[str, str]]:
        kind = error.kind
        field = ".".join(path)
        match kind.name:
            case "required":
                name = kind.property
                return [(".".join([*path, name]), f"{name.replace('_', ' ').capitalize()} is required")]
            case "additionalProperties" | "unevaluatedProperties":
                known = self._known_properties(error)
                return [(".".join([*path, name]), unknown_name(name, known)) for name in sorted(kind.unexpected)]
            case "type":
                wanted = " or ".join(_KINDS.get(each, each) for each in sorted(kind.types, key="null".__eq__))
                return [(field, f"Must be {wanted}, not {_kind_of(error.instance)}")]
            case "enum":
                return [(field, f"Must be one of: {', '.join(_shown(each) for each in kind.options)}")]
            case "const":
                return [(field, f"Must be {_shown(kind.expected_value)}")]
            case "minLength":
                return [
                    (field, "Must not be empty" if kind.limit == 1 else f"Must have at least {kind.limit} characters")
                ]
            case "maxLength":
                return [(field, f"Must have at most {kind.limit} characters; it has {len(error.instance)}")]
            case "minimum":
                return [(field, f"Must be at least {kind.limit}")]
            case "maximum":
                return [(field, f"Must be at most {kind.limit}")]
            case "minItems" | "minProperties":
                return [(field, "Must not be empty" if kind.limit == 1 else f"Must have at least {kind.limit} entries")]
            case "maxItems" | "maxProperties":
                return [(field, f"Must have at most {kind.limit} entries")]
            case "uniqueItems":
                return [(field, "Must not list anything twice")]
            case "pattern":
                return [(field, f"Must match the pattern {kind.pattern}")]
            case "propertyNames":
                return [(field, f"Has a name that it must not have: {error.message[:150]}")]
            case "format":
                return [(field, f"Must be {_FORMATS.get(kind.format, 'in the format ' + kind.format)}")]
            case _:
                return [(field, error.message[:200])]

    def _known_properties(self, error: Any) -> list[str]:
        node: Any = self._document
        for part in list(error.schema_path)[:-1]:
            node = node[part]
        return list(node.get("properties", ()))


def _rewrite(node: Any) -> Any:
    if isinstance(node, list):
        return [_rewrite(each) for each in node]
    if not isinstance(node, dict):
        return node
    if "oneOf" in node and "discriminator" in node:
        tag = node["discriminator"]["propertyName"]
        mapping = node["discriminator"]["mapping"]
        rest = {key: value for key, value in node.items() if key not in ("oneOf", "discriminator")}
        return {
            **rest,
            "type": "object",
            "required": [tag],
            "properties": {tag: {"enum": list(mapping)}},
            "allOf": [
                {"if": {"required": [tag], "properties": {tag: {"const": value}}}, "then": {"$ref": target}}
                for value, target in mapping.items()
            ],
        }
    return {key: _rewrite(value) for key, value in node.items()}


def unknown_name(name: str, known: Sequence[str]) -> str:
    """What to say of a field or parameter that does not exist."""
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"Unknown; did you mean {close[0]}?"
    return f"Unknown; there are {', '.join(known)}" if known else "Unknown; there are none here"


def _kind_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "a list" if isinstance(value, list) else "an object"


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else "null" if value is None else str(value)
