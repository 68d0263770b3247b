"""The one model of the API that every generator reads: `load()` makes it from openapi/openapi.yaml.

Nothing else under scripts/ that makes clients looks into the contract, so that no two of them can understand it
differently. Names on the wire stay as they are; `scripts/sdk/words.py` writes them as a language does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.sdk.operations import JSON, Body, ErrorAnswer, Link, Operation, Parameter, Resource, Result
from scripts.sdk.types import Field, Schema, SpecError, Type, Types, text
from scripts.sdk.words import singular, snake, words

# What generators import from here.
__all__ = [
    "EVENT_DISCRIMINATOR",
    "Body",
    "ErrorAnswer",
    "Field",
    "Link",
    "Model",
    "Names",
    "Operation",
    "Parameter",
    "Resource",
    "Result",
    "Schema",
    "SpecError",
    "Type",
    "WebhookEvent",
    "load",
    "read",
]

SPEC = Path("openapi/openapi.yaml")
METHODS = ("get", "put", "post", "delete", "patch")
# A parameter of this schema says how many seconds the server may hold the answer: clients give a try that much longer.
WAITING = "WaitSeconds"
# The property that tells the events apart that webhooks deliver; its values are the names of the contract's `webhooks`.
EVENT_DISCRIMINATOR = "type"


@dataclass(frozen=True)
class Names:
    """The contract's `x-sdk` block: how everything that is generated is called. See it for what each name is."""

    title: str
    version: str
    client: str
    environment_prefix: str
    command: str
    key_placeholder: str
    python_distribution: str
    python_package: str
    javascript_package: str
    php_package: str
    php_client: str
    postman_collection: str
    environments: tuple[tuple[str, str], ...]  # (name, base URL); the first one is the default

    @property
    def base_url(self) -> str:
        """The base URL of the default environment."""
        return self.environments[0][1]

    @property
    def key_variable(self) -> str:
        """The environment variable that holds the API key."""
        return f"{self.environment_prefix}_API_KEY"

    @property
    def url_variable(self) -> str:
        """The environment variable that holds the base URL."""
        return f"{self.environment_prefix}_BASE_URL"

    @property
    def webhook_variable(self) -> str:
        """The environment variable that holds the secret of a webhook."""
        return f"{self.environment_prefix}_WEBHOOK_SECRET"


@dataclass(frozen=True)
class WebhookEvent:
    """An event that a webhook delivers, from the contract's `webhooks`."""

    name: str  # deployment.completed
    summary: str
    description: str
    type: Type
    examples: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Model:
    """Everything that a generator knows."""

    names: Names
    info: Mapping[str, Any]
    servers: tuple[Mapping[str, Any], ...]
    tags: tuple[tuple[str, str], ...]  # (name, description)
    resources: tuple[Resource, ...]  # the top of the tree
    operations: tuple[Operation, ...]
    schemas: Mapping[str, Schema]
    webhooks: tuple[WebhookEvent, ...]
    document: Mapping[str, Any]
    digest: str  # SHA-256 of the file, in hexadecimal

    def all_resources(self) -> Iterator[Resource]:
        """Every resource, children before their parents."""
        for resource in self.resources:
            yield from resource.walk()

    def operation(self, identifier: str) -> Operation:
        """The operation with this operationId; KeyError when there is none."""
        return {each.id: each for each in self.operations}[identifier]


def load(path: Path = SPEC) -> Model:
    """The model of a file. Raises SpecError, which says what to write, when no client can be made from it."""
    return read(path.read_bytes())


def read(content: bytes) -> Model:
    """The model of a file's content."""
    document = yaml.safe_load(content)
    types = Types(document)
    operations = tuple(
        _operation(types, path, method)
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    )
    twice = {each.id for each in operations if [other.id for other in operations].count(each.id) > 1}
    if twice:
        raise SpecError(f"more than one operation has the operationId {', '.join(sorted(twice))}")
    descriptions = {tag["name"]: text(tag) for tag in document.get("tags", ())}
    return Model(
        names=_names(document),
        info=document["info"],
        servers=tuple(document.get("servers", ())),
        tags=tuple(descriptions.items()),
        resources=_resources(operations, (), descriptions),
        operations=operations,
        schemas={schema.name: schema for schema in types.schemas()},
        webhooks=tuple(_webhook(types, name, item) for name, item in document.get("webhooks", {}).items()),
        document=document,
        digest=hashlib.sha256(content).hexdigest(),
    )


def _names(document: Mapping[str, Any]) -> Names:
    block = document.get("x-sdk")
    if not block:
        raise SpecError("the contract has no x-sdk block: it says how the SDKs are called")
    try:
        return Names(
            title=document["info"]["title"],
            version=str(block["version"]),
            client=block["client"],
            environment_prefix=block["environment_prefix"],
            command=block["command"],
            key_placeholder=block["key_placeholder"],
            python_distribution=block["python"]["distribution"],
            python_package=block["python"]["package"],
            javascript_package=block["javascript"]["package"],
            php_package=block["php"]["package"],
            php_client=block["php"]["client"],
            postman_collection=block["postman"]["collection"],
            environments=tuple((name, url.rstrip("/")) for name, url in block["environments"].items()),
        )
    except KeyError as missing:
        raise SpecError(f"the x-sdk block lacks {missing}") from None


