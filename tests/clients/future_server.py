"""A server from the future: it speaks the contract, with values and fields that this version does not know.

Every enum has a new value, every union a new member, every object an unknown field, and every optional field is left
out. A client that was generated today must carry on. With the header `X-Answer: 404` it answers the documented error.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

METHODS = ("get", "put", "post", "delete", "patch")
FUTURE = "from_the_future"


@dataclass
class FutureServer:
    """A running one. `seen` lists the operationIds that were asked for."""

    url: str
    seen: list[str] = field(default_factory=list)


def resolve(spec: dict[str, Any], node: Any) -> Any:
    """The node, or what it refers to."""
    while isinstance(node, dict) and "$ref" in node:
        target: Any = spec
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    return node


def instance(spec: dict[str, Any], schema: Any, depth: int = 0) -> Any:
    """A value as a later version of the schema might have it."""
    schema = resolve(spec, schema)
    if depth > 12:
        return None
    for union in ("oneOf", "anyOf"):
        if union in schema:
            key = schema.get("discriminator", {}).get("propertyName")
            return {key: FUTURE, FUTURE: True} if key else instance(spec, schema[union][0], depth + 1)
    if "allOf" in schema:
        merged: dict[str, Any] = {}
        for part in schema["allOf"]:
            merged |= instance(spec, part, depth + 1)
        return merged
    kinds = schema.get("type", "object" if "properties" in schema else "string")
    kind = kinds if isinstance(kinds, str) else next(each for each in kinds if each != "null")
    if kind == "object":
        required = schema.get("required", [])
        properties = schema.get("properties", {})
        made = {name: instance(spec, properties[name], depth + 1) for name in required if name in properties}
        return {**made, FUTURE: {"nested": [{"deep": 1}], "empty": {}}}
    if kind == "array":
        return [instance(spec, schema.get("items", {}), depth + 1) for _ in range(2)]
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    if kind == "number":
        return 1.5
    if kind == "boolean":
        return True
    if "enum" in schema or "const" in schema:
        return FUTURE
    return "2030-01-01T00:00:00Z" if schema.get("format") == "date-time" else f"{FUTURE}_string"


class Routes:
    """Which operation a method and a path are."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.spec = spec
        self.operations = [
            (method.upper(), re.compile("/v1" + re.sub(r"\{[^}]+\}", "[^/]+", path) + "$"), item[method])
            for path, item in spec["paths"].items()
            for method in METHODS
            if method in item
        ]

    def find(self, method: str, path: str) -> dict[str, Any] | None:
        """The operation, or none."""
        found = [operation for verb, pattern, operation in self.operations if verb == method and pattern.match(path)]
        return found[0] if found else None

    def answer(self, operation: dict[str, Any], status: str | None) -> tuple[int, str, bytes]:
        """Status, content type and body: a success from the future, or the documented error with that status."""
        responses = operation["responses"]
        code = status or next(each for each in responses if each.startswith("2"))
        content = resolve(self.spec, responses[code]).get("content", {})
        if "application/json" not in content:
            media_type = next(iter(content), "")
            return int(code), media_type, b"from the future\n" if media_type else b""
        media = content["application/json"]
        documented = next(iter(media.get("examples", {}).values()), {}).get("value")
        body = documented if status else instance(self.spec, media["schema"])
        return int(code), "application/json", json.dumps(body).encode()


@contextmanager
def running(spec: dict[str, Any]) -> Iterator[FutureServer]:
    """Serve the contract from the future on a free port."""
    routes = Routes(spec)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # The head and the body are two writes: with Nagle's algorithm the second waits 40 ms for the first one's ACK.
        disable_nagle_algorithm = True

        def handle_one(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            operation = routes.find(self.command, self.path.split("?")[0])
            if operation is None:
                status, media_type, body = 404, "text/plain", b"no such operation"
            else:
                server.seen.append(operation["operationId"])
                status, media_type, body = routes.answer(operation, self.headers.get("X-Answer"))
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Request-Id", "req_future")
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = handle_one  # noqa: N815 - the names that http.server calls

        def log_message(self, *_: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = FutureServer(f"http://127.0.0.1:{http.server_address[1]}/v1")
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
