"""Every change to the contract that means something, one small change each, in a stable order with a readable name.

Descriptions, summaries, titles and examples are left alone: they promise nothing that a program could break.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from server.edge.contract import METHODS, Contract

Path = tuple[str | int, ...]
Change = Callable[[Any], Any]


class _Gone:
    """In place of a value: remove it."""


GONE = _Gone()
BOUNDS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
OTHER_TYPE = {
    "string": "integer",
    "integer": "string",
    "boolean": "string",
    "number": "string",
    "object": "array",
    "array": "object",
}


@dataclass(frozen=True)
class Mutant:
    """One change: the values that some places of the document have instead."""

    name: str
    edits: tuple[tuple[Path, Any], ...]

    @property
    def kind(self) -> str:
        """Changes of one kind are found by the same tests: the part of the document, and the keyword that changes."""
        path, _ = self.edits[0]
        part = path[:2] if path[0] == "components" else path[:1]
        return "/".join(map(str, (*part, path[-1])))

    def changed(self, document: dict[str, Any]) -> dict[str, Any]:
        """The document with this change; the one that is given stays as it is."""
        for path, value in self.edits:
            document = _changed(document, path, value)
        return document

    def apply(self, contract: Contract) -> Contract:
        """The contract with this change; the file's bytes are JSON, which is YAML too."""
        document = self.changed(contract.document)
        raw = json.dumps(document).encode()
        return Contract(raw, raw, contract.digest, document)


def _changed(node: Any, path: Path, value: Any) -> Any:
    """The same document with another value at this place. Only what leads there is copied, which is 100 times less."""
    copied: Any = dict(node) if isinstance(node, dict) else list(node)
    first, *rest = path
    if rest:
        copied[first] = _changed(copied[first], tuple(rest), value)
    elif value is GONE:
        del copied[first]
    else:
        copied[first] = value
    return copied


def spread(mutants: Sequence[Mutant], seed: int) -> list[Mutant]:
    """In an order of which each beginning is a fair sample: of every kind its share, within a kind by lot."""
    lot = random.Random(seed)
    kinds: dict[str, list[Mutant]] = defaultdict(list)
    for each in mutants:
        kinds[each.kind].append(each)
    places: list[tuple[float, Mutant]] = []
    for those in kinds.values():
        lot.shuffle(those)
        start = lot.random()
        places += [((number + start) / len(those), each) for number, each in enumerate(those)]
    return [each for _, each in sorted(places, key=lambda place: (place[0], place[1].name))]


