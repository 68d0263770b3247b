"""JSON from a server that the operator named, which may be down, slow or broken: it costs seconds and a little memory.

Whose address comes from a stranger is another matter: see webhooks/egress.py.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterable, Mapping
from typing import Any

import httpcore

TOTAL_SECONDS = 6.0  # from the connection to the last byte, however slowly it drips
MAX_BYTES = 512 << 10
WAIT_SECONDS = 2.0  # for a turn
AT_ONCE = 2  # each holds one of the few threads that answer pages


class Unreachable(Exception):
    """There was no answer that could be read; the message says what there was instead, for the log."""


class _Stream(httpcore.NetworkStream):
    """A connection of which every step ends at one moment. httpcore's own limits begin anew with each byte."""

    def __init__(self, inner: httpcore.NetworkStream, ends_at: float) -> None:
        self._inner, self._ends_at = inner, ends_at

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """See httpcore."""
        return self._inner.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """See httpcore."""
        self._inner.write(buffer, self._left())

    def close(self) -> None:
        """See httpcore."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """See httpcore."""
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._left()), self._ends_at)

    def get_extra_info(self, info: str) -> Any:
        """See httpcore."""
        return self._inner.get_extra_info(info)

    def _left(self) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout(f"no whole answer within {TOTAL_SECONDS:g} seconds")
        return left


class _Backend(httpcore.SyncBackend):
    def __init__(self, ends_at: float) -> None:
        self._ends_at = ends_at

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """See httpcore."""
        inner = super().connect_tcp(host, port, max(self._ends_at - time.monotonic(), 0.1), local_address)
        return _Stream(inner, self._ends_at)


class Fetcher:
    """Asks for JSON, two at a time. Trusts the certificate authorities of the system; follows no redirect."""

    def __init__(self) -> None:
        self._turns = threading.Semaphore(AT_ONCE)
        self._tls = ssl.create_default_context()

    def json(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """The status and the JSON object of an answer. Raises Unreachable where there is none."""
        ends_at = time.monotonic() + TOTAL_SECONDS
        if not self._turns.acquire(timeout=WAIT_SECONDS):
            raise Unreachable("others wait for it already")
        try:
            status, content = self._read(method, url, dict(headers or {}), body.encode(), ends_at)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError) as error:
            raise Unreachable(f"{type(error).__name__}: {error}"[:200]) from None
        finally:
            self._turns.release()
        try:
            found = json.loads(content)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Unreachable(f"status {status}, and no JSON object")
        return status, found

    def _read(self, method: str, url: str, headers: dict[str, str], body: bytes, ends_at: float) -> tuple[int, bytes]:
        # Nothing compressed: a small answer could be a large one.
        sent = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Your-App", **headers}
        with (
            httpcore.ConnectionPool(ssl_context=self._tls, network_backend=_Backend(ends_at)) as pool,
            pool.stream(method, url, headers=list(sent.items()), content=body) as answer,
        ):
            content = b""
            for chunk in answer.iter_stream():
                content += chunk
                if len(content) > MAX_BYTES:
                    raise Unreachable(f"more than {MAX_BYTES} bytes")
            return answer.status, content
