"""Writes the model's types, values and descriptions as PHP: PHPStan's types in documentation comments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from scripts.sdk.client_files import sentence
from scripts.sdk.model import Model
from scripts.sdk.types import Field, Schema, Type
from scripts.sdk.words import pascal, snake

# Names that a class must not have.
RESERVED = frozenset(
    {"abstract", "array", "bool", "callable", "class", "clone", "const", "default", "echo", "empty", "enum", "exit"}
    | {"false", "final", "float", "fn", "for", "foreach", "function", "global", "goto", "if", "int", "interface"}
    | {"iterable", "list", "match", "mixed", "namespace", "never", "new", "null", "object", "or", "parent", "print"}
    | {"private", "public", "readonly", "resource", "return", "self", "static", "string", "switch", "throw", "trait"}
    | {"true", "try", "use", "var", "void", "while", "xor", "yield"}
)
OPTIONS = "array{timeout_seconds?: float, max_retries?: int, headers?: array<string, string>, idempotency_key?: string}"


def class_name(schema: str) -> str:
    """The name of a schema's class."""
    name = pascal(schema) if not schema[0].isupper() else re.sub(r"[^A-Za-z0-9]", "", schema)
    return f"{name}Object" if name.lower() in RESERVED or name in ("Model", "Upload", "Page", "WebhookEvent") else name


def literal(value: Any) -> str:
    """A JSON value as PHP writes it."""
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"
    if isinstance(value, dict):
        return f"[{', '.join(f'{literal(name)} => {literal(item)}' for name, item in value.items())}]"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    return repr(value)


def key(name: str) -> str:
    """A key of an array shape, quoted where it must be."""
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", name) else literal(name)


def doc(lines: Iterable[str], indent: int = 0) -> str:
    """A documentation comment of these lines, with the line break after it; nothing when there are none."""
    text = [line.replace("*/", "* /") for line in lines]
    while text and not text[-1]:
        text.pop()
    if not text:
        return ""
    space = " " * indent
    if len(text) == 1 and not text[0].startswith("@"):
        return f"{space}/** {text[0]} */\n"
    body = "".join(f"{space} * {line}\n" if line else f"{space} *\n" for line in text)
    return f"{space}/**\n{body}{space} */\n"


def answered(model: Model, wanted: Type) -> str:
    """The type of a value that comes back. Enums are plain strings: a later version may send other values."""
    return _nullable(_answered(model, wanted), wanted.nullable)


def _answered(model: Model, wanted: Type) -> str:
    if held := model_of(model, wanted):
        variants = [class_name(name) for _, name in wanted.tags] if wanted.kind == "union" else []
        return "|".join([*variants, held])
    match wanted.kind:
        case "integer":
            return "int"
        case "number":
            return "float|int"
        case "boolean":
            return "bool"
        case "string" | "binary":
            return "string"
        case "enum":
            return "string" if isinstance(wanted.values[0], str) else "|".join(map(literal, wanted.values))
        case "array":
            return f"list<{answered(model, wanted.items or Type('any'))}>"
        case "map":
            return f"array<string, {answered(model, wanted.items or Type('any'))}>"
        case _:
            return "mixed"


def model_of(model: Model, wanted: Type) -> str | None:
    """The class that a value becomes; None for one that stays as JSON gave it."""
    if wanted.kind == "model" and wanted.name:
        return class_name(wanted.name)
    if wanted.kind == "union" and wanted.name and wanted.discriminator:
        return class_name(wanted.name)
    return None


def sent(model: Model, wanted: Type, depth: int = 0) -> str:
    """The type of a value that is sent: an array shape for an object."""
    return _nullable(_sent(model, wanted, depth), wanted.nullable)


def _sent(model: Model, wanted: Type, depth: int) -> str:
    if depth > 6:  # a schema that contains itself
        return "array<string, mixed>"
    match wanted.kind:
        case "model":
            return shape(model, model.schemas[wanted.name or ""].fields, depth)
        case "union":
            return "|".join(dict.fromkeys(sent(model, each, depth + 1) for each in wanted.members))
        case "enum":
            return "|".join(map(literal, wanted.values))
        case "array":
            return f"list<{sent(model, wanted.items or Type('any'), depth + 1)}>"
        case "map":
            return f"array<string, {sent(model, wanted.items or Type('any'), depth + 1)}>"
        case _:
            return _answered(model, wanted)


def shape(model: Model, fields: Iterable[Field], depth: int = 0) -> str:
    """`array{name: string, description?: string|null}`"""
    inside = [f"{key(each.name)}{'' if each.required else '?'}: {sent(model, each.type, depth + 1)}" for each in fields]
    return f"array{{{', '.join(inside)}}}" if inside else "array{}"


def _nullable(text: str, nullable: bool) -> str:
    return f"{text}|null" if nullable and text != "mixed" else text


def property_line(model: Model, each: Field) -> str:
    """The documentation of a model's property."""
    optional = each.type.nullable or not each.required
    text = _nullable(answered(model, each.type).removesuffix("|null"), optional)
    values = each.type.values if each.type.kind == "enum" else ()
    known = f" ({', '.join(map(literal, values))}{', or others in time' if len(values) > 1 else ''})" if values else ""
    return f"@property-read {text} ${each.name} {sentence(each.description)}".rstrip() + known


def constants(schema: Schema) -> dict[str, Any]:
    """The constants of an enum, by name; of two values that would have the same name the first one gets it."""
    found: dict[str, Any] = {}
    for value in schema.type.values:
        name = snake(str(value)).upper() or "EMPTY"
        found.setdefault(f"VALUE_{name}" if name[0].isdigit() or name == "CLASS" else name, value)
    return found
