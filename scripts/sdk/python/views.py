"""What the templates see: the model's resources and operations, with everything that takes thought already decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.sdk.client_files import accept
from scripts.sdk.model import Model, Operation, Resource
from scripts.sdk.python.writing import Argument, Python, arguments, attribute, class_name, docstring, method
from scripts.sdk.types import Type
from scripts.sdk.words import pascal, snake


class OperationView:
    """One call of a resource."""

    def __init__(self, operation: Operation, python: Python) -> None:
        self.operation, self.python = operation, python
        self.id = operation.id
        self.kind = operation.result.kind
        self.wrapped = operation.result.wrapped
        self.method_name = method(operation.name)
        self.constant = f"_{snake(operation.name).upper()}"
        self.params = "".join(pascal(each) for each in (*operation.resource, operation.name)) + "Params"
        every = arguments(operation)
        self.path = [each for each in every if each.place == "path"]
        self.keywords = [each for each in every if each.place != "path"]
        self.query = [each for each in every if each.place == "query"]
        self.headers = [each for each in every if each.place == "header"]
        self.fields = [each for each in every if each.place == "json"]
        self.idempotency_key = operation.idempotency_key
        binary = operation.body.binary if operation.body else ()
        self.several = len(binary) > 1
        self.media_types = ", ".join(map(repr, binary))
        self.content = "" if not binary else "also" if operation.body and operation.body.schema else "only"

    @property
    def arguments(self) -> str:
        """What the constant that describes the operation is made of."""
        operation = self.operation
        parts = [repr(operation.id), repr(operation.method)]
        parts += ["safe=True"] if operation.method in ("GET", "PUT", "DELETE") else []
        parts += ["idempotency_key=True"] if operation.idempotency_key else []
        parts += ["public=True"] if operation.is_public else []
        parts += [f"waits={operation.waits!r}"] if operation.waits else []
        wanted = accept(operation)
        parts += [f"accept={wanted!r}"] if wanted != "application/json" else []
        return ", ".join(parts)

    @property
    def path_text(self) -> str:
        """The path, as an expression."""
        text = self.operation.path
        for each in self.path:
            text = text.replace("{" + each.wire + "}", f"{{segment({each.name}, '{each.name}')}}")
        return f'f"{text}"' if self.path else f'"{text}"'

    @property
    def json(self) -> str:
        """The JSON body, as an expression; empty where the operation takes none."""
        body = self.operation.body
        if body is None or body.schema is None:
            return ""
        pairs = []
        for each in self.fields:
            value = each.name if each.required or each.type.nullable else f"unless_none({each.name})"
            pairs.append(f'"{each.wire}": {value}')
        fields = f"given({{{', '.join(pairs)}}})"
        return fields if body.required and not body.binary else f"{fields} or None"

    def keyword_type(self, each: Argument) -> str:
        """A keyword argument's annotation, with its default."""
        wanted = self.python.type(each.type, sent=True, inside=True)
        if self._required(each):
            return f"{wanted} | None" if each.type.nullable else wanted
        if each.type.nullable and each.place == "json":
            return f"{wanted} | None | NotGiven = NOT_GIVEN"
        return f"{wanted} | None = None"

    def param_type(self, each: Argument) -> str:
        """The same in a typed dictionary."""
        wanted = self.keyword_type(each).partition(" = ")[0]
        return f"Required[{wanted}]" if self._required(each) else wanted

    def _required(self, each: Argument) -> bool:
        # Where bytes can be sent instead, no field of the JSON body must be there.
        return each.required and not (each.place == "json" and self.content == "also")

    @property
    def make(self) -> str:
        """The function that makes the result, or one item of it, of JSON."""
        shape = self.python.shape(self.operation.result.type)
        if shape is None:
            return "unchanged"
        make = f"{shape}.from_dict" if self.model else f"converter({shape!r})"
        return f"list_of({make})" if self.kind == "list" else make

    @property
    def model(self) -> str:
        """The class of the result, where it is one."""
        wanted = self.operation.result.type
        return class_name(wanted.name or "") if wanted.kind == "model" else ""

    @property
    def _item(self) -> str:
        return self.python.type(self.operation.result.type)

    @property
    def result(self) -> str:
        """What the sync call gives."""
        match self.kind:
            case "page":
                return f"Page[{self._item}]"
            case "cursor":
                return f"CursorPage[{self._item}]"
            case "list":
                return f"List[{self._item}]"
            case "raw":
                return "bytes"
            case _:
                return self._item

    @property
    def async_result(self) -> str:
        """What the async call gives."""
        return self.result.replace("CursorPage[", "AsyncCursorListing[").replace("Page[", "AsyncListing[")

    @property
    def doc(self) -> str:
        """The docstring."""
        return docstring(self.python.operation_doc(self.operation), 8)

    def types(self) -> list[tuple[Type, bool]]:
        """The types in its annotations, and whether each is sent."""
        return [(self.operation.result.type, False), *((each.type, True) for each in (*self.path, *self.keywords))]


