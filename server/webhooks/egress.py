"""One request to a receiver, who may be anybody's and mean us harm.

The host is looked up at each connection, each of its addresses must be a public one, and the connection goes to an
address that was checked, so nobody can answer a second look-up differently. TLS is verified for the name. Redirects are
answers like any other. The whole exchange has one deadline, however slowly the receiver drips; of its answer at most
16 KiB are read, of its headers 8 KiB are kept (connection.py).
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address

from server.kit import clock
from server.kit.addresses import Address, is_public
from server.kit.config import Settings
from server.webhooks.connection import Answer, BadAnswer, Connection, request
from server.webhooks.target import NOT_PUBLIC, BadTarget, Target, parse

CONNECT_SECONDS = 5.0  # for each address of the host
LOOKUP_THREADS = 32

Origin = tuple[str, str, int]  # scheme, host, port


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of one request."""

    at: datetime
    duration_ms: int
    status: int | None = None  # None: there was no answer
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: str = ""
    truncated: bool = False
    error: str | None = None  # why there was no answer

    def header(self, name: str) -> str | None:
        """The first header of this name, in lower case."""
        return next((value for key, value in self.headers if key == name), None)

    def without_its_answer(self) -> Reply:
        """The same attempt with nothing of what the receiver sent: an error, for what cannot be read or kept."""
        return Reply(self.at, self.duration_ms, error="What came back could not be read, so it counts as no answer.")


class Refused(Exception):
    """The host has an address that nothing may be sent to, or none at all; the message says which."""


def resolve(host: str, port: int) -> list[Address]:
    """The addresses of a host in the system's order. A function of its own, so that a test can be a bad name server."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(ip_address(each[4][0]) for each in found))


class Egress:
    """Sends requests. Belongs to one event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tls = ssl.create_default_context(cafile=settings.webhook_ca_file or None)
        # Of our own: a name server that is silent holds a thread for ten seconds.
        self._lookups = ThreadPoolExecutor(LOOKUP_THREADS, thread_name_prefix="lookup")

    def pool(self) -> Pool:
        """Connections to one receiver, kept between requests. Close it."""
        return Pool(self._dial)

    def close(self) -> None:
        """Wait for no look-up any more."""
        self._lookups.shutdown(wait=False, cancel_futures=True)

    async def post(self, pool: Pool, url: str, headers: list[tuple[str, str]], body: bytes) -> Reply:
        """Send one request and tell what became of it. Raises nothing."""
        at, began = clock.now(), time.monotonic()
        answer, error = Answer(), None
        try:
            target = parse(url, allow_private=self._settings.webhook_allow_private)
            async with asyncio.timeout(self._settings.webhook_timeout_seconds):
                await pool.exchange(target, request(target.netloc, target.path, headers, body), answer)
        except (BadTarget, Refused, BadAnswer) as failed:
            error = str(failed)
        except TimeoutError:
            # What has come in time stays: an answer whose body drips is no answer, and its owner sees why.
            error = f"No whole answer within {self._settings.webhook_timeout_seconds:g} s."
        except ssl.SSLError as failed:
            error = f"TLS: {_shown(failed)}"
        except OSError as failed:
            error = f"{type(failed).__name__}: {_shown(failed)}"
        return Reply(
            at=at,
            duration_ms=round((time.monotonic() - began) * 1000),
            status=answer.status,
            headers=[(_text(name.lower(), "latin-1"), _text(value, "latin-1")) for name, value in answer.headers],
            body=_text(answer.body, "utf-8"),
            truncated=answer.truncated,
            error=error,
        )

    async def _dial(self, target: Target) -> Connection:
        """A new connection to an address of the target that was checked. Raises Refused before there is any."""
        loop = asyncio.get_running_loop()
        error: OSError | None = None
        for address in await self._addresses(target.host.strip("[]"), target.port):
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    _, connection = await loop.create_connection(
                        Connection,
                        str(address),
                        target.port,
                        ssl=self._tls if target.scheme == "https" else None,
                        server_hostname=target.host.strip("[]") if target.scheme == "https" else None,
                    )
                return connection
            except ssl.SSLError:
                raise
            except TimeoutError:
                error = OSError(f"{address} did not answer within {CONNECT_SECONDS:g} s")
            except OSError as failed:
                error = failed
        assert error is not None
        raise error

    async def _addresses(self, host: str, port: int) -> list[Address]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._lookups, resolve, host, port)
        if not found:
            raise Refused(f"The host {host} has no address.")
        bad = [each for each in found if not is_public(each)]
        if bad and not self._settings.webhook_allow_private:
            raise Refused(NOT_PUBLIC.format(host=f"{host} ({bad[0]})"))
        return found


class Pool:
    """The connections of one lane."""

    def __init__(self, dial: Callable[[Target], Awaitable[Connection]]) -> None:
        self._dial = dial
        self._kept: list[tuple[Origin, Connection]] = []

    async def __aenter__(self) -> Pool:
        return self

    async def __aexit__(self, *_: object) -> None:
        for _, connection in self._kept:
            connection.close()

    async def exchange(self, target: Target, request: bytes, answer: Answer) -> None:
        """Send a request over a connection that is there, or over a new one. See `Connection.exchange`."""
        origin = (target.scheme, target.host, target.port)
        connection = self._take(origin)
        if connection is not None:
            try:
                await connection.exchange(request, answer)
            except (BadAnswer, OSError):
                if connection.was_answered:
                    raise
                # Closed while it was idle, which tells nothing of the request. If it was read all the same, it comes
                # twice with one webhook-id, as anything may.
                connection = None
        if connection is None:
            connection = await self._dial(target)
            await connection.exchange(request, answer)
        if connection.is_idle:
            self._kept.append((origin, connection))

    def _take(self, origin: Origin) -> Connection | None:
        while self._kept:
            its_origin, connection = self._kept.pop()
            if its_origin == origin and connection.is_idle:
                return connection
            connection.close()
        return None


def _text(raw: bytes | bytearray, encoding: str) -> str:
    return storable(raw.decode(encoding, errors="replace"))


def storable(text: str) -> str:
    """Without what no database takes."""
    return text.replace("\0", "\ufffd")


def _shown(error: Exception) -> str:
    return storable(str(error) or "the connection broke")[:300]
