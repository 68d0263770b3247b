"""Builds the PHP package: classes, README, changelog, licence and composer.json."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.sdk import client_files
from scripts.sdk.arguments import arguments, path_arguments, wire_names, with_helpers
from scripts.sdk.client_files import copy, paragraphs, sentence, usual_errors, write
from scripts.sdk.model import EVENT_DISCRIMINATOR, Model, Operation, Resource, load
from scripts.sdk.php import docblocks, readme
from scripts.sdk.php.docblocks import answered, class_name, literal, model_of
from scripts.sdk.types import Schema, Type
from scripts.sdk.words import camel, pascal

OUTPUT = "generated_clients/php"
HOME = Path(__file__).parent / "sdk" / "php"
# Helpers that are worth having even where the contract has no operation beside them.
ALWAYS = ("webhooks",)


def build(spec: Path, output: Path) -> None:
    """Write the package for the contract `spec` into the empty folder `output`."""
    model = load(spec)
    namespace, _, client = model.names.php_client.rpartition("\\")
    resources = with_helpers(model, ALWAYS)
    every = [each for top in resources for each in top.walk()]
    helped = [each.name for each in every if is_helped(each.path)]
    source = output / "src"
    render = client_files.environment(HOME / "templates", filters()).get_template
    context: dict[str, Any] = {
        "names": model.names,
        "info": model.info,
        "namespace": namespace,
        "client": client,
        "model": model,
        "resources": resources,
        "usual": usual_errors(model),
        "options_type": docblocks.OPTIONS,
    }

    def renamed(text: str) -> str:
        return re.sub(r"\bYourApp\b", lambda _: namespace, text)

    copy(HOME / "runtime", source, renamed)
    for helper in helped:
        copy(HOME / "helpers" / helper, source, renamed)
    write(source / f"{client}.php", render("ApiClient.php.j2").render(context))
    events = {each.name: class_name(each.type.name or "") for each in model.webhooks if each.type.kind == "model"}
    own: dict[str, Any] = {"events": events, "discriminator": EVENT_DISCRIMINATOR}
    write(source / "WebhookEvent.php", render("WebhookEvent.php.j2").render(context, **own))
    write(source / "Sdk.php", render("Sdk.php.j2").render(context))
    for resource in every:
        name = operations_class(resource.path)
        own = {"resource": resource, "class_name": name}
        own |= {"helped": is_helped(resource.path), "uses": uses(model, resource)}
        write(source / "Resources" / f"{name}.php", render("Resource.php.j2").render(context, **own))
    for schema in classes(model):
        held = {each.name: item for each in schema.fields if (item := model_of(model, _item(each.type)))}
        own = {"schema": schema, "held": held, "comment": model_comment(model, schema)}
        own["base"] = "WebhookEvent" if class_name(schema.name) in events.values() else "Model"
        write(source / "Models" / f"{class_name(schema.name)}.php", render("Model.php.j2").render(context, **own))
    write_package(output, model, namespace)
    write(output / "README.md", readme.readme(model, helped))
    client_files.write_licence(output)
    client_files.write_changelog(output, spec, model.names.php_package, model.names.version)


def is_helped(path: tuple[str, ...]) -> bool:
    """Whether a resource has a hand-written part."""
    return len(path) == 1 and (HOME / "helpers" / path[0]).is_dir()


def resource_class(path: tuple[str, ...]) -> str:
    """The class of a resource that the client gives: `TeamsMembersResource`."""
    return f"{''.join(map(pascal, path))}Resource"


def operations_class(path: tuple[str, ...]) -> str:
    """The class that is generated for a resource: the one of the client, or what its hand-written part builds on."""
    return f"{''.join(map(pascal, path))}Operations" if is_helped(path) else resource_class(path)


def resource_doc(resource: Resource, indent: int = 0) -> str:
    """The comment of a resource."""
    return docblocks.doc(paragraphs(resource.description), indent)


def _item(wanted: Type) -> Type:
    """What a list holds; any other type itself."""
    return wanted.items if wanted.kind == "array" and wanted.items else wanted


def classes(model: Model) -> list[Schema]:
    """The named schemas that become classes: what answers hold, and every enum."""
    found: dict[str, None] = {}
    todo = [each.result.type for each in model.operations] + [each.type for each in model.webhooks]
    todo += [each.type for operation in model.operations for each in arguments(operation) if each.type.kind == "enum"]
    while todo:
        at = todo.pop()
        todo += [*at.members, *filter(None, [at.items])]
        if at.name and at.name not in found:
            found[at.name] = None
            todo += [each.type for each in model.schemas[at.name].fields]
            todo += [Type("model", name=name) for _, name in at.tags]
    kinds = ("model", "enum")
    return [
        schema
        for name, schema in model.schemas.items()
        if name in found and (schema.type.kind in kinds or (schema.type.kind == "union" and schema.type.discriminator))
    ]


def model_comment(model: Model, schema: Schema) -> str:
    """The comment of a model's class."""
    lines = paragraphs(schema.description)
    if schema.type.kind == "enum":
        lines += ["", "The values that this version knows; expect others in time."]
    properties = [docblocks.property_line(model, each) for each in schema.fields]
    if schema.type.kind == "union":
        properties = [f"@property-read string ${schema.type.discriminator}"]
    return docblocks.doc([*lines, *([""] if lines and properties else []), *properties])


