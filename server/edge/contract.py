"""The contract as the server holds it: the file's bytes, its digest, the parsed document, and Connexion's view.

Nothing is derived from Python: what the file does not say, the server does not do.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import yaml

PATH = Path(__file__).parents[2] / "openapi" / "openapi.yaml"
METHODS = ("get", "put", "post", "patch", "delete")
BASE_PATH = "/v1"


@dataclass(frozen=True)
class Contract:
    """`openapi/openapi.yaml`, read once."""

    yaml: bytes
    json: bytes
    digest: str  # SHA-256 of the file, hex: the X-Spec-Digest of every answer
    document: dict[str, Any]

    @classmethod
    def load(cls, path: Path = PATH) -> Contract:
        """Read and parse the file. It is trusted to be valid: `make lint` and the tests see to that."""
        raw = path.read_bytes()
        document = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both are safe loaders)
        return cls(raw, orjson.dumps(document), hashlib.sha256(raw).hexdigest(), document)

    def resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        """`node`, or what its `$ref` points to in this document."""
        while "$ref" in node:
            target: Any = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def parameters(self, path: str, method: str) -> list[dict[str, Any]]:
        """The operation's parameters, those of its path included, references followed."""
        item = self.document["paths"][path]
        return [self.resolve(each) for each in [*item.get("parameters", []), *item[method].get("parameters", [])]]

    def connexion_view(self) -> dict[str, Any]:
        """What Connexion needs in order to route and resolve, as OpenAPI 3.0.

        Connexion 3.3 refuses 3.1 documents. It never validates with this view: the compiled operations do, against
        the document itself.
        """
        paths: dict[str, Any] = {}
        for path, item in self.document["paths"].items():
            paths[path] = {
                method: {
                    "operationId": item[method]["operationId"],
                    "tags": item[method]["tags"],
                    "parameters": [
                        {"name": each["name"], "in": "path", "required": True, "schema": {"type": "string"}}
                        for each in self.parameters(path, method)
                        if each["in"] == "path"
                    ],
                    "responses": {"default": {"description": "See openapi.yaml"}},
                }
                for method in METHODS
                if method in item
            }
        info = {"title": self.document["info"]["title"], "version": self.document["info"]["version"]}
        return {"openapi": "3.0.3", "info": info, "servers": [{"url": BASE_PATH}], "paths": paths}
