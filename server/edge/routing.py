"""Connexion's routing, by dictionary and one regular expression for each shape of path.

Starlette's router, which Connexion uses, answers a path with a slash too many by a redirect and a wrong method with an
incomplete Allow. Here a path is either in the contract, to the letter, or it is a 404.
"""

from __future__ import annotations

import re
from typing import Any

from connexion.middleware.abstract import ROUTING_CONTEXT
from connexion.middleware.routing import RoutingMiddleware

from server.edge import percent
from server.edge.contract import METHODS
from server.kit.asgi import Receive, Scope, Send
from server.kit.errors import BadRequest, MethodNotAllowed, NotFound

_BAD = re.compile(r"[\x00-\x1f\x7f/]")


class Routing(RoutingMiddleware):  # type: ignore[misc]  # Connexion has no types
    """Finds the operation of a request and hands it on, its path parameters decoded."""

    def __init__(self, app: Any) -> None:
        super().__init__(app)
        self._fixed: dict[str, dict[str, str]] = {}  # path → method → operationId
        self._shaped: dict[int, list[tuple[re.Pattern[str], dict[str, str]]]] = {}  # by number of segments
        self._base_path = ""

    def add_api(self, specification: Any, base_path: str | None = None, **options: Any) -> None:
        """Compile the paths of a document. Called by Connexion at start."""
        self._base_path = base_path if base_path is not None else specification.base_path
        resolver = options["resolver"]
        for path, item in specification["paths"].items():
            methods = {}
            for method in METHODS:
                if method in item:
                    operation = specification.operation_cls.from_spec(
                        specification, path=path, method=method, resolver=resolver, uri_parser_class=None
                    )
                    methods[method.upper()] = operation.operation_id
            if "GET" in methods:
                methods["HEAD"] = methods["GET"]  # RFC 9110, section 9.3.2
            full = self._base_path + path
            if "{" not in full:
                self._fixed[full] = methods
            else:
                pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(full))
                self._shaped.setdefault(full.count("/"), []).append((re.compile(pattern), methods))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the operation's id and the path parameters where Connexion's RoutedMiddleware looks for them."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        methods, parameters = self._match(_decoded(scope["raw_path"]))
        operation_id = methods.get(scope["method"])
        if operation_id is None:
            raise MethodNotAllowed([*methods])
        scope["path_params"] = parameters
        scope.setdefault("extensions", {})[ROUTING_CONTEXT] = {
            "api_base_path": self._base_path,
            "operation_id": operation_id,
        }
        await self.app(scope, receive, send)

    def _match(self, path: str) -> tuple[dict[str, str], dict[str, str]]:
        methods = self._fixed.get(path)
        if methods is not None:
            return methods, {}
        for pattern, methods in self._shaped.get(path.count("/"), ()):
            match = pattern.fullmatch(path)
            if match is not None:
                return methods, match.groupdict()
        raise NotFound("There is no such path in this API. See /openapi.yaml for those that there are.")


def _decoded(raw: bytes) -> str:
    """The path, each segment decoded once. What would decode to a slash or a control character is a BadRequest."""
    if b"%" not in raw:
        try:
            return raw.decode("ascii")
        except UnicodeDecodeError:
            raise BadRequest("The path has bytes that must be percent-encoded.") from None
    return "/".join(_segment(each) for each in raw.split(b"/"))


def _segment(raw: bytes) -> str:
    text = percent.decode(raw, "path")
    if _BAD.search(text):
        raise BadRequest("The path has an encoded slash or control character.")
    return text