class ResourceView:
    """One resource: a module below `api`, and a pair of classes. `helper` names the module that extends them."""

    def __init__(self, resource: Resource, python: Python, helpers: frozenset[str]) -> None:
        self.path = resource.path
        self.module = "_".join(resource.path)
        self.name = resource.name
        self.dotted = f"client.{'.'.join(resource.path)}"
        self.class_name = f"{resource.class_name}Resource"
        self.is_helped = self.module in helpers
        self.operations_class = f"{resource.class_name}Operations" if self.is_helped else self.class_name
        self.raw_class = f"{resource.class_name}WithRawResponse"
        self.operations = [OperationView(each, python) for each in resource.operations]
        self.children = [ResourceView(each, python, helpers) for each in resource.children]
        self.summary = " ".join(resource.description.split()).partition(". ")[0].rstrip(".") or pascal(resource.name)
        self.summary += "."
        self.class_doc = python.docstring(resource.description or f"`{self.dotted}`", 4)
        self.python = python

    @property
    def home(self) -> str:
        """The module that has its classes, from a sibling of `api`; see `home_from_api`."""
        return f"._helpers.{self.module}" if self.is_helped else f".api.{self.module}"

    @property
    def home_from_api(self) -> str:
        """The same from inside `api`."""
        return f".._helpers.{self.module}" if self.is_helped else f".{self.module}"

    @property
    def runtime_models(self) -> list[str]:
        """The models that results are made with."""
        return sorted({each.model for each in self.operations if each.model})

    @property
    def typing_models(self) -> list[str]:
        """The names from `models` that only annotations need."""
        types = [each for operation in self.operations for each in operation.types()]
        return sorted(set(self.python.names_in(*types)) - set(self.runtime_models))

    def walk(self) -> Iterator[ResourceView]:
        """This one and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def top(model: Model, python: Python, helpers: frozenset[str]) -> list[ResourceView]:
    """The resources at the top of the client; one that only has a helper is there as well."""
    resources = list(model.resources)
    known = {"_".join(each.path) for each in model.all_resources()}
    resources += [Resource((name,), "", (), ()) for name in sorted(helpers - known)]
    return [ResourceView(each, python, helpers) for each in resources]


@dataclass(frozen=True)
class FieldView:
    """A field of a model or of a typed dictionary."""

    name: str
    annotation: str
    doc: str


def fields(python: Python, schema: Any, *, sent: bool) -> list[FieldView]:
    """A schema's fields as annotations."""
    made = []
    for each in schema.fields:
        annotation = python.type(each.type, sent=sent)
        if not sent and not each.required:
            annotation = f"{annotation if each.type.nullable else annotation + ' | None'} = None"
        if sent and not each.required:
            annotation = f"NotRequired[{annotation}]"
        doc = python.docstring(each.description, 4) if each.description else ""
        made.append(FieldView(each.name if sent else attribute(each.name), annotation, doc))
    return made