def _operation(types: Types, path: str, method: str) -> Operation:
    item = types.document["paths"][path]
    node = item[method]
    identifier = node.get("operationId")
    if not identifier or "." not in identifier:
        raise SpecError(
            f"{method.upper()} {path} needs an operationId like `projects.list`: it is the path in the SDKs"
        )
    *resource, name = identifier.split(".")
    listed = [types.resolve(each) for each in (*item.get("parameters", ()), *node.get("parameters", ()))]
    parameters = [_parameter(types, each, path) for each in {(e["in"], e["name"]): e for e in listed}.values()]
    by_place = {place: tuple(p for p in parameters if p.location == place) for place in ("path", "query", "header")}
    in_path = {parameter.name: parameter for parameter in by_place["path"]}
    order = [each.partition("}")[0] for each in path.split("{")[1:]]
    if set(order) != set(in_path):
        raise SpecError(f"{identifier}: the path {path} and its declared path parameters {sorted(in_path)} differ")
    is_key = "Idempotency-Key".casefold()
    security = node.get("security", types.document.get("security", []))
    return Operation(
        id=identifier,
        resource=tuple(resource),
        name=name,
        tag=node["tags"][0],
        method=method.upper(),
        path=path,
        summary=str(node.get("summary", "")).strip(),
        description=text(node),
        path_parameters=tuple(in_path[each] for each in order),
        query=by_place["query"],
        headers=tuple(each for each in by_place["header"] if each.name.casefold() != is_key),
        body=_body(types, node),
        result=_result(types, identifier, node),
        errors=tuple(_errors(types, node)),
        links=tuple(_links(types, node)),
        is_public=not security or {} in security,
        permission=next((scope for each in security for scopes in each.values() for scope in scopes), None),
        idempotency_key=any(each.name.casefold() == is_key for each in by_place["header"]),
        waits=next((each.name for each in by_place["query"] if each.type.name == WAITING), None),
        deprecated=bool(node.get("deprecated", False)),
    )


def _parameter(types: Types, node: Mapping[str, Any], path: str) -> Parameter:
    found = types.field(node["name"], node.get("schema", {}), bool(node.get("required", False)))
    argument = snake(found.name)
    if node["in"] == "path" and argument == "id":
        # `/projects/{id}`: the schema says what it is an ID of; where it does not, the segment before it does.
        named = found.type.name or ""
        before = path.partition("{" + found.name + "}")[0].rstrip("/").rpartition("/")[2]
        argument = snake(named) if words(named)[-1:] == ["id"] else f"{singular(snake(before))}_id"
    values = {**vars(found), "description": text(node) or found.description}
    values["example"] = node.get("example", found.example)
    values["deprecated"] = bool(node.get("deprecated", False))
    return Parameter(**values, location=node["in"], argument=argument)


def _examples(media: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, each["value"]) for name, each in media.get("examples", {}).items() if "value" in each)


def _body(types: Types, node: Mapping[str, Any]) -> Body | None:
    if "requestBody" not in node:
        return None
    body = types.resolve(node["requestBody"])
    media = body.get("content", {}).get(JSON)
    schema = types.type(media["schema"]).name if media else None
    return Body(
        required=bool(body.get("required", False)),
        schema=schema,
        fields=types.fields(media["schema"]) if media else (),
        media_types=tuple(body["content"]),
        examples=_examples(media) if media else (),
    )


def _result(types: Types, identifier: str, node: Mapping[str, Any]) -> Result:
    status, response = next(
        ((code, types.resolve(each)) for code, each in node["responses"].items() if str(code).startswith("2")), (0, {})
    )
    if not status:
        raise SpecError(f"{identifier} declares no success status")
    content = response.get("content", {})
    media = content.get(JSON)
    if media is None:
        return Result("raw", int(status), None, Type("binary"), False, tuple(content), (), text(response))
    whole = types.type(media["schema"])
    fields = {each.name: each for each in types.fields(media["schema"])}
    data = fields["data"].type if "data" in fields else whole
    kind: Any = "object"
    if data.kind == "array" and data.items is not None:
        kind = "page" if "pagination" in fields else "cursor" if "cursor" in fields else "list"
        data = data.items
    elif data.name and {each.name for each in types.schema(data.name).fields} == {"id", "deleted"}:
        kind = "deleted"
    return Result(
        kind, int(status), whole.name, data, "data" in fields, tuple(content), _examples(media), text(response)
    )


def _errors(types: Types, node: Mapping[str, Any]) -> Iterator[ErrorAnswer]:
    for status, reference in node["responses"].items():
        if not str(status).startswith(("4", "5")):
            continue
        response = types.resolve(reference)
        shown = _examples(response.get("content", {}).get(JSON, {}))
        name = reference.get("$ref", f"Status{status}").rsplit("/", 1)[-1]
        headers = tuple(response.get("headers", {}))
        yield ErrorAnswer(int(status), name, text(response), shown[0][1] if shown else None, headers)


def _links(types: Types, node: Mapping[str, Any]) -> Iterator[Link]:
    for status, response in node["responses"].items():
        if str(status).startswith("2"):
            for name, link in types.resolve(response).get("links", {}).items():
                link = types.resolve(link)
                yield Link(name, link["operationId"], tuple(link.get("parameters", {}).items()), text(link))


def _resources(
    operations: tuple[Operation, ...], above: tuple[str, ...], descriptions: Mapping[str, str]
) -> tuple[Resource, ...]:
    depth = len(above)
    inside = [each for each in operations if each.resource[:depth] == above and len(each.resource) > depth]
    names = dict.fromkeys(each.resource[depth] for each in inside)
    return tuple(
        Resource(
            path=(*above, name),
            description="" if above else next(descriptions.get(e.tag, "") for e in inside if e.resource[depth] == name),
            operations=tuple(each for each in inside if each.resource == (*above, name)),
            children=_resources(operations, (*above, name), descriptions),
        )
        for name in names
    )


def _webhook(types: Types, name: str, item: Mapping[str, Any]) -> WebhookEvent:
    node = item["post"]
    media = types.resolve(node["requestBody"])["content"][JSON]
    return WebhookEvent(name, str(node.get("summary", "")), text(node), types.type(media["schema"]), _examples(media))
