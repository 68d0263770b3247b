"""ASGI: what its three parts are called, and reading a body."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class ClientGone(Exception):
    """The caller closed the connection before the whole body had come; there is nobody to answer."""


async def read_body(receive: Receive, limit: int) -> tuple[bytes, bool]:
    """The body, and whether it is larger than `limit` bytes (then it is not read to its end)."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            return b"", True
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts), False