def operation_doc(operation: Operation, model: Model, usual: frozenset[int]) -> str:
    """The comment of an operation's method. Errors that every operation may answer are not told of each."""
    lines = [operation.summary.rstrip(".") + ".", "", *paragraphs(operation.description), ""]
    permission = f", needs `{operation.permission}`" if operation.permission else ""
    lines += [f"`{operation.method} {operation.path}`{permission}", ""]
    for name, parameter in zip(path_arguments(operation), operation.path_parameters, strict=True):
        lines.append(f"@param string ${name} {sentence(parameter.description)}")
    shape = docblocks.shape(model, arguments(operation))
    lines.append(f"@param {shape}{'|Upload' if takes_upload(operation) else ''} $params")
    lines += [f"@param {docblocks.OPTIONS} $options", ""]
    item = answered(model, operation.result.type)
    match operation.result.kind:
        case "page":
            lines += [f"@return Page<{item}>", ""]
        case "cursor":
            lines += [f"@return CursorPage<{item}>", ""]
        case "list":
            lines += [f"@return list<{item}>", ""]
        case "raw":
            lines += ["@return string the bytes of the answer", ""]
        case _ if model_of(model, operation.result.type) is None:
            lines += ["@return array<string, mixed>", ""]
    lines += [
        f"@throws \\{exception(model, each.status)} {each.status}: {sentence(each.description)}"
        for each in operation.errors
        if each.status not in usual
    ]
    if operation.deprecated:
        lines += ["", "@deprecated"]
    return docblocks.doc(lines, 4)


def exception(model: Model, status: int) -> str:
    """The full name of the exception for a status."""
    table = (HOME / "runtime" / "Exceptions" / "StatusException.php").read_text(encoding="utf-8")
    known = {int(code): name for code, name in re.findall(r"(\d{3}) => (\w+)::class", table)}
    name = known.get(status, "ServerException" if status >= 500 else "StatusException")
    return f"{model.names.php_client.rpartition(chr(92))[0]}\\Exceptions\\{name}"


def takes_upload(operation: Operation) -> bool:
    """Whether an operation takes a body that is not JSON."""
    return bool(operation.body and operation.body.binary)


def params_signature(operation: Operation) -> str:
    """The declaration of `$params`, which may be left out where nothing is required."""
    required = any(each.required for each in (*operation.query, *operation.headers))
    required = required or bool(operation.body and operation.body.required)
    return f"array{'|Upload' if takes_upload(operation) else ''} $params{'' if required else ' = []'}"


def result_type(operation: Operation, model: Model) -> str:
    """What a method answers, in PHP's own types."""
    match operation.result.kind:
        case "page":
            return "Page"
        case "cursor":
            return "CursorPage"
        case "list":
            return "array"
        case "raw":
            return "string"
        case _:
            # A union answers one of its members, which are no subclasses of it.
            held = model_of(model, operation.result.type)
            return "array" if held is None else "Model" if operation.result.type.kind == "union" else held


