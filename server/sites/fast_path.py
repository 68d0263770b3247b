"""Plain hits answered before the request is even parsed: one prebuilt write, or the file sent by the kernel.

A subclass of uvicorn's protocol, for `uvicorn.Config(app, http=SitesProtocol)` where `app.sites` is the sites' room.
It takes a GET or HEAD over HTTP/1.1 that arrives in one piece and alone, on a connection that stays open, for a page
that the room has in memory, and nothing that needs thought: no Range, no precondition but If-None-Match, no body, one
Host. Everything else, the first request for each page included, goes the usual way through ASGI, and finds the same
answer there (tests/sites/test_fast_path.py compares them).

Two readers of one stream are how requests get smuggled, so this one never reads a byte that httptools should have:
it looks only at data that begins where a message begins, and takes it only if it is one whole request of a form that
httptools accepts too (RFC 9112, sections 3 and 5), without a body by construction.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from server.sites.app import SitesApp
from server.sites.bodies import OpenFile
from server.sites.negotiation import accepted, any_match
from server.sites.paths import MAX_QUERY_BYTES
from server.sites.transfer import Transfer

_JOIN_BYTES = 16 << 10  # below this, copying head and body into one piece is cheaper than two pieces

_OK = b"HTTP/1.1 200 OK\r\n"
_NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\n"

# A whole block of request headers, with the empty line at its end: the strict form, no folding, no odd whitespace.
_BLOCK = re.compile(rb"(?:[A-Za-z0-9-]+: ?[\x21-\x7e\x80-\xff](?:[\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?\r\n)+\r\n")
_FIELD = re.compile(rb"([A-Za-z0-9-]+): ?([^\r]*)\r\n")
_QUERY = re.compile(rb"[\x21-\x7e]{0,%d}" % MAX_QUERY_BYTES)
# With any of these a request is not plain.
_NOT_PLAIN = frozenset(
    {
        *(b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"te", b"trailer", b"http2-settings"),
        *(b"range", b"if-range", b"if-match", b"proxy-connection"),
    }
)
# Twice in one request, these are not either.
_SINGLE = frozenset({b"host", b"accept-encoding", b"if-none-match", b"connection"})
# A client sends the same headers again and again, so what they say is remembered; unless it would mean to keep
# somebody's secrets. Emptied when it is full.
_SECRET = frozenset({b"authorization", b"cookie", b"proxy-authorization"})
_BLOCKS_KEPT = 4_096
_MAX_BLOCK_BYTES = 2_048


class _Plain:
    """What the headers of a plain request say."""

    __slots__ = ("accepted", "has_secrets", "host", "none_match")

    def __init__(self, host: bytes, fields: dict[bytes, bytes]) -> None:
        self.host = host
        self.accepted = accepted(fields.get(b"accept-encoding"))
        self.none_match = fields.get(b"if-none-match")
        self.has_secrets = not _SECRET.isdisjoint(fields)


_blocks: dict[bytes, _Plain] = {}


def _read(block: bytes) -> _Plain | None:
    """The headers of a request, if it is plain; None if httptools is to read them."""
    if len(block) > _MAX_BLOCK_BYTES or not _BLOCK.fullmatch(block):
        return None
    fields: dict[bytes, bytes] = {}
    for name, value in _FIELD.findall(block):
        name = name.lower()
        if name in _NOT_PLAIN or (name in fields and name in _SINGLE):
            return None
        fields[name] = value
    host = fields.get(b"host")
    if host is None or fields.get(b"connection", b"keep-alive").lower() != b"keep-alive":
        return None
    return _Plain(host, fields)


def _remember(block: bytes, plain: _Plain) -> None:
    if not plain.has_secrets:
        if len(_blocks) >= _BLOCKS_KEPT:
            _blocks.clear()
        _blocks[block] = plain


class SitesProtocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1 protocol with a shorter way for plain hits."""

    # The headers that uvicorn adds to each answer (Date, Server), as bytes. It makes a new list of them each second.
    _server_headers: list[tuple[bytes, bytes]] | None = None
    _server_lines = b""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        app = self.config.app
        self._sites: SitesApp | None = app if isinstance(app, SitesApp) else getattr(app, "sites", None)
        if self.limit_concurrency is not None or self.root_path:
            self._sites = None  # neither is kept track of here
        self._between_messages = True  # httptools has no part of a message
        self._transfer: Transfer | None = None
        self._idle_timer: asyncio.TimerHandle | None = None
        self._last_answer = 0.0

    def on_message_begin(self) -> None:
        """httptools: the first byte of a request."""
        self._between_messages = False
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """httptools: the last byte of a request."""
        self._between_messages = True
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """The transport: some bytes of the stream."""
        cycle = self.cycle
        if (
            self._between_messages
            and (cycle is None or cycle.response_complete)  # else it is pipelined behind an answer under way
            and self._sites is not None
            and self._answer(self._sites, data)
        ):
            return
        super().data_received(data)

    def _answer(self, sites: SitesApp, data: bytes) -> bool:
        """Answer the one plain request that `data` is, if its page is in memory."""
        line, _, block = data.partition(b"\r\n")
        plain = _blocks.get(block)
        unknown = plain is None
        if plain is None:
            plain = _read(block) if line.startswith((b"GET ", b"HEAD ")) else None
            if plain is None:
                return False
        site = sites.hosts.hit(plain.host)
        if site is None or not line.endswith(b" HTTP/1.1"):
            return False
        if unknown:
            _remember(block, plain)
        method, _, target = line[:-9].partition(b" ")
        path, mark, query = target.partition(b"?")
        # Only a path that httptools took and that was decoded and found before is a key, letter for letter.
        page = sites.pages.get((site.view, path))
        if page is None or self.flow.write_paused or (mark and not _QUERY.fullmatch(query)):
            return False
        with_body = method == b"GET"
        if not with_body and method != b"HEAD":
            return False
        representation = page.choose(plain.accepted)
        if plain.none_match is not None and any_match(plain.none_match, representation.etag):
            status, body = 304, b""
            head = _NOT_MODIFIED + self._lines() + representation.not_modified_head
        else:
            status, body = 200, b""
            head = _OK + self._lines() + representation.head
            if with_body and representation.size:
                content = sites.bodies.cached(representation.blob_key, representation.size)
                if content is None:
                    return False
                if not isinstance(content, bytes):
                    return self._send_file(sites, head, content, line)
                body = content
        self._unset_keepalive_if_required()
        if len(body) < _JOIN_BYTES:
            self.transport.write(head + body)
        else:
            self.transport.writelines((head, body))
        if self.access_log:
            self._log(line, status)
        self.server_state.total_requests += 1
        self._last_answer = self.loop.time()
        if self._idle_timer is None:
            self._idle_timer = self.loop.call_later(self.timeout_keep_alive, self._close_if_idle)
        return True

    def _lines(self) -> bytes:
        headers = self.server_state.default_headers
        if headers is not SitesProtocol._server_headers:
            SitesProtocol._server_lines = b"".join(b"%b: %b\r\n" % header for header in headers)
            SitesProtocol._server_headers = headers
        return SitesProtocol._server_lines

    def _send_file(self, sites: SitesApp, head: bytes, file: OpenFile, line: bytes) -> bool:
        if self.scheme == "https" or self.transport.get_write_buffer_size() or sites.large_files_by_proxy:
            return False  # the kernel can neither encrypt for us nor wait for what the transport still holds
        try:
            transfer = Transfer(self.transport, self.loop, head, file, self._transfer_complete)
        except OSError:
            return False  # no descriptor left
        self._unset_keepalive_if_required()
        # Nothing more is read until the file has left. Should there be more all the same, uvicorn queues it.
        self.flow.pause_reading()
        self._transfer = self.cycle = transfer  # type: ignore[assignment]
        if self.access_log:
            self._log(line, 200)
        transfer.advance()
        return True

    def _transfer_complete(self, transfer: Transfer) -> None:
        """The file has left: let the next request in, as uvicorn does after any answer."""
        self._transfer = None
        if transfer.keep_alive:
            self.on_response_complete()
        else:
            self.transport.close()

    def _log(self, line: bytes, status: int) -> None:
        client = "{}:{}".format(*self.client) if self.client else ""
        method, target, version = line.decode("latin-1").split(" ")
        self.access_logger.info('%s - "%s %s %s" %d', client, method, target, version, status)

    def _close_if_idle(self) -> None:
        """Close a connection without requests, as uvicorn does: one timer that looks, not one for each answer."""
        self._idle_timer = None
        if self.timeout_keep_alive_task is not None or self._transfer is not None:
            return  # uvicorn's own timer is running, or starts when the file has left
        if self.cycle is not None and not self.cycle.response_complete:
            return
        if self.transport.get_protocol() is not self:
            return  # upgraded
        left = self._last_answer + self.timeout_keep_alive - self.loop.time()
        if left <= 0 and self._between_messages:
            self.timeout_keep_alive_handler()
        else:
            self._idle_timer = self.loop.call_later(max(left, 1.0), self._close_if_idle)

    def connection_lost(self, exc: Exception | None) -> None:
        """The transport: the connection is gone."""
        if self._idle_timer is not None:
            self._idle_timer.cancel()
        if self._transfer is not None:
            self._transfer.cancel()
        super().connection_lost(exc)
