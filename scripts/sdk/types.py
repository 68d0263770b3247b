"""The types of the contract, freed of JSON Schema's many ways to say one thing.

`$ref` chains, `type: [string, "null"]`, `oneOf` with a null, `allOf` and `const` all end here as one `Type`, so that a
template asks `type.kind` and is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

KINDS = ("string", "integer", "number", "boolean", "any")
Kind = Literal["string", "integer", "number", "boolean", "any", "binary", "enum", "model", "union", "array", "map"]

# What a template may want to tell a reader about the values that are taken.
LIMITS = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
)


class SpecError(Exception):
    """The contract says something that no SDK can be made from; the message says where and what to write instead."""


@dataclass(frozen=True)
class Type:
    """A type. `name` is the named schema behind it, for every kind: `ProjectId` of a string, `Project` of a model."""

    kind: Kind
    nullable: bool = False
    name: str | None = None
    format: str | None = None
    values: tuple[Any, ...] = ()  # of an enum; a `const` is an enum of one
    items: Type | None = None  # of an array and the values of a map
    members: tuple[Type, ...] = ()  # of a union
    discriminator: str | None = None  # the property that tells a union's members apart
    tags: tuple[tuple[str, str], ...] = ()  # of a discriminated union: (value, name of the member's schema)
    limits: tuple[tuple[str, Any], ...] = ()

    @property
    def is_time(self) -> bool:
        """Whether it is a moment, RFC 3339."""
        return self.kind == "string" and self.format == "date-time"


@dataclass(frozen=True)
class Field:
    """A property of a schema. `name` is the name on the wire."""

    name: str
    type: Type
    required: bool
    description: str = ""
    default: Any = None
    has_default: bool = False
    example: Any = None
    deprecated: bool = False


@dataclass(frozen=True)
class Schema:
    """A named schema of the contract."""

    name: str
    type: Type
    description: str
    fields: tuple[Field, ...] = ()  # of kind `model`
    examples: tuple[Any, ...] = ()
    is_open: bool = True  # whether it takes properties that it does not list


@dataclass
class Types:
    """Reads schemas of one document. Each named schema is read once."""

    document: Mapping[str, Any]
    reading: list[str] = field(default_factory=list)

    def resolve(self, node: Any) -> dict[str, Any]:
        """The node that a chain of references ends at."""
        seen: list[str] = []
        while isinstance(node, dict) and "$ref" in node:
            reference = node["$ref"]
            if reference in seen or not reference.startswith("#/"):
                raise SpecError(f"{reference}: a reference must lead to a place in the same file, not in a circle")
            seen.append(reference)
            node = self.document
            for key in reference[2:].split("/"):
                node = node.get(key.replace("~1", "/").replace("~0", "~"))
                if node is None:
                    raise SpecError(f"{reference} leads nowhere")
        if not isinstance(node, dict):
            raise SpecError(f"expected a mapping, found {node!r}")
        return node

    def schemas(self) -> tuple[Schema, ...]:
        """Every named schema, in the order of the file."""
        return tuple(self.schema(name) for name in self.document.get("components", {}).get("schemas", {}))

    def schema(self, name: str) -> Schema:
        """One named schema."""
        node = self._merged(self.document["components"]["schemas"][name])
        return Schema(
            name=name,
            type=self.type(node, name),
            description=text(node),
            fields=self.fields(node),
            examples=tuple(node.get("examples", ())),
            is_open=node.get("additionalProperties", True) is not False,
        )

    def fields(self, node: Mapping[str, Any]) -> tuple[Field, ...]:
        """The properties of an object schema, required ones as the file lists them, in the order of the file."""
        node = self._merged(node)
        required = set(node.get("required", ()))
        return tuple(self.field(name, each, name in required) for name, each in node.get("properties", {}).items())

    def field(self, name: str, node: Mapping[str, Any], required: bool) -> Field:
        """A property. What stands beside a `$ref` comes before what the reference leads to."""
        target = self.resolve(node)
        beside = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
        return Field(
            name=name,
            type=self.type(node),
            required=required,
            description=text(beside),
            default=beside.get("default"),
            has_default="default" in beside,
            example=beside.get("example", next(iter(beside.get("examples", ())), None)),
            deprecated=bool(beside.get("deprecated", False)),
        )

    def type(self, node: Mapping[str, Any], name: str | None = None) -> Type:
        """The type that a schema describes; `name` is the named schema that it is the body of."""
        if "$ref" in node:
            return self.type(self.resolve(node), node["$ref"].rsplit("/", 1)[1])
        node = self._merged(node)
        choices = node.get("oneOf") or node.get("anyOf")
        if choices:
            return self._union(node, choices, name)
        wanted = node.get("type", "object" if "properties" in node else None)
        kinds = [wanted] if isinstance(wanted, str) else list(wanted or [])
        nullable = "null" in kinds
        kinds = [kind for kind in kinds if kind != "null"]
        limits = tuple((key, node[key]) for key in LIMITS if key in node)
        if "const" in node:
            return Type("enum", nullable, name, values=(node["const"],))
        if "enum" in node:
            values = tuple(value for value in node["enum"] if value is not None)
            return Type("enum", nullable or None in node["enum"], name, values=values)
        if len(kinds) > 1:
            return Type("union", nullable, name, members=tuple(self.type({**node, "type": kind}) for kind in kinds))
        kind = kinds[0] if kinds else "any"
        if kind == "array":
            return Type("array", nullable, name, items=self.type(node.get("items", {})), limits=limits)
        if kind == "object":
            return self._object(node, nullable, name)
        if kind == "string" and node.get("format") == "binary":
            return Type("binary", nullable, name, limits=limits)
        if kind not in KINDS:
            raise SpecError(f"schema {name or node}: unknown type {kind}")
        return Type(kind, nullable, name, format=node.get("format"), limits=limits)  # type: ignore[arg-type]  # a Kind, checked

    def _object(self, node: Mapping[str, Any], nullable: bool, name: str | None) -> Type:
        values = node.get("additionalProperties")
        if "properties" not in node:
            items = self.type(values) if isinstance(values, dict) else Type("any")
            return Type("map", nullable, name, items=items)
        if name is None:
            raise SpecError(f"an object with {sorted(node['properties'])} has no name: move it to #/components/schemas")
        return Type("model", nullable, name)

    def _union(self, node: Mapping[str, Any], choices: list[Any], name: str | None) -> Type:
        real = [each for each in choices if self.resolve(each).get("type") != "null"]
        nullable = len(real) < len(choices) or "null" in (node.get("type") or ())
        members = tuple(self.type(each) for each in real)
        nullable = nullable or any(member.nullable for member in members)
        if len(members) == 1 and "discriminator" not in node:
            only = members[0]
            return Type(**{**vars(only), "nullable": nullable or only.nullable, "name": only.name or name})
        discriminator = node.get("discriminator", {})
        mapping = discriminator.get("mapping", {})
        tags = tuple((value, reference.rsplit("/", 1)[1]) for value, reference in mapping.items())
        return Type(
            "union", nullable, name, members=members, discriminator=discriminator.get("propertyName"), tags=tags
        )

    def _merged(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """The schema with its `allOf` folded in."""
        node = self.resolve(node)
        if "allOf" not in node:
            return node
        merged: dict[str, Any] = {}
        for part in [*map(self._merged, node["allOf"]), {key: v for key, v in node.items() if key != "allOf"}]:
            properties = {**merged.get("properties", {}), **part.get("properties", {})}
            required = [*merged.get("required", []), *part.get("required", [])]
            merged.update(part)
            if properties:
                merged["properties"] = properties
            if required:
                merged["required"] = required
        return merged


def text(node: Mapping[str, Any]) -> str:
    """A node's description without the white space at its ends."""
    return str(node.get("description", "")).strip()
