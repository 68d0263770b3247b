"""Builds the JavaScript package's source: TypeScript, its README, its changelog and its licence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.sdk import client_files
from scripts.sdk.arguments import arguments, path_arguments, wire_names, with_helpers
from scripts.sdk.client_files import copy, paragraphs, sentence, usual_errors, write
from scripts.sdk.javascript import readme, typescript
from scripts.sdk.javascript.typescript import TypeScript
from scripts.sdk.model import Model, Operation, Resource, load
from scripts.sdk.words import camel, kebab, pascal

OUTPUT = "generated_clients/javascript"
HOME = Path(__file__).parent / "sdk" / "javascript"
# Helpers that are worth having even where the contract has no operation beside them.
ALWAYS = ("webhooks",)
WIDTH = 120


def build(spec: Path, output: Path) -> None:
    """Write the package for the contract `spec` into the empty folder `output`."""
    model = load(spec)
    resources = with_helpers(model, ALWAYS)
    every = [each for top in resources for each in top.walk()]
    helped = [each.name for each in every if is_helped(each.path)]
    ts = TypeScript(model)
    render = client_files.environment(HOME / "templates", filters()).get_template
    context: dict[str, Any] = {
        "usual": usual_errors(model),
        "names": model.names,
        "info": model.info,
        "ts": ts,
        "resources": resources,
        "all_resources": every,
        "helpers": helped,
        "model": model,
    }
    source = output / "src"
    copy(HOME / "runtime", source / "runtime", lambda text: text.replace("YourAppClient", model.names.client))
    for name in ("types", "webhook-events", "sdk", "client", "index"):
        write(source / f"{name}.ts", render(f"{name}.ts.j2").render(context))
    for resource in every:
        context |= {
            "resource": resource,
            "class_name": operations_class(resource.path),
            "imports": ts.imports(resource.operations),
        }
        write(source / "resources" / f"{file_name(resource.path)}.ts", render("resource.ts.j2").render(context))
    place_helpers(source, helped)
    write_package(output, model)
    write(output / "README.md", readme.readme(model, helped))
    client_files.write_licence(output)
    client_files.write_changelog(output, spec, model.names.javascript_package, model.names.version)


def is_helped(path: tuple[str, ...]) -> bool:
    """Whether a resource has a hand-written part."""
    return len(path) == 1 and (HOME / "runtime" / "helpers" / f"{path[0]}.ts").exists()


def place_helpers(source: Path, helped: list[str]) -> None:
    """Move the hand-written parts of the resources that there are beside them; drop the others."""
    copied = source / "runtime" / "helpers"
    for path in sorted(copied.iterdir()):
        if path.stem in helped:
            write(source / "helpers" / path.name, path.read_text(encoding="utf-8"))
        path.unlink()
    copied.rmdir()


def operations_class(path: tuple[str, ...]) -> str:
    """The class that is generated for a resource: the one of the client, or what its hand-written part builds on."""
    return "".join(map(pascal, path)) + ("Operations" if is_helped(path) else "Resource")


def file_name(path: tuple[str, ...]) -> str:
    """`teams-members`"""
    return kebab("-".join(path))


def resource_module(path: tuple[str, ...], root: str = "../") -> str:
    """Where a resource's class is imported from."""
    return f"{root}{'helpers' if is_helped(path) else 'resources'}/{file_name(path)}.js"


def resource_doc(resource: Resource, indent: int = 0) -> str:
    """The comment of a resource's class."""
    return typescript.doc(paragraphs(resource.description), indent)


def client_doc(title: str, names: Any) -> str:
    """The comment of the client."""
    example = ["```ts", f"const client = new {names.client}({{ apiKey: '{names.key_placeholder}' }});", "```"]
    return typescript.doc([f"A client of the {title}.", "", *example])


def operation_doc(operation: Operation, usual: frozenset[int]) -> str:
    """The comment of an operation's method. Errors that every operation may answer are not told of each."""
    lines = [operation.summary.rstrip(".") + ".", "", *paragraphs(operation.description)]
    permission = f", needs `{operation.permission}`" if operation.permission else ""
    lines += ["", f"`{operation.method} {operation.path}`{permission}"]
    lines.append("")
    for name, parameter in zip(path_arguments(operation), operation.path_parameters, strict=True):
        lines.append(f"@param {name} {sentence(parameter.description)}")
    told = [each for each in operation.errors if each.status not in usual]
    lines += [f"@throws {each.status}: {sentence(each.description)}" for each in told]
    if operation.deprecated:
        lines.append("@deprecated")
    return typescript.doc(lines, 2)


def params_type(operation: Operation) -> str:
    """The type of a method's `params`."""
    choices = []
    binary = bool(operation.body and operation.body.binary)
    if not binary or (operation.body and "application/json" in operation.body.media_types):
        takes = arguments(operation) or operation.body
        choices.append(typescript.params_name(operation) if takes else "Record<string, never>")
    if binary:
        choices.append(typescript.upload_name(operation))
    return " | ".join(choices)


