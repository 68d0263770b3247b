"""Writes the model's types, values and descriptions as TypeScript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scripts.sdk.arguments import arguments
from scripts.sdk.client_files import paragraphs
from scripts.sdk.model import EVENT_DISCRIMINATOR, Model, Operation
from scripts.sdk.types import Field, Type
from scripts.sdk.words import pascal

IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
# Names that a schema must not take in the generated code: what the language or the runtime already calls so.
TAKEN = frozenset(
    {"Array", "Blob", "Boolean", "Content", "Date", "Error", "Fetch", "Function", "Headers", "Hooks", "Map", "Number"}
    | {"Object", "Operation", "Page", "PageInfo", "Promise", "Record", "Request", "RequestOptions", "Resource"}
    | {"Response", "Set", "String", "Symbol", "Transport", "Upload", "WebhookEvent", "ErrorDetail", "CursorInfo"}
    | {"CursorPage", "APIPromise", "APIError", "ClientOptions", "UploadProgress", "UnwrapOptions", "WebhookHeaders"}
    | {"UnknownEventType", "UnknownWebhookEvent"}
)


def type_name(schema: str) -> str:
    """The name of a schema's type: its own, in TypeScript's manner, unless that is taken."""
    name = schema if IDENTIFIER.fullmatch(schema) and schema[0].isupper() else pascal(schema)
    return f"{name}Object" if name in TAKEN else name


def literal(value: Any) -> str:
    """A JSON value as TypeScript writes it."""
    if isinstance(value, str):
        escaped = json.dumps(value, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'")
        return f"'{escaped}'"
    if isinstance(value, dict):
        inside = ", ".join(f"{key(name)}: {literal(item)}" for name, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    return json.dumps(value)


def key(name: str) -> str:
    """A property's name, quoted where it must be."""
    return name if IDENTIFIER.fullmatch(name) else literal(name)


def doc(lines: Iterable[str], indent: int = 0) -> str:
    """A documentation comment of these lines, with the line break after it; nothing when there are none."""
    text = [line.replace("*/", "*\\/") for line in lines]
    while text and not text[-1]:
        text.pop()
    if not text:
        return ""
    space = " " * indent
    if len(text) == 1:
        return f"{space}/** {text[0]} */\n"
    body = "".join(f"{space} * {line}\n" if line else f"{space} *\n" for line in text)
    return f"{space}/**\n{body}{space} */\n"


