"""The contract's schemas in the dialect that Postman's sandbox validates: JSON Schema draft 7, by ajv 6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# What both dialects mean alike.
SAME = (
    *("type", "enum", "const", "required", "additionalProperties", "properties", "patternProperties", "items"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"),
    *("pattern", "minItems", "maxItems", "uniqueItems", "contains", "minProperties", "maxProperties"),
    *("propertyNames", "allOf", "anyOf", "oneOf", "not", "if", "then", "else"),
)
# ajv 6 refuses a schema with a format that it does not know.
FORMATS = {
    *("date", "date-time", "time", "uri", "uri-reference", "uri-template", "email", "hostname", "ipv4", "ipv6"),
    *("regex", "uuid", "json-pointer", "relative-json-pointer"),
}
HOLDS_SCHEMAS_BY_NAME = {"properties", "patternProperties"}
HOLDS_VALUES = {"enum", "const", "required", "type"}


def self_contained(name: str, schemas: Mapping[str, Any]) -> dict[str, Any]:
    """A schema that holds everything that the named one refers to."""
    definitions: dict[str, Any] = {}
    todo = [name]
    while todo:
        current = todo.pop()
        if current not in definitions:
            definitions[current] = _translated(schemas[current], todo)
    return {"$ref": f"#/definitions/{name}", "definitions": dict(sorted(definitions.items()))}


def _translated(schema: Any, met: list[str]) -> Any:
    """One schema without what only speaks to people. A keyword of the newer dialect that has no counterpart is left
    out: the check gets weaker and never wrong. `met` gains the names that it refers to.
    """
    if not isinstance(schema, dict):
        return schema
    result: dict[str, Any] = {}
    for key in SAME:
        if key in schema:
            result[key] = _value(key, schema[key], met)
    if schema.get("format") in FORMATS:
        result["format"] = schema["format"]
    if "prefixItems" in schema:
        result["items"] = [_translated(each, met) for each in schema["prefixItems"]]
        if "items" in schema:
            result["additionalItems"] = _translated(schema["items"], met)
    if "dependentRequired" in schema:
        result["dependencies"] = schema["dependentRequired"]
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/components/schemas/")
        met.append(name)
        reference = {"$ref": f"#/definitions/{name}"}
        # Draft 7 ignores everything beside a reference.
        return {"allOf": [reference, result]} if result else reference
    return result


def _value(key: str, value: Any, met: list[str]) -> Any:
    if key in HOLDS_VALUES:
        return value
    if key in HOLDS_SCHEMAS_BY_NAME:
        return {name: _translated(each, met) for name, each in value.items()}
    return [_translated(each, met) for each in value] if isinstance(value, list) else _translated(value, met)
