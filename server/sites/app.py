"""The room that serves published sites, chosen by Host. An ASGI application; it knows HTTP and reads the tables.

`server/sites/fast_path.py` answers the plainest requests before they get here, from the same memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import Any, NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from server.kit.asgi import Receive, Send
from server.kit.errors import AppError
from server.kit.log import get_logger
from server.kit.services import Services
from server.sites import pages, paths
from server.sites.bodies import SMALL_BYTES, Bodies, Body
from server.sites.hosts import Hosts
from server.sites.least_recently_used import LeastRecentlyUsed
from server.sites.manifests import Manifests
from server.sites.negotiation import accepted
from server.sites.pages import PlainPage
from server.sites.responses import Headers, Page, Representation, select
from server.sites.routing import Missing, resolve
from server.sites.single_flight import SingleFlight
from server.sites.site_rules import Redirect

log = get_logger(__name__)

Scope = Mapping[str, Any]
PageKey = tuple[str, bytes]  # a site's view and the path as it is sent

_DATABASE_THREADS = 2
_BLOB_THREADS = 4
_PAGES_BYTES = 32 << 20
# Longer paths are answered and not remembered: nobody fills the memory with addresses of his own making.
_MAX_REMEMBERED_PATH_BYTES = 512
_METHODS = ("GET", "HEAD")
_WANTED = frozenset({b"host", b"accept-encoding", b"if-none-match", b"if-match", b"range", b"if-range"})


class Answer(NamedTuple):
    """Status and headers, and the content: some bytes, or the part of a blob from `start` to `end` (exclusive)."""

    status: int
    headers: Headers
    content: bytes | memoryview = b""
    blob: Representation | None = None
    start: int = 0
    end: int = 0


class SitesApp:
    """Serves every published site. `running()` must be entered for as long as it serves."""

    def __init__(self, services: Services) -> None:
        settings = services.settings
        self._database_threads = SingleFlight(_DATABASE_THREADS, "sites-database")
        self._blob_threads = SingleFlight(_BLOB_THREADS, "sites-blobs")
        prefix = settings.sites_accel_prefix.strip("/")
        self._accel_prefix = f"/{prefix}/" if prefix and services.settings.blobs.startswith("file://") else ""
        self.large_files_by_proxy = self._accel_prefix != ""
        self._manifests = Manifests(services.database, self._database_threads, lines=settings.sites_cache_files)
        self.hosts = Hosts(services, self._database_threads)
        self.bodies = Bodies(services.blobs, self._blob_threads, memory_bytes=settings.sites_cache_bytes)
        self.pages: LeastRecentlyUsed[PageKey, Page] = LeastRecentlyUsed(_PAGES_BYTES)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Poll the database for changes that other machines make, and end the threads afterwards."""
        poll = asyncio.create_task(self.hosts.poll(), name="sites-poll")
        try:
            yield
        finally:
            poll.cancel()
            await asyncio.gather(poll, return_exceptions=True)
            self._database_threads.close()
            self._blob_threads.close()

    def claims(self, scope: Scope) -> bool:
        """Whether a request is for this room: its Host is a name below the sites' domain."""
        return any(name == b"host" and self.hosts.is_below_domain(value) for name, value in scope["headers"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        method = scope["method"]
        wanted: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name in _WANTED:
                # Lists go on over several lines (RFC 9110, section 5.3); a second Host makes the value malformed.
                wanted[name] = value if name not in wanted else wanted[name] + b", " + value
        pieces: AsyncGenerator[bytes | memoryview, None] | None = None
        try:
            page = self._known(scope, method, wanted.get(b"host")) or await self._find(scope, method, wanted)
            answer = self._answer(page, method, wanted)
            piece = answer.content
            if answer.blob is not None:
                blob, start, end = answer.blob, answer.start, answer.end
                body: Body | None = self.bodies.cached(blob.blob_key, blob.size)
                if body is None:
                    body = await self.bodies.get(blob.blob_key, blob.size)
                if isinstance(body, bytes):
                    piece = body if end - start == blob.size else body[start:end]
                else:
                    pieces = self.bodies.pieces(body, start, end)
                    piece = await anext(pieces)  # what cannot be read shows now, while there can still be a 500
        except Exception as error:
            answer = _failure(error, scope, method)
            pieces, piece = None, answer.content
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": piece, "more_body": pieces is not None})
        if pieces is not None:
            await self._stream(pieces, receive, send)

    def _known(self, scope: Scope, method: str, host: bytes | None) -> Page | None:
        """The page of a request, if it is in memory."""
        site = self.hosts.hit(host)
        if site is None or method not in _METHODS or len(scope["query_string"]) > paths.MAX_QUERY_BYTES:
            return None
        return self.pages.get((site.view, scope["raw_path"]))

    async def _find(self, scope: Scope, method: str, wanted: Mapping[bytes, bytes]) -> Page | PlainPage:
        """The page of a request. AppError for a request that cannot be read."""
        if method not in _METHODS:
            return pages.METHOD_NOT_ALLOWED
        raw_path, query = scope["raw_path"], scope["query_string"]
        if len(raw_path) > paths.MAX_PATH_BYTES or len(query) > paths.MAX_QUERY_BYTES:
            raise paths.UriTooLong
        site = await self.hosts.find(wanted.get(b"host"))
        path = paths.decode(raw_path)
        if site.deployment_id is None:
            return pages.NOTHING_DEPLOYED if site.exists else pages.NO_SITE
        manifest = await self._manifests.get(site.deployment_id)
        outcome = resolve(manifest, path, query)
        if isinstance(outcome, Redirect):
            return pages.redirect(outcome.status, outcome.location)
        if isinstance(outcome, Missing):
            return pages.GONE if outcome.status == 410 else pages.NOT_FOUND
        page = Page(
            manifest.files[outcome.path],
            outcome.path,
            manifest.headers.for_path(path),
            status=outcome.status,
            immutable=site.immutable,
        )
        if outcome.status == 200 and outcome.memorable and len(raw_path) <= _MAX_REMEMBERED_PATH_BYTES:
            self.pages.put((site.view, raw_path), page, cost=page.cost)
        return page

    def _answer(self, page: Page | PlainPage, method: str, wanted: Mapping[bytes, bytes]) -> Answer:
        """What to send for a page, and which part of which blob."""
        if isinstance(page, PlainPage):
            return Answer(page.status, page.headers, b"" if method == "HEAD" else page.body)
        representation = page.choose(accepted(wanted.get(b"accept-encoding")))
        status, headers, start, end = page.status, representation.headers, 0, representation.size
        if status == 200:
            status, headers, start, end = select(representation, method, wanted)
        if start == end or method == "HEAD":
            return Answer(status, headers)
        if self._by_proxy(page, representation, status, wanted):
            target = (b"x-accel-redirect", (self._accel_prefix + representation.blob_key).encode())
            kept = [header for header in headers if header[0] != b"content-length"]
            return Answer(status, [*kept, (b"content-length", b"0"), target])
        return Answer(status, headers, b"", representation, start, end)

    def _by_proxy(self, page: Page, representation: Representation, status: int, wanted: Mapping[bytes, bytes]) -> bool:
        """Whether the proxy in front of us sends this file: a large one, whole, without headers of the site's.

        nginx passes on only some headers of an answer with X-Accel-Redirect, and would answer a Range by itself. What
        it has to be told stands in tests/sites/test_bodies.py, which runs one.
        """
        return (
            self.large_files_by_proxy
            and status == 200
            and representation.size > SMALL_BYTES
            and b"range" not in wanted
            and not page.has_own_headers
        )

    async def _stream(self, pieces: AsyncGenerator[bytes | memoryview, None], receive: Receive, send: Send) -> None:
        """Send what is left, as fast as the client takes it, and no longer than it is there."""
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            async with aclosing(pieces):
                async for piece in pieces:
                    if gone.done():
                        return
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _failure(error: Exception, scope: Scope, method: str) -> Answer:
    """The page for what went wrong before anything was sent."""
    if isinstance(error, AppError):
        page = pages.bad_request(414 if isinstance(error, paths.UriTooLong) else 400, error.message)
    elif isinstance(error, SQLAlchemyError):
        log.error("site_lookup_failed", error=type(error).__name__, path=scope["path"])
        page = pages.UNAVAILABLE
    else:
        if isinstance(error, OSError):  # a blob that is not there or not whole: no bug that a traceback would show
            log.error("blob_unreadable", path=scope["path"], error=str(error))
        else:
            log.error("site_answer_failed", path=scope["path"], exc_info=error)
        page = pages.BROKEN
    return Answer(page.status, page.headers, b"" if method == "HEAD" else page.body)
