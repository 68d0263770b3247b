"""Makes the Python SDK from the contract: `generated_clients/python/`.

openapi-python-client reads the schemas, makes a class of each and lays out the package, with templates of ours
(scripts/sdk/python/templates). The operations come from the one model that all SDKs share, and what does not depend on
the contract is copied from scripts/sdk/python/runtime and …/helpers.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData

from scripts.sdk.client_files import copy, write, write_changelog, write_licence
from scripts.sdk.model import Model, SpecError, load
from scripts.sdk.python.command_line import groups
from scripts.sdk.python.readme import call_name, example
from scripts.sdk.python.views import ResourceView, fields, top
from scripts.sdk.python.writing import ERRORS, Python, attribute, class_name, module

OUTPUT = "generated_clients/python"
HERE = Path(__file__).parent / "sdk" / "python"
COPIED = {"runtime": "_runtime", "helpers": "_helpers", "cli": "cli"}
# What the package offers beside its clients: module → names.
EXPORTS = {
    "._helpers.deployments": ["DeploymentFailedError", "DeploymentTimeoutError"],
    "._runtime.directory": ["UploadProgress"],
    "._runtime.errors": [
        "APIConnectionError",
        "APIError",
        "APIResponseError",
        "APIStatusError",
        "APITimeoutError",
        "AuthenticationError",
        "BadRequestError",
        "ConfigurationError",
        "ConflictError",
        "ErrorDetail",
        "InternalServerError",
        "NotFoundError",
        "PayloadTooLargeError",
        "PermissionDeniedError",
        "RateLimitError",
        "UnsupportedMediaTypeError",
        "ValidationError",
        "WebhookVerificationError",
    ],
    "._runtime.options": ["NOT_GIVEN", "NotGiven", "RequestEvent", "ResponseEvent"],
    "._runtime.pages": ["AsyncCursorPage", "AsyncPage", "CursorPage", "Page"],
    "._runtime.responses": ["APIResponse"],
    ".webhook_events": ["WebhookEvent"],
}


def build(spec: Path, output: Path) -> None:
    """Write the package into the empty folder `output`. Raises SpecError when the contract cannot become one."""
    model = load(spec)
    names, python = model.names, Python(model)
    package = output / names.python_package
    project = _project(model, spec, output)
    helpers = frozenset(path.stem for path in (HERE / "helpers").glob("[!_]*.py"))
    resources = top(model, python, helpers)
    every = [each for resource in resources for each in resource.walk()]
    exports = {**EXPORTS, ".client": [names.client, f"Async{names.client}"]}
    events = {each.name: class_name(each.type.name or "") for each in model.webhooks if each.type.kind == "model"}
    project.env.globals.update(
        model=model,
        names=names,
        python=python,
        attribute=attribute,
        fields=partial(fields, python),
        exports=dict(sorted(exports.items())),
        top=resources,
        resources=every,
        events=events,
        event_models=sorted(set(events.values())),
        all_resources=list(model.all_resources()),
        call_name=call_name,
        class_name=class_name,
        error_classes=ERRORS,
        example=example,
    )
    with contextlib.redirect_stdout(io.StringIO()):
        problems = project.build()
    if problems:
        raise SpecError("; ".join(f"{each.header} {each.detail or ''}" for each in problems))
    _write_models(project, python, package)
    _write_resources(project, every, package)
    for source, target in COPIED.items():
        copy(HERE / source, package / target)
    write(package / "cli" / "commands.py", _render(project, "commands.py.jinja", groups=groups(model, python)))
    write(package / "_sdk.py", _render(project, "sdk.py.jinja"))
    write(package / "webhook_events.py", _render(project, "webhook_events.py.jinja"))
    write(output / "README.md", (output / "README.md").read_text(encoding="utf-8"))  # without doubled blank lines
    write_licence(output)
    write_changelog(output, spec, names.python_distribution, names.version)
    _tidy(output)


def _project(model: Model, spec: Path, output: Path) -> Project:
    """openapi-python-client's project: the schemas of the contract and our templates."""
    config = Config.from_sources(
        ConfigFile(
            project_name_override=model.names.python_distribution,
            package_name_override=model.names.python_package,
            package_version_override=model.names.version,
            literal_enums=True,
            post_hooks=[],
        ),
        MetaType.UV,
        document_source=spec,
        file_encoding="utf-8",
        overwrite=True,
        output_path=output,
    )
    data = GeneratorData.from_dict(_schemas_only(model), config=config)
    if not isinstance(data, GeneratorData):
        raise SpecError(f"openapi-python-client: {data.header} {data.detail or ''}")
    project = Project(openapi=data, config=config, custom_template_path=HERE / "templates")
    project.env.undefined = jinja2.StrictUndefined
    project.env.filters["quoted"] = repr
    return project


