"""Writes the model's types, values and descriptions as Python."""

from __future__ import annotations

import json
import keyword
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scripts.sdk.client_files import paragraphs, usual_errors
from scripts.sdk.model import Body, Model, Operation, Parameter
from scripts.sdk.types import Field, Schema, Type
from scripts.sdk.words import pascal, snake

# Attributes of a model, and names that its annotations need: a field of that name gets a `_` at its end.
TAKEN_IN_MODELS = frozenset({"from_dict", "to_dict", "to_json", "datetime", "self", "cls"})
# Arguments that every call has: a field of that name gets a `_` at its end.
TAKEN_IN_CALLS = frozenset({"self", "timeout", "max_retries", "extra_headers", "idempotency_key", "content", "body"})
# Errors that every operation with a body may answer; the README lists them.
OF_BODIES = frozenset({413, 415})
# What the generated modules import: a schema of that name becomes a class `…Object`.
TAKEN_BY_IMPORTS = frozenset(
    {"Any", "ClassVar", "Dict", "List", "Literal", "Mapping", "Model", "NotRequired", "Required", "Sequence"}
    | {"TypedDict", "Union", "AsyncCursorListing", "AsyncListing", "AsyncResource", "Content", "CursorPage"}
    | {"KeyedRequestOptions", "NotGiven", "Operation", "Page", "RequestOptions", "Resource", "WebhookEvent"}
)
NAMED = ("model", "enum", "union")


def attribute(name: str) -> str:
    """A field's name as an attribute of a model."""
    return _escaped(name if name.isidentifier() else snake(name), TAKEN_IN_MODELS)


def argument(name: str) -> str:
    """A field's or parameter's name as an argument of a call."""
    return _escaped(snake(name), TAKEN_IN_CALLS)


def method(name: str) -> str:
    """An operation's name as a method."""
    return _escaped(snake(name), frozenset({"with_raw_response"}))


def class_name(schema: str) -> str:
    """A schema's name as a class."""
    name = pascal(schema)
    return f"{name}Object" if name in TAKEN_BY_IMPORTS else name


def module(name: str) -> str:
    """The module below `models` of a schema or a class."""
    return _escaped(snake(pascal(name)), frozenset())


def _escaped(name: str, taken: frozenset[str]) -> str:
    name = f"_{name}" if name[:1].isdigit() else name
    return f"{name}_" if keyword.iskeyword(name) or name in taken else name


