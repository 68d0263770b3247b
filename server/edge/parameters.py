"""Path, query and header parameters: decoded as the contract says, every mistake collected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from server.edge import percent
from server.edge.validation import Schema, Schemas, unknown_name
from server.kit.errors import BadRequest, Detail, NotFound

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")  # fits 64 bits; the schema narrows it further


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of one operation."""

    name: str
    required: bool
    schema: Schema
    decode: Callable[[str], Any]
    default: Any  # None: there is none
    noun: str  # of a path parameter: what it is the id of


class Parameters:
    """All parameters of one operation, compiled."""

    def __init__(
        self,
        parameters: list[dict[str, Any]],
        *,
        resolve: Callable[[dict[str, Any]], dict[str, Any]],
        schemas: Schemas,
    ) -> None:
        by_place: dict[str, dict[str, Parameter]] = {"path": {}, "query": {}, "header": {}}
        for each in parameters:
            schema = each["schema"]
            by_place[each["in"]][each["name"].lower() if each["in"] == "header" else each["name"]] = Parameter(
                name=each["name"],
                required=each.get("required", False),
                schema=schemas.compile(schema),
                decode=_decoder({**resolve(schema), **schema}.get("type")),
                default={**resolve(schema), **schema}.get("default"),
                noun=_noun(schema.get("$ref", "").rpartition("/")[2].removesuffix("Id")),
            )
        self.path, self.query, self.headers = by_place["path"], by_place["query"], by_place["header"]
        self._defaults = {name: each.default for name, each in self.query.items() if each.default is not None}
        self._required = [name for name, each in self.query.items() if each.required]

    def check_path(self, values: Mapping[str, str]) -> None:
        """Refuse an id that can't exist just as one that does not: NotFound."""
        for name, parameter in self.path.items():
            if not parameter.schema.is_valid(values[name]):
                raise NotFound.of(parameter.noun)

    def read_query(self, raw: bytes, details: list[Detail]) -> dict[str, Any]:
        """The query's parameters with defaults filled in; mistakes go to `details`."""
        if not raw and not self._required:
            return self._defaults.copy()
        values = self._defaults.copy()
        seen: set[str] = set()
        for pair in raw.split(b"&") if raw else ():
            if not pair:
                continue
            left, _, right = pair.partition(b"=")
            name, text = _unquote(left), _unquote(right)
            parameter = self.query.get(name)
            if parameter is None:
                details.append(Detail(name[:100], unknown_name(name, list(self.query))))
            elif name in seen:
                details.append(Detail(name, "Given more than once"))
            else:
                seen.add(name)
                value = parameter.decode(text)
                if parameter.schema.is_valid(value):
                    values[name] = value
                else:
                    details.extend(parameter.schema.details(value, (name,)))
        details.extend(Detail(name, f"{name} is required") for name in self._required if name not in seen)
        return values

    def read_headers(self, raw: list[tuple[bytes, bytes]], details: list[Detail]) -> dict[str, Any]:
        """The header parameters that the operation names, in lower case; mistakes go to `details`."""
        values: dict[str, Any] = {}
        if not self.headers:
            return values
        for key, value in raw:
            name = key.decode("latin-1")
            parameter = self.headers.get(name)
            if parameter is None:
                continue
            if name in values:
                details.append(Detail(parameter.name, "Given more than once"))
                continue
            decoded = parameter.decode(value.decode("latin-1").strip())
            values[name] = decoded
            details.extend(parameter.schema.details(decoded, (parameter.name,)))
        details.extend(
            Detail(each.name, f"The header {each.name} is required")
            for name, each in self.headers.items()
            if each.required and name not in values
        )
        return values


def _noun(kind: str) -> str:
    """What people call a thing of this kind: the words that its service uses, too."""
    return {"Key": "API key", "OAuthApp": "application"}.get(kind, kind.lower())


def _decoder(kind: object) -> Callable[[str], Any]:
    if kind == "integer":
        return lambda text: int(text) if _INTEGER.fullmatch(text) else text
    if kind == "boolean":
        return lambda text: {"true": True, "false": False}.get(text, text)
    return str


def _unquote(raw: bytes) -> str:
    """Decode one part of a query (WHATWG URL, application/x-www-form-urlencoded), strictly."""
    text = percent.decode(raw.replace(b"+", b" "), "query")
    if "\x00" in text:
        raise BadRequest("The query has a NUL character.")
    return text