def _schemas_only(model: Model) -> dict[str, Any]:
    """The contract without its operations, and without the nulls of objects: it would rename a class for one."""
    schemas = {}
    for name, schema in model.document["components"]["schemas"].items():
        nullable_object = set(schema.get("type", ())) == {"object", "null"} if "properties" in schema else False
        schemas[name] = {**schema, "type": "object"} if nullable_object else schema
    return {"openapi": model.document["openapi"], "info": model.info, "paths": {}, "components": {"schemas": schemas}}


def _render(project: Project, template: str, **values: Any) -> str:
    return project.env.get_template(template).render(**values)


def _write_models(project: Project, python: Python, package: Path) -> None:
    """Add the enums, unions and typed dictionaries, and remove the files of what is neither sent nor answered."""
    folder = package / "models"
    for each in project.openapi.models:  # openapi-python-client has names of its own for some files
        if found := python.model_of(str(each.class_info.name)):
            (folder / f"{each.class_info.module_name}.py").rename(folder / f"{module(found.name)}.py")
    for name, schema, sent in python.aliases():
        content = _render(project, "alias.py.jinja", name=name, schema=schema, sent=sent)
        write(folder / f"{module(name)}.py", content)
    for schema in python.params():
        name = python.sent_name(schema.name)
        is_class = all(each.name.isidentifier() and attribute(each.name) == each.name for each in schema.fields)
        content = _render(project, "params.py.jinja", name=name, schema=schema, is_class=is_class)
        write(folder / f"{module(name)}.py", content)
    wanted = {f"{each}.py" for each in python.public_models().values()}
    for path in folder.iterdir():
        if path.name not in wanted | {"__init__.py"}:
            path.unlink()
    missing = sorted(each for each in wanted if not (folder / each).is_file() or not (folder / each).stat().st_size)
    if missing:
        raise SpecError(f"openapi-python-client made no {', '.join(missing)}: name the schemas in PascalCase")


def _write_resources(project: Project, resources: list[ResourceView], package: Path) -> None:
    for resource in resources:
        write(package / "api" / f"{resource.module}.py", _render(project, "resource.py.jinja", resource=resource))


def _tidy(output: Path) -> None:
    """Format what was written, and drop the imports that a file does not need."""
    for path in output.rglob("*"):
        if path.is_file() and not path.stat().st_size:
            path.unlink()
    for marker in output.glob("*/py.typed"):
        marker.write_text("")
    ruff = [sys.executable, "-m", "ruff"]
    options = ["--isolated", "--no-cache", "--quiet", "--line-length=120", "--target-version=py311", "--exclude=*.md"]
    for command in (["check", "--fix", "--select=F401,I,TC005,PIE790"], ["format"]):
        done = subprocess.run([*ruff, *command, *options, str(output)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SpecError(f"the generated Python does not parse:\n{done.stdout}{done.stderr}")
    shutil.rmtree(output / ".ruff_cache", ignore_errors=True)


def main() -> None:
    """Make the package in its place."""
    target = Path(OUTPUT)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    build(Path("openapi/openapi.yaml"), target)


if __name__ == "__main__":
    main()
