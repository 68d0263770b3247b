"""A version of the contract as the comparison looks at it: references followed, `allOf` merged."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SPEC = "openapi/openapi.yaml"
METHODS = ("get", "put", "post", "patch", "delete", "head", "options", "trace")
# Keywords that say something to people and change no value that passes.
ANNOTATIONS = {"title", "description", "summary", "example", "examples", "externalDocs", "deprecated", "$comment"}

Node = dict[str, Any]


class UnknownBase(Exception):
    """BASE is neither a file nor a git reference that has the contract; the message says so."""


@dataclass(frozen=True)
class Operation:
    """One operation, with what its path and the document add to it."""

    id: str
    method: str
    path: str
    node: Node
    parameters: list[Node]  # those of its path included, references followed
    security: list[Node]  # alternatives; [] when it is public

    @property
    def key(self) -> tuple[str, str]:
        """What a request for it looks like: method and path, whatever the path's parameters are called."""
        return self.method, re.sub(r"\{[^}]*\}", "{}", self.path)

    @property
    def path_parameters(self) -> list[str]:
        """Their names, in the order of the path."""
        return re.findall(r"\{([^}]*)\}", self.path)


@dataclass(frozen=True)
class View:
    """A schema with everything that it refers to merged in. `name` is that of the component that it is, if any;
    `own` holds what stands beside its `$ref`.
    """

    node: Node
    name: str
    own: Node


class Document:
    """A parsed contract."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self._views: dict[int, tuple[Any, View]] = {}  # by id(); the schema is kept so that the id stays its own

    def target(self, reference: str) -> Any:
        """What a `#/…` reference points to."""
        found: Any = self.node
        for part in reference.removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        return found

    def resolve(self, node: Node) -> Node:
        """`node`, or what its `$ref` leads to: for parameters, responses and the like."""
        while "$ref" in node:
            node = self.target(node["$ref"])
        return node

    def operations(self) -> Iterator[Operation]:
        """Every operation, in the order of the document."""
        for path, item in self.node.get("paths", {}).items():
            item = self.resolve(item)
            for method in METHODS:
                if method not in item:
                    continue
                node = item[method]
                shared = {self._identity(each): each for each in item.get("parameters", [])}
                own = {self._identity(each): each for each in node.get("parameters", [])}
                yield Operation(
                    id=node.get("operationId", f"{method} {path}"),
                    method=method,
                    path=path,
                    node=node,
                    parameters=[self.resolve(each) for each in {**shared, **own}.values()],
                    security=node.get("security", self.node.get("security", [])),
                )

    def _identity(self, parameter: Node) -> tuple[str, str]:
        resolved = self.resolve(parameter)
        return resolved["in"], resolved["name"]

    def view(self, schema: Any) -> View:
        """The schema as one flat object. The same schema gives the same object, so that circles can be seen."""
        found = self._views.get(id(schema))
        if found is None:
            found = self._views[id(schema)] = (schema, self._merged(schema))
        return found[1]

    def _merged(self, schema: Any) -> View:
        if isinstance(schema, bool):
            return View({} if schema else {"not": {}}, "", {})
        own = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
        merged: Node = {}
        name = ""
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            merged = self.view(self.target(schema["$ref"])).node
        for part in schema.get("allOf", []):
            merged = intersection(merged, self.view(part).node)
        return View(intersection(merged, own), name, own if name else {})


LOWEST = {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"}
HIGHEST = {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"}


def intersection(one: Node, other: Node) -> Node:
    """A schema that holds where both hold, as far as the contract's own style needs it; `other` wins in doubt."""
    result = {**one, **other}
    for key in one.keys() & other.keys():
        left, right = one[key], other[key]
        if key == "properties":
            both = left.keys() & right.keys()
            result[key] = {**left, **right, **{each: {"allOf": [left[each], right[each]]} for each in both}}
        elif key == "required":
            result[key] = list(dict.fromkeys([*left, *right]))
        elif key in LOWEST:
            result[key] = max(left, right)
        elif key in HIGHEST:
            result[key] = min(left, right)
        elif key == "enum":
            result[key] = [value for value in left if value in right]
        elif key == "type":
            result[key] = [value for value in as_list(left) if value in as_list(right)] or right
    return result


def as_list(value: Any) -> list[Any]:
    """`value` as the list that it is or that holds it."""
    return value if isinstance(value, list) else [value]


def parse(text: str | bytes) -> Document:
    """A contract from its YAML or JSON."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Document(yaml.load(text, Loader=loader))  # noqa: S506 (both loaders are safe ones)


def load(base: str, root: Path = ROOT) -> Document:
    """The contract of a file, or as it stands at a git reference (`main`, `v1.2.0`, `HEAD~3`)."""
    if Path(base).is_file():
        return parse(Path(base).read_bytes())
    # `base` comes from whoever runs this. A reference never begins with a dash, so it cannot pass as an option.
    if not base or base.startswith("-"):
        raise UnknownBase(f"BASE must be a file or a git reference, not {base!r}.")
    done = subprocess.run(["git", "show", f"{base}:{SPEC}"], cwd=root, capture_output=True, check=False)
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip()
        raise UnknownBase(f"BASE={base} is neither a file nor a git reference that has {SPEC}: {reason}")
    return parse(done.stdout)
