"""Which files a deployment has and what it says about serving them, kept in memory.

A published deployment never changes, so nothing here is ever out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from server.kit.database import Database, table_of
from server.models import Blob, Deployment, DeploymentFile
from server.sites.least_recently_used import LeastRecentlyUsed
from server.sites.single_flight import SingleFlight
from server.sites.site_rules import HeaderRules, RedirectRules

_files = table_of(DeploymentFile)
_blobs = table_of(Blob)
_deployments = table_of(Deployment)

_MANIFEST = (
    sa.select(_files.c.path, _blobs.c.key, _blobs.c.size_bytes, _blobs.c.gzip_bytes, _blobs.c.brotli_bytes)
    .select_from(_files.join(_blobs, _blobs.c.id == _files.c.blob_id))
    .where(_files.c.deployment_id == sa.bindparam("deployment_id"))
)
_RULES = sa.select(_deployments.c.rules).where(_deployments.c.id == sa.bindparam("deployment_id"))
# They tell the server how to serve the site and are no part of it.
_NOT_SERVED = frozenset({"/_redirects", "/_headers"})


class File:
    """One file. Slots and shared strings: there are up to 20,000 of them in one manifest."""

    __slots__ = ("_digest", "_folder", "brotli_bytes", "gzip_bytes", "size_bytes")

    def __init__(self, key: str, size_bytes: int, gzip_bytes: int | None, brotli_bytes: int | None) -> None:
        folder, _, self._digest = key.rpartition("/")
        self._folder = sys.intern(folder)  # the deployment that brought it: the same for most files
        self.size_bytes = size_bytes
        self.gzip_bytes = gzip_bytes  # None: there is no such variant
        self.brotli_bytes = brotli_bytes

    @property
    def key(self) -> str:
        """The blob's key; its variants are at `<key>.gz` and `<key>.br`."""
        return f"{self._folder}/{self._digest}"

    @property
    def digest(self) -> str:
        """SHA-256 of the content as it was published, hex."""
        return self._digest


class Manifest:
    """The files of a deployment by their path, and its rules."""

    __slots__ = ("files", "headers", "redirects")

    def __init__(self, rows: Iterable[Any], rules: dict[str, Any] | None) -> None:
        self.files = {
            path: File(key, size, gzip, brotli) for path, key, size, gzip, brotli in rows if path not in _NOT_SERVED
        }
        self.redirects = RedirectRules(rules["redirects"] if rules else ())
        self.headers = HeaderRules(rules["headers"] if rules else ())


class Manifests:
    """The manifests used last, up to a number of lines in all of them."""

    def __init__(self, database: Database, threads: SingleFlight, *, lines: int) -> None:
        self._database = database
        self._threads = threads
        self._kept: LeastRecentlyUsed[str, Manifest] = LeastRecentlyUsed(lines)

    async def get(self, deployment_id: str) -> Manifest:
        """The manifest of a deployment; one without files if there is no such deployment."""
        manifest = self._kept.get(deployment_id)
        if manifest is None:
            manifest = await self._threads.run(("manifest", deployment_id), lambda: self._load(deployment_id))
            self._kept.put(deployment_id, manifest, cost=len(manifest.files) + 1)
        return manifest

    def _load(self, deployment_id: str) -> Manifest:
        values = {"deployment_id": deployment_id}
        with self._database.transaction(write=False) as session:
            connection = session.connection()
            rules = connection.execute(_RULES, values).scalar_one_or_none()
            return Manifest(connection.execute(_MANIFEST, values), rules)
