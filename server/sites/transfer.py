"""A large file from the kernel's cache to a connection, without a copy in this process."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable

from server.sites.bodies import OpenFile

STALL_SECONDS = 60.0  # a client that takes nothing for so long is not coming back
_TURN_BYTES = 2 << 20  # of a file, before other connections have their turn


class Transfer:
    """One answer on its way: the head, then the file, by sendfile(2).

    It stands where uvicorn keeps the cycle of the present request (the first four attributes are those that uvicorn
    looks at), as one that is not complete. So uvicorn queues a pipelined request instead of answering it into the
    middle of the file, and lets the transfer end when the server stops.

    The transport must hold nothing unsent, and nobody may write to it until `on_complete` is called.
    """

    def __init__(
        self,
        transport: asyncio.Transport,
        loop: asyncio.AbstractEventLoop,
        head: bytes,
        file: OpenFile,
        on_complete: Callable[[Transfer], None],
    ) -> None:
        self.response_complete = False
        self.disconnected = False
        self.keep_alive = True
        self.message_event = asyncio.Event()
        self._transport = transport
        self._loop = loop
        self._on_complete = on_complete
        self._head = head
        self._file = file  # keeps the descriptor open
        self._offset = 0
        # The event loop refuses to watch a descriptor that belongs to a transport, so this is another one for the same
        # connection. Its own, and closed when the transfer ends.
        connection = transport.get_extra_info("socket")
        self._socket = socket.socket(connection.family, connection.type, fileno=os.dup(connection.fileno()))
        self._watching = False
        self._stalled_at = -1
        self._stall_timer = loop.call_later(STALL_SECONDS, self._check_progress)

    def advance(self) -> None:
        """Send what the connection takes now; wait for it to take more."""
        try:
            self._send()
        except (BlockingIOError, InterruptedError):
            pass
        except OSError:
            self._abort()
            return
        if not self._head and self._offset == self._file.size:
            self._end()
            self.response_complete = True
            self._on_complete(self)
        elif not self._watching:
            self._watching = True
            self._loop.add_writer(self._socket.fileno(), self.advance)

    def cancel(self) -> None:
        """Stop at once: the connection is gone."""
        if not self.response_complete:
            self._end()

    def _send(self) -> None:
        while self._head:
            # MSG_MORE: the head travels in one packet with the beginning of the file.
            self._head = self._head[self._socket.send(self._head, socket.MSG_MORE) :]
        stop = min(self._offset + _TURN_BYTES, self._file.size)
        while self._offset < stop:
            sent = os.sendfile(self._socket.fileno(), self._file.descriptor, self._offset, stop - self._offset)
            if sent == 0:
                raise OSError("the file is shorter than it was")
            self._offset += sent

    def _check_progress(self) -> None:
        if self._offset == self._stalled_at:
            self._abort()
            return
        self._stalled_at = self._offset
        self._stall_timer = self._loop.call_later(STALL_SECONDS, self._check_progress)

    def _abort(self) -> None:
        self._end()
        self._transport.abort()

    def _end(self) -> None:
        self._stall_timer.cancel()
        if self._watching:
            self._watching = False
            self._loop.remove_writer(self._socket.fileno())
        self._socket.close()