def result_code(operation: Operation, model: Model) -> str:
    """The statement that sends an operation and makes its result."""
    path = ", ".join(f"${name}" for name in path_arguments(operation))
    call = f"self::operation({literal(camel(operation.name))}), [{path}], $params, $options"
    held = model_of(model, operation.result.type)
    get = "data" if operation.result.wrapped else "call"
    match operation.result.kind:
        case "page" | "cursor" | "list" if held is not None:
            method = {"page": "page", "cursor": "cursorPage", "list": "list"}[operation.result.kind]
            code = f"$this->transport->{method}({held}::class, {call})"
        case "raw":
            code = f"$this->transport->send({call})->body"
        case "page" | "cursor" as kind:
            method = {"page": "page", "cursor": "cursorPage"}[kind]
            code = f"$this->transport->{method}(Model::class, {call})"
        case "list":
            code = f"array_values($this->transport->data({call})[0])"
        case _ if held is not None:
            code = f"{held}::of(...$this->transport->{get}({call}))"
        case _:
            code = f"$this->transport->{get}({call})[0]"
    return f"        return {code};"


def operation_arguments(operation: Operation) -> str:
    """What the operation's description is made of."""
    parts = [literal(operation.id), literal(operation.method), literal(re.split(r"\{[^}]+\}", operation.path))]
    if operation.query:
        parts.append(f"query: {literal(wire_names(operation, 'query'))}")
    if operation.headers:
        parts.append(f"headers: {literal(wire_names(operation, 'header'))}")
    if operation.body and "application/json" in operation.body.media_types:
        parts.append("json: true")
    if operation.body and operation.body.required:
        parts.append("bodyRequired: true")
    if operation.body and operation.body.binary:
        parts.append(f"uploads: {literal(operation.body.binary)}")
    if operation.idempotency_key:
        parts.append("idempotencyKey: true")
    if operation.is_public:
        parts.append("public: true")
    if operation.waits:
        parts.append(f"waits: {literal(operation.waits)}")
    if (wanted := client_files.accept(operation)) != "application/json":
        parts.append(f"accept: {literal(wanted)}")
    return ", ".join(parts)


def uses(model: Model, resource: Resource) -> list[str]:
    """What a resource's file imports, below the namespace."""
    found = {"ApiResource"} | ({"Operation"} if resource.operations else set())
    for operation in resource.operations:
        held = model_of(model, operation.result.type)
        # Its documentation names every member of a union.
        named = answered(model, operation.result.type).removesuffix("|null").split("|") if held else []
        found |= {f"Models\\{name}" for name in named}
        found |= {"page": {"Page"}, "cursor": {"CursorPage"}}.get(operation.result.kind, set())
        if (held is None and operation.result.kind in ("page", "cursor")) or operation.result.type.kind == "union":
            found.add("Model")
        if takes_upload(operation):
            found.add("Upload")
    return sorted(found)


def filters() -> dict[str, Callable[..., Any]]:
    """What the templates can do."""
    here: list[Callable[..., Any]] = [
        *(resource_class, resource_doc, operation_doc, operation_arguments),
        *(params_signature, result_type, result_code),
    ]
    there: list[Callable[..., Any]] = [literal, class_name, path_arguments, docblocks.constants, camel]
    return {each.__name__: each for each in [*here, *there]}


def write_package(output: Path, model: Model, namespace: str) -> None:
    """composer.json"""
    info = model.info
    package = {
        "name": model.names.php_package,
        "version": model.names.version,
        "description": f"{info['title']}: {info.get('summary', '')}".rstrip(": "),
        "type": "library",
        "license": info.get("license", {}).get("identifier", "MIT"),
        "authors": [{"name": info["contact"]["name"], "email": info["contact"]["email"]}],
        "keywords": ["api", "client", "sdk", "deployment"],
        "require": {"php": ">=8.2", "ext-json": "*"},
        "suggest": {
            "ext-curl": "Sends the requests, unless you pass a PSR-18 client",
            "psr/http-client": "Sends the requests through a client of yours (PSR-18, with PSR-17 factories)",
        },
        "autoload": {"psr-4": {f"{namespace}\\": "src/"}},
    }
    write(output / "composer.json", json.dumps(package, indent=4, ensure_ascii=False))