@dataclass
class Python:
    """Writes types, with the names that the generated package gives them."""

    model: Model
    answered: set[str] = field(init=False)
    sent: set[str] = field(init=False)

    def __post_init__(self) -> None:
        results = [each.result.type for each in self.model.operations] + [e.type for e in self.model.webhooks]
        self.answered = set(self._reachable(results))
        self.sent = set(self._reachable([each.type for o in self.model.operations for each in self._arguments(o)]))

    def _arguments(self, operation: Operation) -> Iterator[Field]:
        yield from (*operation.path_parameters, *operation.query, *operation.headers)
        if operation.body:
            yield from operation.body.fields

    def _reachable(self, types: Iterable[Type]) -> Iterator[str]:
        seen: set[str] = set()
        todo = list(types)
        while todo:
            at = todo.pop()
            todo += [*at.members, *filter(None, [at.items])]
            if at.name and at.name in self.model.schemas and at.name not in seen:
                seen.add(at.name)
                yield at.name
                schema = self.model.schemas[at.name]
                todo += [each.type for each in schema.fields]
                todo += [*schema.type.members, *filter(None, [schema.type.items])]

    # ── which schemas become what ─────────────────────────────────────────────────────────────────────────────────

    def models(self) -> list[Schema]:
        """The schemas that become classes: objects that come from the server."""
        return [
            each for each in self.model.schemas.values() if each.type.kind == "model" and each.name in self.answered
        ]

    def params(self) -> list[Schema]:
        """The schemas that become typed dictionaries: objects that are sent."""
        return [each for each in self.model.schemas.values() if each.type.kind == "model" and each.name in self.sent]

    def aliases(self) -> list[tuple[str, Schema, bool]]:
        """The enums and unions as (name, schema, whether it is the sent form)."""
        made = []
        for schema in self.model.schemas.values():
            if schema.type.kind == "enum" and schema.name in self.answered | self.sent:
                made.append((class_name(schema.name), schema, False))
            elif schema.type.kind == "union":
                if schema.name in self.answered:
                    made.append((class_name(schema.name), schema, False))
                if schema.name in self.sent:
                    made.append((self.sent_name(schema.name), schema, True))
        return made

    def sent_name(self, schema: str) -> str:
        """What the typed dictionary or union of a schema that is sent is called."""
        return f"{pascal(schema)}Param" if schema in self.answered else class_name(schema)

    def public_models(self) -> dict[str, str]:
        """Everything that the package `models` offers: name → module."""
        names = {class_name(each.name): module(each.name) for each in self.models()}
        names |= {name: module(name) for name in (self.sent_name(each.name) for each in self.params())}
        names |= {name: module(name) for name, _, _ in self.aliases()}
        return dict(sorted(names.items()))

    # ── types ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def type(self, wanted: Type, *, sent: bool = False, inside: bool = False) -> str:
        """The annotation of a value that comes from the server, or of one that is sent."""
        text = self._type(wanted, sent)
        return f"{text} | None" if wanted.nullable and not inside else text

    def _type(self, wanted: Type, sent: bool) -> str:
        if wanted.name in self.model.schemas and wanted.kind in NAMED:
            return self._named(wanted, sent)
        match wanted.kind:
            case "string" if wanted.is_time:
                return "datetime.datetime | str" if sent else "datetime.datetime"
            case "string":
                return "str"
            case "integer":
                return "int"
            case "number":
                return "float"
            case "boolean":
                return "bool"
            case "binary":
                return "bytes"
            case "enum":
                return f"Literal[{', '.join(map(repr, wanted.values))}]"
            case "array":
                item = self.type(wanted.items or Type("any"), sent=sent)
                return f"Sequence[{item}]" if sent else f"List[{item}]"
            case "map":
                item = self.type(wanted.items or Type("any"), sent=sent)
                return f"Mapping[str, {item}]" if sent else f"Dict[str, {item}]"
            case "union":
                return " | ".join(dict.fromkeys(self.type(each, sent=sent, inside=True) for each in wanted.members))
            case _:
                return "Any"

    def _named(self, wanted: Type, sent: bool) -> str:
        name = wanted.name or ""
        if wanted.kind == "enum" or not sent:
            return class_name(name)
        own = self.sent_name(name)
        return own if own == class_name(name) or wanted.kind == "union" else f"{own} | {class_name(name)}"

    def alias(self, schema: Schema, sent: bool) -> str:
        """What stands on the right of an enum's or a union's name."""
        if schema.type.kind == "enum":
            return f"Literal[{', '.join(map(repr, schema.type.values))}]"
        members = [self.type(each, sent=sent, inside=True) for each in schema.type.members]
        return f"Union[{', '.join(dict.fromkeys(members))}]" if len(members) > 1 else members[0]

    def names_in(self, *types: tuple[Type, bool]) -> list[str]:
        """The names from `models` that the annotations of these (type, whether sent) need."""
        found: set[str] = set()
        todo = list(types)
        while todo:
            at, sent = todo.pop()
            if at.name in self.model.schemas and at.kind in NAMED:
                found.update(self._named(at, sent).split(" | "))
            else:
                todo += [(each, sent) for each in (*at.members, *filter(None, [at.items]))]
        return sorted(found)

    def field_names(self, schema: Schema, *, sent: bool = False) -> list[str]:
        """The names from `models` that a schema's annotations need, without its own."""
        own = self.sent_name(schema.name) if sent else class_name(schema.name)
        return [name for name in self.names_in(*((each.type, sent) for each in schema.fields)) if name != own]

    def model_of(self, name: str) -> Schema | None:
        """The schema that openapi-python-client makes this class of, if we want one."""
        return next((each for each in self.models() if pascal(each.name) == name), None)

    def alias_names(self, schema: Schema, sent: bool) -> list[str]:
        """The names from `models` that an alias needs."""
        return self.names_in(*((each, sent) for each in schema.type.members))

    # ── how JSON becomes a value ──────────────────────────────────────────────────────────────────────────────────

    def shape(self, wanted: Type) -> Any:
        """What `_runtime.models.converter` takes; None where JSON's own type is meant."""
        if wanted.is_time:
            return "time"
        if wanted.kind == "model":
            return class_name(wanted.name or "")
        if wanted.kind == "array" and wanted.items and (item := self.shape(wanted.items)) is not None:
            return [item]
        if wanted.kind == "map" and wanted.items and (item := self.shape(wanted.items)) is not None:
            return {"": item}
        if wanted.kind == "union" and wanted.discriminator:
            tags = wanted.tags or tuple(self._implied_tags(wanted))
            return (wanted.discriminator, {value: class_name(name) for value, name in tags})
        return None

    def _implied_tags(self, union: Type) -> Iterator[tuple[str, str]]:
        """The tags of a union without a mapping: each member's own constant, or its name."""
        for member in union.members:
            fields = {each.name: each.type for each in self.model.schemas[member.name or ""].fields}
            values = fields[union.discriminator or ""].values
            yield (str(values[0]) if values else str(member.name)), str(member.name)

    def shapes(self, schema: Schema) -> dict[str, Any]:
        """The shapes of a model's fields, by their names on the wire."""
        found = {each.name: self.shape(each.type) for each in schema.fields}
        return {name: shape for name, shape in found.items() if shape is not None}

    def renamed(self, schema: Schema) -> dict[str, str]:
        """The fields whose attribute is called otherwise: wire → attribute."""
        return {each.name: attribute(each.name) for each in schema.fields if attribute(each.name) != each.name}

    # ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def docstring(self, text: str, indent: int) -> str:
        """A docstring of this text, with its quotes."""
        return docstring(paragraphs(text, 112 - indent), indent)

    def operation_doc(self, operation: Operation) -> list[str]:
        """What a reader should know of a call."""
        lines = [f"{operation.summary}.", "", *paragraphs(operation.description, 108)]
        if operation.permission:
            lines += ["", f"Needs the permission `{operation.permission}`."]
        told = [each for each in arguments(operation) if each.description]
        if told:
            lines += ["", "Args:"]
        for each in told:
            first, *others = paragraphs(described(each), 100 - len(each.name))
            lines += [f"    {each.name}: {first}", *(f"        {line}" if line else "" for line in others)]
        usual = usual_errors(self.model) | OF_BODIES
        raised = [each for each in operation.errors if each.status not in usual]
        if raised and not operation.is_public:
            lines += ["", "Raises:"]
            for error in raised:
                lines += [f"    {error_class(error.status)}: {' '.join(error.description.split())}"]
        return lines


