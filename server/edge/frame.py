"""The frame around every answer of the API: its id, the contract's digest, and one shape for whatever goes wrong."""

from __future__ import annotations

import re
import time
from typing import Any

import structlog

from server.edge.contract import Contract
from server.edge.cross_origin import CrossOrigin
from server.edge.documents import documents
from server.edge.error_responses import respond
from server.edge.response import Headers, Response
from server.kit.asgi import ClientGone, Receive, Scope, Send
from server.kit.errors import BadRequest, MethodNotAllowed
from server.kit.ids import new_id
from server.kit.log import get_logger

log = get_logger(__name__)

_REQUEST_ID = re.compile(rb"[A-Za-z0-9_-]{1,64}")


class Frame:
    """The outermost layer of the API. Also serves the documents about it."""

    def __init__(self, app: Any, contract: Contract) -> None:
        self._app = app
        self._cross_origin = CrossOrigin(contract)
        self._fixed: Headers = [
            (b"x-spec-digest", contract.digest.encode()),
            (b"x-content-type-options", b"nosniff"),
            *self._cross_origin.headers,
        ]
        self._documents = documents(contract)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever happens inside."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        request_id = _request_id(scope["headers"])
        scope["state"] = {**(scope.get("state") or {}), "request_id": request_id}
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            response = await self._answer(scope, receive, request_id)
        except ClientGone:
            log.info("client_gone", method=scope["method"], path=scope["path"])
            return
        status, headers = response.status, response.headers
        headers += [*self._fixed, (b"x-request-id", request_id.encode())]
        if not any(name == b"cache-control" for name, _ in headers):
            headers.append((b"cache-control", b"no-store"))
        stream = response.stream if scope["method"] != "HEAD" else None
        if stream is None and status not in (204, 304):  # RFC 9110, section 8.6
            headers.append((b"content-length", str(len(response.body)).encode()))
        body = response.body if scope["method"] != "HEAD" else b""
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": stream is not None})
        if stream is not None:
            async for part in stream:
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        log.info(
            "request",
            method=scope["method"],
            path=scope["path"],
            status=status,
            ms=round((time.perf_counter() - begun) * 1000, 1),
        )

    async def _answer(self, scope: Scope, receive: Receive, request_id: str) -> Response:
        try:
            if [name for name, _ in scope["headers"]].count(b"host") != 1:
                raise BadRequest("A request has exactly one Host header (RFC 9112, section 3.2).")
            preflight = self._cross_origin.preflight(scope["method"], scope["headers"])
            if preflight is not None:
                return preflight
            document = self._documents.get(scope["path"])
            if document is not None:
                if scope["method"] not in ("GET", "HEAD"):
                    raise MethodNotAllowed(["GET", "HEAD"])
                return document.answer(scope["headers"])
            # The compiled operation leaves its answer here instead of sending it: one place that sends.
            answers: list[Response] = []
            scope["state"]["answer"] = answers.append
            await self._app(scope, receive, _nothing)
            return answers[0]
        except ClientGone:
            raise
        except Exception as error:
            return respond(error, request_id)


async def _nothing(message: Any) -> None:
    raise RuntimeError("something inside the API sent an answer past the frame")  # pragma: no cover


def _request_id(headers: list[tuple[bytes, bytes]]) -> str:
    for name, value in headers:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return value.decode()
    return new_id("req")
