"""The API inside this process: real database, real handlers, no socket. For what must be fast to start and to ask."""

from __future__ import annotations

import asyncio
import json as json_module
from dataclasses import dataclass
from typing import Any, Self

from server.auth.usage import KeyUsage
from server.edge.app import create_api
from server.edge.contract import Contract
from server.kit.config import Settings
from server.main import Process


@dataclass(frozen=True)
class Answered:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return json_module.loads(self.body)


class Inside:
    """The parts of a process without its HTTP server. Jobs are enqueued and wait."""

    def __init__(self, settings: Settings, contract: Contract | None = None) -> None:
        self._process = Process(settings.model_copy(update={"jobs": "external"}))
        self.services = self._process.services
        self._contract = contract or Contract.load()

    def __enter__(self) -> Self:
        self._process.engine.start(self.services)
        self._frame, self._api = create_api(self.services, self._contract, KeyUsage())
        return self

    def __exit__(self, *_: object) -> None:
        self._api.close()
        self._process.engine.stop()
        self.services.database.dispose()

    def call(
        self,
        method: str,
        target: str,
        *,
        key: str | None = None,
        json: Any = None,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Answered:
        """Send one request, through everything that stands between a socket and a handler."""
        if json is not None:
            body, headers = json_module.dumps(json).encode(), {"content-type": "application/json", **(headers or {})}
        path, _, query = target.partition("?")
        fields = {"host": "localhost", **({"authorization": f"Bearer {key}"} if key else {}), **(headers or {})}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "client": ("203.0.113.7", 50000),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in fields.items()],
        }
        return asyncio.run(self._send(scope, body))

    async def _send(self, scope: dict[str, Any], body: bytes) -> Answered:
        sent: list[dict[str, Any]] = []
        left = [body]
        streaming = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if left:
                return {"type": "http.request", "body": left.pop(), "more_body": False}
            await streaming.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)
            if message.get("more_body"):
                streaming.set()  # of a stream that may go on for ever, we have seen enough

        await self._frame(scope, receive, send)
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answered(sent[0]["status"], headers, b"".join(each.get("body", b"") for each in sent[1:]))