@dataclass
class TypeScript:
    """Writes types. Those that come back from the server are open: a later version may send other values."""

    model: Model
    answered: set[str] = field(init=False)
    sent: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.answered = self._reachable(
            [operation.result.type for operation in self.model.operations] + [e.type for e in self.model.webhooks]
        )
        self.sent = self._reachable([each.type for operation in self.model.operations for each in arguments(operation)])

    def names(self) -> list[str]:
        """The named schemas that become types, in the order of the contract."""
        return [
            name
            for name, schema in self.model.schemas.items()
            if name in self.answered | self.sent and schema.type.kind in ("model", "enum", "union", "map", "array")
        ]

    def write(self, wanted: Type, *, opened: bool, inline: bool = False) -> str:
        """The type. `inline` writes out a named one instead of naming it; `opened` lets enums have further values."""
        if wanted.name and not inline and wanted.kind in ("model", "enum", "union", "map", "array"):
            text = type_name(wanted.name)
            if wanted.kind == "enum" and opened and isinstance(next(iter(wanted.values), None), str):
                text += " | (string & {})"
        else:
            text = self._anonymous(wanted, opened)
        return f"{text} | null" if wanted.nullable and not inline else text

    def _anonymous(self, wanted: Type, opened: bool) -> str:
        match wanted.kind:
            case "integer" | "number":
                return "number"
            case "string" | "boolean":
                return wanted.kind
            case "binary":
                return "Content"
            case "enum":
                values = " | ".join(map(literal, wanted.values))
                return f"{values} | (string & {{}})" if opened and isinstance(wanted.values[0], str) else values
            case "array":
                item = self.write(wanted.items or Type("any"), opened=opened)
                return f"({item})[]" if " " in item else f"{item}[]"
            case "map":
                return f"Record<string, {self.write(wanted.items or Type('any'), opened=opened)}>"
            case "union":
                members = [self.write(Type(**{**vars(m), "nullable": False}), opened=opened) for m in wanted.members]
                return " | ".join(dict.fromkeys(members))
            case _:
                return "unknown"

    def declaration(self, name: str) -> str:
        """The exported declaration of a named schema."""
        schema = self.model.schemas[name]
        head = doc(paragraphs(schema.description))
        if schema.type.kind == "model":
            members = self.fields(schema.fields, name in self.answered, self._telling(name))
            return f"{head}export interface {type_name(name)} {{\n{members}}}\n"
        # An enum's own type stays closed, so that what is sent is checked; a field that holds one is open.
        opened = name in self.answered and schema.type.kind != "enum"
        return f"{head}export type {type_name(name)} = {self.write(schema.type, opened=opened, inline=True)};\n"

    def fields(self, fields: Iterable[Field], opened: bool, telling: frozenset[str] = frozenset()) -> str:
        """Properties, each with its description. Those in `telling` tell a union's members apart and stay closed."""
        return "".join(
            f"{doc(field_doc(each), 2)}  {key(each.name)}{'' if each.required else '?'}: "
            f"{self._field(each, opened and each.name not in telling)};\n"
            for each in fields
        )

    def _telling(self, name: str) -> frozenset[str]:
        """The properties by which TypeScript knows that a union's value is this schema."""
        unions = [schema.type for schema in self.model.schemas.values() if schema.type.discriminator]
        found = {each.discriminator or "" for each in unions if name in {m.name for m in each.members}}
        return frozenset(found | ({EVENT_DISCRIMINATOR} if name in self.event_schemas() else set()))

    def event_schemas(self) -> list[str]:
        """The named schemas of what webhooks deliver, each once."""
        return list(dict.fromkeys(each.type.name for each in self.model.webhooks if each.type.name))

    def _field(self, each: Field, opened: bool) -> str:
        text = self.write(each.type, opened=opened)
        # What may be left out may be undefined as well, for those who compile with exactOptionalPropertyTypes.
        return text if each.required or opened else f"{text} | undefined"

    def imports(self, operations: Iterable[Operation]) -> list[str]:
        """The names from types.ts that the operations' signatures need."""
        types = [each.result.type for each in operations]
        types += [argument.type for each in operations for argument in arguments(each)]
        return sorted({type_name(name) for each in types for name in self._named(each)})

    def _named(self, wanted: Type) -> Iterator[str]:
        if wanted.name and wanted.kind in ("model", "enum", "union", "map", "array"):
            yield wanted.name
            return
        for inside in (*wanted.members, *filter(None, [wanted.items])):
            yield from self._named(inside)

    def _reachable(self, types: Iterable[Type]) -> set[str]:
        found: set[str] = set()
        todo = list(types)
        while todo:
            at = todo.pop()
            todo += [*at.members, *filter(None, [at.items])]
            if at.name and at.name not in found:
                found.add(at.name)
                schema = self.model.schemas[at.name]
                todo += [each.type for each in schema.fields] + list(schema.type.members)
                todo += filter(None, [schema.type.items])
        return found


def field_doc(each: Field) -> list[str]:
    """What a reader should know of a field."""
    default = f" {literal(each.default)} unless told." if each.has_default and each.default is not None else ""
    lines = paragraphs(each.description + default)
    return [*lines, *(["@deprecated"] if each.deprecated else [])]


def params_name(operation: Operation) -> str:
    """`ProjectsCreateParams`"""
    return f"{pascal(operation.id)}Params"


def upload_name(operation: Operation) -> str:
    """`DeploymentsCreateUpload`"""
    return f"{pascal(operation.id)}Upload"


def resource_class(path: tuple[str, ...]) -> str:
    """`TeamsMembersResource`"""
    return "".join(map(pascal, path)) + "Resource"


def path_parts(operation: Operation) -> list[str]:
    """`/projects/{id}/deployments` as the literals around its parameters."""
    return re.split(r"\{[^}]+\}", operation.path)
