"""Operations whose caller waits: long polls, and streams of events. No thread is held while nothing happens.

Such an operation is run again whenever a deployment has got on somewhere on this machine (`services.changes`), and
every two seconds for what happens on others. Each run checks the credential anew, so a key that is revoked ends a
stream as it ends everything else.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from server.edge.response import Response
from server.kit.errors import AppError
from server.kit.generation import Generation

LOOK_SECONDS = 0.03
FAR_SECONDS = 2.0  # for what happens on another machine
HEARTBEAT_SECONDS = 15.0  # a proxy closes a connection on which nothing moves

Run = Callable[[Any], Awaitable[Response]]


async def poll(response: Response, run: Run, changes: Generation, seen: bytes, gone: asyncio.Future[Any]) -> Response:
    """The answer once it is no longer to be waited for, or when its time is over."""
    deadline = time.monotonic() + response.again_within_seconds
    while response.again_within_seconds and time.monotonic() < deadline and not gone.done():
        await _change(changes, seen, min(deadline, time.monotonic() + FAR_SECONDS), gone)
        seen = changes.value
        response = await run(response.again_with)
    return response


async def events(
    response: Response, run: Run, changes: Generation, seen: bytes, gone: asyncio.Future[Any]
) -> AsyncIterator[bytes]:
    """What follows the first part of a stream, until there is nothing more to wait for or nobody left to read."""
    quiet_since = time.monotonic()
    while response.again_within_seconds and not gone.done():
        await _change(changes, seen, time.monotonic() + FAR_SECONDS, gone)
        seen = changes.value
        try:
            response = await run(response.again_with)
        except AppError:
            return  # the key was revoked or the deployment deleted: the stream ends, and asking again says why
        if response.body:
            quiet_since = time.monotonic()
            yield response.body
        elif time.monotonic() - quiet_since > HEARTBEAT_SECONDS:
            quiet_since = time.monotonic()
            yield b": still here\n\n"


async def _change(changes: Generation, seen: bytes, until: float, gone: asyncio.Future[Any]) -> None:
    while changes.value == seen and time.monotonic() < until and not gone.done():
        await asyncio.sleep(LOOK_SECONDS)


@contextlib.asynccontextmanager
async def watching(receive: Callable[[], Awaitable[Any]]) -> AsyncIterator[asyncio.Future[Any]]:
    """A future that is done when the caller has closed the connection. The body must have been read."""
    gone = asyncio.ensure_future(_disconnected(receive))
    try:
        yield gone
    finally:
        gone.cancel()


async def _disconnected(receive: Callable[[], Awaitable[Any]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