def mutants(contract: Contract) -> list[Mutant]:
    """All of them."""
    document = contract.document
    found = [
        *_document(document),
        *(each for name, node in document["components"]["schemas"].items() for each in _schema(document, name, node)),
        *(each for name, node in document["components"]["parameters"].items() for each in _parameter(name, node)),
        *(each for name, node in document["components"]["headers"].items() for each in _header(name, node)),
        *(each for name, node in document["components"]["responses"].items() for each in _response(name, node)),
        *(each for path, item in document["paths"].items() for each in _path(document, path, item)),
        *(each for name, item in document["webhooks"].items() for each in _webhook(document, name, item["post"])),
    ]
    names = [each.name for each in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    assert not twice, f"two mutants have one name: {twice[:5]}"
    return found


def _one(name: str, path: Sequence[str | int], value: Any) -> Mutant:
    return Mutant(name, ((tuple(path), value),))


def _renamed(node: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if key == old else key: value for key, value in node.items()}


# ------------------------------------------------------------------------------------------------- the document


def _document(document: dict[str, Any]) -> Iterator[Mutant]:
    yield _one("info.version 1.0.0 → 2.0.0", ("info", "version"), "2.0.0")
    for number, server in enumerate(document["servers"]):
        yield _one(f"servers[{number}].url changed", ("servers", number, "url"), server["url"].replace("/v1", "/v2"))
        rest = [each for each in document["servers"] if each is not server]
        yield _one(f"servers[{number}] dropped", ("servers",), rest)
    for number, tag in enumerate(document["tags"]):
        yield _one(f"tags.{tag['name']} renamed", ("tags", number, "name"), tag["name"] + "s")
        yield _one(f"tags.{tag['name']} dropped", ("tags",), [each for each in document["tags"] if each is not tag])
    yield from _names(document["x-sdk"], ("x-sdk",))
    scheme = ("components", "securitySchemes", "apiKey")
    yield _one("securitySchemes.apiKey.scheme bearer → basic", (*scheme, "scheme"), "basic")
    yield _one("securitySchemes.apiKey.type http → apiKey", (*scheme, "type"), "apiKey")
    yield _one("security for the whole document added", ("security",), [{"apiKey": ["projects:read"]}])


def _names(node: dict[str, Any], path: Path) -> Iterator[Mutant]:
    """What clients are called and where they go."""
    for key, each in node.items():
        inner = (*path, key)
        if isinstance(each, dict):
            yield from _names(each, inner)
        else:
            yield _one(f"{'.'.join(map(str, inner))}: {each} → {each}x", inner, f"{each}x")


# ------------------------------------------------------------------------------------------------------ schemas


def _schema(document: dict[str, Any], name: str, node: dict[str, Any]) -> Iterator[Mutant]:
    yield from _node(document, f"schemas.{name}", ("components", "schemas", name), node)


def _node(document: dict[str, Any], name: str, path: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    yield from _type(name, path, node)
    yield from _bounds(name, path, node)
    yield from _words(name, path, node)
    yield from _object(document, name, path, node)
    if "$ref" in node:
        yield from _reference(document, name, path, node)
    if "default" in node:
        yield _one(f"{name}: default {node['default']} dropped", (*path, "default"), GONE)
        yield _one(f"{name}: default {node['default']} → another", (*path, "default"), _other_default(document, node))
    if "oneOf" in node:
        yield from _one_of(name, path, node)
    if isinstance(node.get("items"), dict):
        yield from _node(document, f"{name}.items", (*path, "items"), node["items"])
        yield _one(f"{name}: items dropped", (*path, "items"), GONE)


def _other_default(document: dict[str, Any], node: dict[str, Any]) -> Any:
    default = node["default"]
    if isinstance(default, bool):
        return not default
    if isinstance(default, int):
        return default + 1
    schemas = document["components"]["schemas"]
    meant = schemas[node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    listed = isinstance(default, list)
    if listed:
        meant = schemas[meant["items"]["$ref"].rpartition("/")[2]]
    word = next(each for each in meant["enum"] if each != (default[0] if listed else default))
    return [word] if listed else word


def _type(name: str, path: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    kind = node.get("type")
    if kind is None:
        return
    kinds = [kind] if isinstance(kind, str) else kind
    main = next(each for each in kinds if each != "null")
    yield _one(f"{name}: type {main} dropped", (*path, "type"), GONE)
    yield _one(f"{name}: type {main} → {OTHER_TYPE[main]}", (*path, "type"), OTHER_TYPE[main])
    if len(kinds) == 1:
        if "const" not in node and "enum" not in node:
            yield _one(f"{name}: nullable on", (*path, "type"), [main, "null"])
    else:
        yield _one(f"{name}: nullable off", (*path, "type"), main)
    if main == "integer":
        yield _one(f"{name}: type integer widened to number", (*path, "type"), ["number", *kinds[1:]])
    elif "const" not in node and "enum" not in node:
        wider = "boolean" if main != "boolean" else "string"
        yield _one(f"{name}: type {main} widened by {wider}", (*path, "type"), [*kinds, wider])


def _bounds(name: str, path: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    for keyword in BOUNDS:
        if keyword in node:
            value = node[keyword]
            yield _one(f"{name}: {keyword} {value} → {value + 1}", (*path, keyword), value + 1)
            yield _one(f"{name}: {keyword} {value} → {value - 1}", (*path, keyword), value - 1)
            yield _one(f"{name}: {keyword} {value} dropped", (*path, keyword), GONE)
    if node.get("type") == "string" and not {"maxLength", "enum", "const", "format", "pattern"} & node.keys():
        yield _one(f"{name}: maxLength 8 added", (*path, "maxLength"), 8)


def _words(name: str, path: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    if "pattern" in node:
        pattern: str = node["pattern"]
        yield _one(f"{name}: pattern dropped", (*path, "pattern"), GONE)
        if pattern.startswith("^"):
            yield _one(f"{name}: pattern without its start", (*path, "pattern"), pattern[1:])
        if pattern.endswith("$"):
            yield _one(f"{name}: pattern without its end", (*path, "pattern"), pattern[:-1])
        for old, new in (("0-9", "1-9"), ("a-z", "a-y"), ("{3,32}", "{3,}"), ("{3,32}", "{2,32}"), ("!-~", "!-}")):
            if old in pattern:
                yield _one(f"{name}: pattern {old} → {new}", (*path, "pattern"), pattern.replace(old, new, 1))
    if "format" in node:
        yield _one(f"{name}: format {node['format']} dropped", (*path, "format"), GONE)
        other = "date" if node["format"] == "date-time" else "date-time"
        yield _one(f"{name}: format {node['format']} → {other}", (*path, "format"), other)
    if "const" in node:
        other_value = (not node["const"]) if isinstance(node["const"], bool) else node["const"] + "s"
        yield _one(f"{name}: const {node['const']} dropped", (*path, "const"), GONE)
        yield _one(f"{name}: const {node['const']} → {other_value}", (*path, "const"), other_value)
    if "enum" in node:
        words = node["enum"]
        yield _one(f"{name}: enum dropped", (*path, "enum"), GONE)
        yield _one(f"{name}: enum other added", (*path, "enum"), [*words, "other"])
        for word in words:
            if len(words) > 1:
                yield _one(f"{name}: enum {word} dropped", (*path, "enum"), [each for each in words if each != word])
            swapped = [f"{each}_" if each == word else each for each in words]
            yield _one(f"{name}: enum {word} → {word}_", (*path, "enum"), swapped)


def _object(document: dict[str, Any], name: str, path: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    properties = node.get("properties", {})
    required: list[str] = node.get("required", [])
    for key, each in properties.items():
        inner = f"{name}.{key}"
        less = {other: value for other, value in properties.items() if other != key}
        without = [other for other in required if other != key]
        drop: list[tuple[Path, Any]] = [((*path, "properties"), less)]
        rename: list[tuple[Path, Any]] = [((*path, "properties"), _renamed(properties, key, f"{key}_"))]
        if key in required:
            drop.append(((*path, "required"), without))
            rename.append(((*path, "required"), [f"{key}_" if other == key else other for other in required]))
            yield _one(f"{inner}: required removed", (*path, "required"), without)
        elif not (len(properties) == 1 and node.get("minProperties")):  # the only one there can be is required already
            yield _one(f"{inner}: required added", (*path, "required"), [*required, key])
        yield Mutant(f"{inner}: dropped", tuple(drop))
        yield Mutant(f"{inner}: renamed to {key}_", tuple(rename))
        yield from _node(document, inner, (*path, "properties", key), each)
    if properties:
        more = {**properties, "extra": {"type": "string"}}
        yield _one(f"{name}.extra: added", (*path, "properties"), more)
        if "additionalProperties" in node:
            yield _one(f"{name}: additionalProperties false → true", (*path, "additionalProperties"), True)
        else:
            yield _one(f"{name}: additionalProperties false added", (*path, "additionalProperties"), False)
    elif isinstance(node.get("additionalProperties"), dict):
        yield _one(f"{name}: additionalProperties dropped", (*path, "additionalProperties"), GONE)


def _reference(document: dict[str, Any], name: str, path: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    """Another schema of the same kind in place of the one that is meant."""
    schemas = document["components"]["schemas"]
    meant = node["$ref"].rpartition("/")[2]
    yield _one(f"{name}: {meant} → anything", (*path, "$ref"), GONE)
    others = [key for key, each in schemas.items() if each.get("type") == schemas[meant].get("type") and key != meant]
    if others:
        other = others[len(name) % len(others)]
        yield _one(f"{name}: {meant} → {other}", (*path, "$ref"), f"#/components/schemas/{other}")


def _one_of(name: str, path: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    mapping = node["discriminator"]["mapping"]
    place: Path = (*path, "discriminator")
    yield _one(f"{name}: discriminator type → kind", (*place, "propertyName"), "kind")
    for number, (kind, target) in enumerate(mapping.items()):
        less = [each for each in node["oneOf"] if each["$ref"] != target]
        others = {key: value for key, value in mapping.items() if key != kind}
        yield _one(f"{name}: oneOf {kind} dropped", (*path, "oneOf"), less)
        yield _one(f"{name}: mapping {kind} dropped", (*place, "mapping"), others)
        yield _one(f"{name}: mapping {kind} renamed", (*place, "mapping"), _renamed(mapping, kind, f"{kind}s"))
        wrong = list(mapping.values())[(number + 1) % len(mapping)]
        yield _one(f"{name}: mapping {kind} → another", (*place, "mapping", kind), wrong)


# ------------------------------------------------------------------------- parameters, headers, shared responses


def _parameter(name: str, node: dict[str, Any]) -> Iterator[Mutant]:
    yield from _one_parameter(f"parameters.{name}", ("components", "parameters", name), node)


def _one_parameter(name: str, path: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    if node["in"] != "path":  # without its path parameter a document is not one, and no server starts on it
        yield _one(f"{name}: renamed to {node['name']}s", (*path, "name"), node["name"] + "s")
        other = "header" if node["in"] == "query" else "query"
        yield _one(f"{name}: in {node['in']} → {other}", (*path, "in"), other)
    required = node.get("required", False)
    yield _one(f"{name}: required {required} → {not required}", (*path, "required"), not required)
    yield _one(f"{name}: any text", (*path, "schema"), {"type": "string"})


def _header(name: str, node: dict[str, Any]) -> Iterator[Mutant]:
    path: Path = ("components", "headers", name)
    required = node.get("required", False)
    yield _one(f"headers.{name}: required {required} → {not required}", (*path, "required"), not required)
    yield _one(f"headers.{name}: schema a number", (*path, "schema"), {"type": "integer"})


def _response(name: str, node: dict[str, Any]) -> Iterator[Mutant]:
    yield from _answer(f"responses.{name}", ("components", "responses", name), node)


def _answer(name: str, path: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    headers = node.get("headers", {})
    for header in headers:
        yield _one(f"{name}: header {header} dropped", (*path, "headers", header), GONE)
        yield _one(f"{name}: header {header} renamed", (*path, "headers"), _renamed(headers, header, f"{header}-2"))
    extra = {"$ref": "#/components/headers/WWW-Authenticate"}
    if "WWW-Authenticate" not in headers:
        yield _one(f"{name}: header WWW-Authenticate added", (*path, "headers", "WWW-Authenticate"), extra)
    content = node["content"]
    for media_type in content:
        place: Path = (*path, "content")
        yield _one(f"{name}: {media_type} dropped", (*place, media_type), GONE)
        yield _one(f"{name}: {media_type} renamed", place, _renamed(content, media_type, f"{media_type}2"))
        meant = content[media_type]["schema"]["$ref"].rpartition("/")[2]
        other = "Health" if meant != "Health" else "Token"
        schema = {"$ref": f"#/components/schemas/{other}"}
        yield _one(f"{name}: {media_type} {meant} → {other}", (*place, media_type, "schema"), schema)
        yield _one(f"{name}: {media_type} {meant} → anything", (*place, media_type, "schema"), {})
    more = {**content, "application/xml": next(iter(content.values()))}
    yield _one(f"{name}: application/xml added", (*path, "content"), more)


# --------------------------------------------------------------------------------------------------- operations


def _path(document: dict[str, Any], path: str, item: dict[str, Any]) -> Iterator[Mutant]:
    paths = document["paths"]
    yield _one(f"paths.{path} dropped", ("paths", path), GONE)
    yield _one(f"paths.{path} renamed", ("paths",), _renamed(paths, path, path.replace("/", "/x", 1)))
    for method in METHODS:
        if method in item:
            yield from _operation(document, path, method, item)


def _webhook(document: dict[str, Any], name: str, node: dict[str, Any]) -> Iterator[Mutant]:
    """What is sent: each kind of event is an entry of its own, with an operation that the receiver has."""
    shown, place = f"webhooks.{name}", ("webhooks", name, "post")
    yield _one(f"{shown}: dropped", ("webhooks", name), GONE)
    yield _one(f"{shown}: renamed", ("webhooks",), _renamed(document["webhooks"], name, name + "s"))
    yield _one(f"{shown}: tag changed", (*place, "tags"), ["webhooks"])
    yield _one(f"{shown}: needs a key", (*place, "security"), [{"apiKey": ["token:read"]}])
    for parameter in node["parameters"]:
        rest = [each for each in node["parameters"] if each is not parameter]
        yield _one(f"{shown}: {parameter['$ref'].rpartition('/')[2]} dropped", (*place, "parameters"), rest)
    yield _one(f"{shown}: body not required", (*place, "requestBody", "required"), False)
    other = "WebhookTestEvent" if name != "webhook.test" else "ProjectCreatedEvent"
    for media_type in node["requestBody"]["content"]:
        content: Path = (*place, "requestBody", "content", media_type)
        yield _one(f"{shown}: body another", (*content, "schema"), {"$ref": f"#/components/schemas/{other}"})
        yield _one(f"{shown}: body anything", (*content, "schema"), {})
    for status in node["responses"]:
        yield _one(f"{shown}: answer {status} → 200", (*place, "responses"), _renamed(node["responses"], status, "200"))


def _operation(document: dict[str, Any], path: str, method: str, item: dict[str, Any]) -> Iterator[Mutant]:
    node = item[method]
    name, place = node["operationId"], ("paths", path, method)
    yield _one(f"{name}: dropped", place, GONE)
    other_method = next(each for each in ("patch", "post") if each not in item)
    moved = _renamed(item, method, other_method)
    yield _one(f"{name}: method {method} → {other_method}", ("paths", path), moved)
    yield _one(f"{name}: operationId changed", (*place, "operationId"), name + "s")
    yield _one(f"{name}: tag changed", (*place, "tags"), ["health" if name[0] != "h" else "token"])
    yield from _security(name, place, node)
    for number, parameter in enumerate(node.get("parameters", [])):
        rest = [each for each in node["parameters"] if each is not parameter]
        shown = parameter.get("name") or parameter["$ref"].rpartition("/")[2]
        yield _one(f"{name}: parameter {shown} dropped", (*place, "parameters"), rest)
        if "name" in parameter:
            yield from _one_parameter(f"{name} {shown}", (*place, "parameters", number), parameter)
    extra = {"name": "extra", "in": "query", "schema": {"type": "string"}}
    yield _one(f"{name}: parameter extra added", (*place, "parameters"), [*node.get("parameters", []), extra])
    if "requestBody" in node:
        yield from _body(name, (*place, "requestBody"), node["requestBody"])
    yield from _responses(document, name, (*place, "responses"), node["responses"])


def _security(name: str, place: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    yield _one(f"{name}: security left out", (*place, "security"), GONE)
    if node["security"]:
        permission = node["security"][0]["apiKey"][0]
        yield _one(f"{name}: public", (*place, "security"), [])
        for other in ("token:read", "projects:read", "projects:write", "deployments:read", "deployments:write"):
            if other != permission:
                value = [{"apiKey": [other]}]
                yield _one(f"{name}: permission {permission} → {other}", (*place, "security"), value)
    else:
        yield _one(f"{name}: needs a key", (*place, "security"), [{"apiKey": ["token:read"]}])


def _body(name: str, place: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    required = node.get("required", False)
    yield _one(f"{name}: body required {required} → {not required}", (*place, "required"), not required)
    for media_type, media in node["content"].items():
        rest = {key: value for key, value in node["content"].items() if key != media_type}
        yield _one(f"{name}: body {media_type} dropped", (*place, "content"), rest)
        renamed = _renamed(node["content"], media_type, f"{media_type}2")
        yield _one(f"{name}: body {media_type} renamed", (*place, "content"), renamed)
        meant = media["schema"]["$ref"].rpartition("/")[2]
        other = {"$ref": f"#/components/schemas/{'Promotion' if meant != 'Promotion' else 'ProjectUpdate'}"}
        yield _one(f"{name}: body {media_type} another schema", (*place, "content", media_type, "schema"), other)
    more = {**node["content"], "text/csv": {"schema": {"$ref": "#/components/schemas/Archive"}}}
    yield _one(f"{name}: body text/csv added", (*place, "content"), more)


def _responses(document: dict[str, Any], name: str, place: Path, node: dict[str, Any]) -> Iterator[Mutant]:
    for status, response in node.items():
        yield _one(f"{name}: answer {status} dropped", (*place, status), GONE)
        other = {"200": "202", "201": "200", "409": "410"}.get(status)
        if other:
            yield _one(f"{name}: answer {status} → {other}", place, _renamed(node, status, other))
        if "$ref" in response:
            meant = response["$ref"].rpartition("/")[2]
            other_name = "Unauthorized" if meant != "Unauthorized" else "NotFound"
            value = {"$ref": f"#/components/responses/{other_name}"}
            yield _one(f"{name}: answer {status} {meant} → {other_name}", (*place, status), value)
        else:
            yield from _answer(f"{name} {status}", (*place, status), response)
            yield from _links(f"{name} {status}", (*place, status, "links"), response.get("links", {}))
    for status in ("409", "404", "410", "204"):
        if status not in node:
            value = {"$ref": "#/components/responses/Conflict"}
            yield _one(f"{name}: answer {status} added", (*place, status), value)


def _links(name: str, place: Path, links: dict[str, Any]) -> Iterator[Mutant]:
    for link, node in links.items():
        yield _one(f"{name} link {link}: dropped", (*place, link), GONE)
        yield _one(f"{name} link {link}: renamed", place, _renamed(links, link, link + "s"))
        target = "projects.list" if node["operationId"] != "projects.list" else "health.get"
        yield _one(f"{name} link {link}: to {target}", (*place, link, "operationId"), target)
        for parameter, expression in node.get("parameters", {}).items():
            inner: Path = (*place, link, "parameters", parameter)
            yield _one(f"{name} link {link}: parameter {parameter} dropped", inner, GONE)
            wrong = expression.replace("response.body#", "request.body#") + "s"
            yield _one(f"{name} link {link}: parameter {parameter} → another", inner, wrong)