def signature(operation: Operation, ts: TypeScript) -> str:
    """The first line of a method, or one line for each argument where that is too long."""
    arguments = [f"{name}: string" for name in path_arguments(operation)]
    arguments.append(f"params{'' if needs_params(operation) else '?'}: {params_type(operation)}")
    arguments.append("options?: RequestOptions")
    before, after = f"  {camel(operation.name)}(", f"): {result_type(operation, ts)} {{"
    line = f"{before}{', '.join(arguments)}{after}"
    if len(line) <= WIDTH:
        return line
    return f"{before}\n" + "".join(f"    {each},\n" for each in arguments) + f"  {after}"


def import_types(names: list[str]) -> str:
    """The import of these names from types.ts."""
    line = f"import type {{ {', '.join(names)} }} from '../types.js';"
    if len(line) <= WIDTH:
        return line
    return "import type {\n" + "".join(f"  {name},\n" for name in names) + "} from '../types.js';"


def needs_params(operation: Operation) -> bool:
    """Whether a call without `params` can't succeed."""
    required = any(each.required for each in (*operation.query, *operation.headers))
    return required or bool(operation.body and operation.body.required)


def parameters(operation: Operation) -> list[Any]:
    """The query and header parameters alone, as fields."""
    return arguments(operation)[: len(operation.query) + len(operation.headers)]


def result_type(operation: Operation, ts: TypeScript) -> str:
    """What a method answers."""
    item = ts.write(operation.result.type, opened=True)
    match operation.result.kind:
        case "page":
            return f"PagePromise<{item}>"
        case "cursor":
            return f"CursorPagePromise<{item}>"
        case "list":
            return f"APIPromise<({item})[]>" if " " in item else f"APIPromise<{item}[]>"
        case "raw":
            return "APIPromise<Response>"
        case _:
            return f"APIPromise<{item}>"


def transport_method(operation: Operation) -> str:
    """The transport's method that sends an operation."""
    item = operation.result.kind
    return {"page": "page", "cursor": "cursorPage", "raw": "raw"}.get(item, "call")


def filters() -> dict[str, Callable[..., Any]]:
    """What the templates can do."""
    here: list[Callable[..., Any]] = [
        *(file_name, resource_module, resource_doc, client_doc, operation_doc, params_type, needs_params),
        *(parameters, wire_names, result_type, transport_method, signature, import_types),
    ]
    there: list[Callable[..., Any]] = [
        *(typescript.literal, typescript.key, typescript.type_name, typescript.params_name, typescript.upload_name),
        *(typescript.resource_class, typescript.path_parts, path_arguments, arguments),
    ]
    more: list[Callable[..., Any]] = [client_files.accept, camel, pascal]
    return {each.__name__: each for each in [*here, *there, *more]}


def write_package(output: Path, model: Model) -> None:
    """package.json and tsconfig.json."""
    names, info = model.names, model.info
    entry = {
        "import": {"types": "./dist/esm/index.d.ts", "default": "./dist/index.mjs"},
        "require": {"types": "./dist/cjs/index.d.ts", "default": "./dist/index.cjs"},
    }
    package = {
        "name": names.javascript_package,
        "version": names.version,
        "description": f"{info['title']}: {info.get('summary', '')}".rstrip(": "),
        "license": info.get("license", {}).get("identifier", "MIT"),
        "author": f"{info['contact']['name']} <{info['contact']['email']}>",
        "bugs": {"email": info["contact"]["email"]},
        "keywords": ["api", "client", "sdk", "deployment"],
        "type": "module",
        "sideEffects": False,
        "engines": {"node": ">=20"},
        "main": "./dist/index.cjs",
        "module": "./dist/index.mjs",
        "types": "./dist/cjs/index.d.ts",
        "exports": {".": entry, "./package.json": "./package.json"},
        "files": ["dist", "src", "CHANGELOG.md"],
    }
    write(output / "package.json", json.dumps(package, indent=2, ensure_ascii=False))
    options = {
        "target": "es2022",
        "lib": ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
        "module": "nodenext",
        "strict": True,
        "noUncheckedIndexedAccess": True,
        "exactOptionalPropertyTypes": True,
        "noImplicitOverride": True,
        "noPropertyAccessFromIndexSignature": True,
        "noUnusedLocals": True,
        "noUnusedParameters": True,
        "declaration": True,
        "emitDeclarationOnly": True,
        "stripInternal": False,
        "types": [],
        "rootDir": "src",
        "outDir": "dist/esm",
    }
    write(output / "tsconfig.json", json.dumps({"compilerOptions": options, "include": ["src"]}, indent=2))
