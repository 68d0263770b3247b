"""Bodies are read before a thread is taken for them.

Pages are answered by a few threads (YOUR_APP_THREADS), and WSGI has a thread wait for the body that it reads: so many
clients that send half of one would stop the console and OAuth for everybody, without a credential. The event loop
waits instead, which costs nobody anything, for a while and for so many bytes. Files never come this way: the console's
scripts upload them to `/v1` (DECISIONS 38).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from server.kit.asgi import ClientGone, Receive, Send, read_body
from server.kit.log import get_logger

log = get_logger(__name__)

WAIT_SECONDS = 20.0  # for the whole of a form, however it comes
_REFUSED = "refused_body"


class WholeBodies:
    """ASGI in front of the pages' WSGI, which gets each body in one piece, or is told that there is none."""

    def __init__(self, app: Any, *, limit_bytes: int) -> None:
        self._app, self._limit_bytes = app, limit_bytes

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """ASGI."""
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                body, refused = await self._read(scope, receive), None
        except TimeoutError:
            body, refused = b"", 408
        except _TooLarge:
            body, refused = b"", 413
        except ClientGone:
            log.info("client_gone", method=scope["method"], path=scope["path"])
            return
        if refused is not None:
            scope["state"] = {**(scope.get("state") or {}), _REFUSED: refused}
        messages = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def replay() -> Any:
            return next(messages, None) or await receive()

        async def ending(message: Any) -> None:
            if message["type"] == "http.response.start":
                # The rest of the body would be taken for the next request, or be waited for once more.
                message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
            await send(message)

        await self._app(scope, replay, send if refused is None else ending)

    async def _read(self, scope: Any, receive: Receive) -> bytes:
        # What is announced is not waited for, nor asked for with `100 Continue`.
        lengths = [value for name, value in scope["headers"] if name == b"content-length"]
        if any(value.isdigit() and int(value[:20]) > self._limit_bytes for value in lengths):
            raise _TooLarge
        body, too_large = await read_body(receive, self._limit_bytes)
        if too_large:
            raise _TooLarge
        return body


def refusal(environ: Mapping[str, Any]) -> int | None:
    """For the WSGI app behind it: the status to answer because the body did not come whole; None if it did."""
    state = environ.get("asgi.scope", {}).get("state") or {}
    status: int | None = state.get(_REFUSED)
    return status


class _TooLarge(Exception):
    """It has more bytes than the limit."""
