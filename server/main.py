"""The process: its parts, and the one ASGI app with three rooms behind one door.

Host below the sites' domain      → server/sites: published files, nothing else
/v1/…, /openapi.yaml, …json       → server/edge: the API
everything else                   → server/web: Flask
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from a2wsgi import WSGIMiddleware

from server.auth.usage import KeyUsage
from server.edge import documents
from server.edge.app import create_api
from server.edge.contract import Contract
from server.edge.uploads import sweep_spool
from server.jobs import JobEngine
from server.kit.asgi import Receive, Scope, Send
from server.kit.blobs import BlobStore
from server.kit.config import Settings
from server.kit.database import Database
from server.kit.generation import Generation
from server.kit.log import get_logger
from server.kit.mail import Post
from server.kit.services import Services
from server.kit.vault import vault_of
from server.sites.app import SitesApp
from server.web.app import create_web
from server.web.whole_bodies import WholeBodies
from server.webhooks import sealing

log = get_logger(__name__)

USAGE_FLUSH_SECONDS = 30
_DOCUMENTS = {path.encode() for path in documents.PATHS}


class Process:
    """The services of one process, started and stopped together."""

    def __init__(self, settings: Settings) -> None:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        self.settings = settings
        # One connection for each thread that can want one at once: handlers, pages, ingest, sites, the flush.
        self.database = Database(settings.database, pool_size=2 * settings.threads + 2 + 2 + 1)
        self.engine = JobEngine(settings)
        self.services = Services(
            settings=settings,
            database=self.database,
            blobs=BlobStore(settings.blobs, settings.data_dir / "incoming"),
            jobs=self.engine,
            live=Generation(settings.data_dir / "live.generation"),
            changes=Generation(settings.data_dir / "changes.generation"),
            post=Post(settings),
        )
        self.usage = KeyUsage()
        self._stopping = threading.Event()

    def start(self) -> None:
        """Take the data folder, launch the jobs. Blocks on the database: never call it on the event loop.

        Raises Sealed if this process has not the keys that the others had.
        """
        sealing.seal_all(self.database, vault_of(self.settings))
        self.engine.start(self.services)
        left = sweep_spool(self.settings.data_dir / "incoming")
        if left:
            log.info("spool_swept", files=left)
        self._flusher = threading.Thread(target=self._flush, name="key-usage", daemon=True)
        self._flusher.start()

    def stop(self) -> None:
        """Let running jobs end within `drain_seconds`, then let go of everything."""
        self._stopping.set()
        self._flusher.join()
        self.engine.stop()
        self.services.post.stop()
        self.database.dispose()

    def _flush(self) -> None:
        while True:
            ending = self._stopping.wait(USAGE_FLUSH_SECONDS)
            try:
                with self.database.transaction(write=True) as session:
                    self.usage.flush(session)
            except Exception:
                log.exception("key_usage_not_written")
            if ending:
                return


def create_app(settings: Settings) -> Door:
    """The ASGI app of the API's process; uvicorn runs its lifespan."""
    process = Process(settings)
    contract = Contract.load()
    sites = SitesApp(process.services)

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        await asyncio.to_thread(process.start)
        try:
            async with sites.running():
                yield
        finally:
            await asyncio.to_thread(process.stop)
            api.close()

    frame, api = create_api(process.services, contract, process.usage, lifespan)
    flask = create_web(process.services, contract.yaml, contract.document, api.perform)
    wsgi: Any = flask  # a2wsgi and Flask type the same protocol in two ways
    web = WholeBodies(WSGIMiddleware(wsgi, workers=settings.threads), limit_bytes=settings.limits.body_bytes)
    return Door(sites=sites, api=frame, web=web)


class Door:
    """Sends each request to its room, by Host first and by the path as it stands on the wire second.

    `sites` is there for the protocol, which answers the plainest requests for a site before they get here.
    """

    def __init__(self, *, sites: SitesApp, api: Any, web: Any) -> None:
        self.sites, self._api, self._web = sites, api, web

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        await self._room(scope)(scope, receive, send)

    def _room(self, scope: Scope) -> Any:
        if scope["type"] != "http":
            return self._api  # the lifespan is Connexion's to run
        hosts = [name for name, _ in scope["headers"]].count(b"host")
        if hosts == 1 and self.sites.claims(scope):
            return self.sites
        raw: bytes = scope["raw_path"]
        # A request with no Host, or with two, is refused by the API's frame, which says so.
        if hosts != 1 or raw.startswith(b"/v1/") or raw == b"/v1" or raw in _DOCUMENTS:
            return self._api
        return self._web
