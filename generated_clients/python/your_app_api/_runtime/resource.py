"""What every resource of the client is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .async_transport import AsyncTransport
    from .transport import Transport


class Resource:
    """A part of the sync client, like `client.projects`."""

    def __init__(self, transport: Transport) -> None:
        self._transport: Transport = transport


class AsyncResource:
    """A part of the async client, like `client.projects`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport: AsyncTransport = transport
