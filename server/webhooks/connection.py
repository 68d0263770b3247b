"""One connection to a receiver: HTTP/1.1 (RFC 9112) as far as a webhook needs it, read by httptools.

An exchange costs a quarter of the CPU that it takes with httpcore, which could do much that nothing here asks for. What
the receiver sends is never held beyond the limits below, and an answer that does not end at once is the caller's
deadline to cut off: `close` may be called at any time.
"""

from __future__ import annotations

import asyncio
from typing import Any

import httptools

MAX_BODY_BYTES = 16 << 10
MAX_HEADER_BYTES = 8 << 10  # that are kept
MAX_READ_BYTES = 128 << 10  # of one answer, with all that is not its body


class BadAnswer(Exception):
    """It was no answer; the message says why."""


class Answer:
    """What has come of an answer so far."""

    def __init__(self) -> None:
        self.status: int | None = None
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = bytearray()
        self.truncated = False


class Connection(asyncio.Protocol):
    """One exchange after the other. `is_idle` says whether the next one may begin."""

    def __init__(self) -> None:
        self._transport: Any = None  # asyncio types it in one way, uvloop in none
        self._done: asyncio.Future[None] | None = None
        self._answer = Answer()
        self._read_bytes = 0
        self.is_idle = False

    # ------------------------------------------------------------------------------------- for the caller

    @property
    def was_answered(self) -> bool:
        """Whether anything has come since the last request was sent."""
        return self._read_bytes > 0

    async def exchange(self, request: bytes, answer: Answer) -> None:
        """Send a request and read into `answer` until it is whole. Raises BadAnswer, OSError."""
        self.is_idle = False
        self._answer, self._read_bytes, self._header_bytes = answer, 0, 0
        self._has_headers = self._has_length = self._ended = False
        self._parser = httptools.HttpResponseParser(self)
        self._done = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        try:
            await self._done
        finally:
            self._done = None
            if not self.is_idle:
                self.close()

    def close(self) -> None:
        """Let go of it, whatever it is doing."""
        self.is_idle = False
        if self._transport is not None:
            self._transport.abort()

    # ----------------------------------------------------------------------------------- for the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See asyncio."""
        self._transport = transport
        self.is_idle = True

    def data_received(self, data: bytes) -> None:
        """See asyncio."""
        if self._done is None or self._done.done():
            self.close()  # nobody has asked: what comes now must not be taken for the next answer
            return
        self._read_bytes += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            if not self._ended:
                self._fail(BadAnswer(f"That is not HTTP/1.1: {error}"))
                return
            self.is_idle = False  # more than the answer
        if self._ended:
            self._done.set_result(None)
        elif self._read_bytes > MAX_READ_BYTES:
            self._fail(BadAnswer(f"More than {MAX_READ_BYTES >> 10} KiB came besides the body."))

    def eof_received(self) -> bool:
        """See asyncio."""
        if self._done is not None and not self._done.done():
            if self._has_headers and not self._has_length:
                self._ended = True  # RFC 9112, section 6.3: without a length, the end of the connection is the body's
                self._done.set_result(None)
            else:
                self._fail(BadAnswer("The connection was closed before the answer ended."))
        self.is_idle = False
        return False

    def connection_lost(self, error: Exception | None) -> None:
        """See asyncio."""
        self.is_idle = False
        self._fail(error or BadAnswer("The connection was closed before the answer ended."))

    def _fail(self, error: Exception) -> None:
        if self._done is not None and not self._done.done():
            self._done.set_exception(error)

    # ---------------------------------------------------------------------------------------- for httptools

    def on_message_begin(self) -> None:
        """The first byte of an answer."""
        if self._ended:
            self.is_idle = False  # of a second one

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or a trailer."""
        if self._has_headers or self._ended:
            return
        self._header_bytes += len(name) + len(value)
        if self._header_bytes <= MAX_HEADER_BYTES:
            self._answer.headers.append((name, value))
        if name.lower() in (b"content-length", b"transfer-encoding"):
            self._has_length = True

    def on_headers_complete(self) -> None:
        """The end of the headers."""
        if self._ended:
            return
        status = self._parser.get_status_code()
        if status < 200 and status != 101:
            self._answer.headers.clear()  # 102 Processing, 103 Early Hints: the answer is still to come
            self._header_bytes, self._has_length = 0, False
            return
        self._answer.status = status
        self._has_headers = True

    def on_body(self, data: bytes) -> None:
        """A part of the body."""
        if self._ended:
            return
        body = self._answer.body
        body += data[: MAX_BODY_BYTES + 1 - len(body)]
        if len(body) > MAX_BODY_BYTES:
            del body[MAX_BODY_BYTES:]
            self._answer.truncated = self._ended = True  # nobody reads the rest; the connection is closed

    def on_message_complete(self) -> None:
        """The last byte of an answer."""
        if self._has_headers and not self._ended:
            self._ended = True
            self.is_idle = self._answer.status != 101 and self._parser.should_keep_alive()


def request(host: str, path: str, headers: list[tuple[str, str]], body: bytes) -> bytes:
    """The bytes of a POST. ValueError for a header that would be two."""
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}", *(f"{name}: {value}" for name, value in headers)]
    head = "\r\n".join([*lines, f"Content-Length: {len(body)}"])
    if head.count("\n") != len(lines) or head.count("\r") != len(lines):
        raise ValueError("a line break within a header")
    return head.encode("ascii") + b"\r\n\r\n" + body