@dataclass(frozen=True)
class Argument:
    """A keyword argument of a call. `wire` is its name in the request."""

    name: str
    wire: str
    type: Type
    required: bool
    description: str
    default: Any
    place: str  # path, query, header, json


def described(each: Argument) -> str:
    """An argument's description with its default."""
    default = "" if each.default is None else f" `{json.dumps(each.default)}` unless told."
    return f"{each.description}{default}".strip()


def arguments(operation: Operation) -> list[Argument]:
    """All arguments of a call but its content, in order: the path, then what is required, then the rest."""
    body: Body | None = operation.body
    taken: set[str] = set()
    made: list[Argument] = []

    def add(each: Field, place: str, name: str) -> None:
        if name in taken:  # a field that is called like a parameter
            name = f"{place}_{name}"
        taken.add(name)
        made.append(Argument(name, each.name, each.type, each.required, each.description, each.default, place))

    def name(each: Field) -> str:
        return argument(each.argument if isinstance(each, Parameter) else each.name)

    for parameter in operation.path_parameters:
        add(parameter, "path", name(parameter))
    rest: list[tuple[Field, str]] = [(each, "json") for each in (body.fields if body else ())]
    rest += [(each, "query") for each in operation.query] + [(each, "header") for each in operation.headers]
    for each, place in sorted(rest, key=lambda pair: not pair[0].required):
        add(each, place, name(each))
    return made


def docstring(lines: list[str], indent: int) -> str:
    """The lines as a docstring, with its quotes and without the white space before the first."""
    space = " " * indent
    text = f"\n{space}".join(line.rstrip() for line in lines).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    text = f"{text} " if text.endswith('"') else text
    return f'"""{text}\n{space}"""' if len(lines) > 1 else f'"""{text}"""'


ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    413: "PayloadTooLargeError",
    415: "UnsupportedMediaTypeError",
    422: "ValidationError",
    429: "RateLimitError",
}


def error_class(status: int) -> str:
    """The class that a status raises, as in runtime/errors.py."""
    return ERRORS.get(status, "InternalServerError" if status >= 500 else "APIStatusError")
