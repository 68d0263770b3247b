"""Blobs in an S3-compatible bucket, through obstore."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import S3Store

THREADS = 16
PENDING = 32  # blobs of a writer that are on their way at once, each of at most one chunk in memory
PART_BYTES = 8 << 20
DELETE_BATCH = 1000  # S3: keys in one DeleteObjects request


class Bucket:
    """A backend of BlobStore. A bucket has no half-written objects, and what it has acknowledged is durable."""

    def __init__(self, url: str, scratch: Path) -> None:
        self._store = S3Store.from_url(url)
        self._scratch = scratch
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="blobs")

    def placement(self, prefix: str) -> BucketPlacement:
        return BucketPlacement(self._store, prefix, self._scratch, self._threads)

    def path(self, key: str) -> None:
        return None

    def size(self, key: str) -> int:
        return obstore.head(self._store, key)["size"]

    def read(self, key: str, start: int, end: int | None) -> bytes:
        if end is not None:
            # A range without bytes cannot be asked for (RFC 9110, section 14.1.2).
            return bytes(obstore.get_range(self._store, key, start=start, end=end)) if start < end else b""
        options: obstore.GetOptions = {"range": {"offset": start}} if start else {}
        return bytes(obstore.get(self._store, key, options=options).bytes())

    def put(self, key: str, data: bytes) -> None:
        obstore.put(self._store, key, data, use_multipart=False)

    def sync(self) -> None:
        """Every put is durable when it returns."""

    def delete(self, keys: Iterable[str]) -> None:
        keys = iter(keys)
        while batch := list(islice(keys, DELETE_BATCH)):
            obstore.delete(self._store, batch)

    def delete_prefix(self, prefix: str) -> None:
        for page in obstore.list(self._store, prefix, chunk_size=DELETE_BATCH):
            obstore.delete(self._store, [each["path"] for each in page])

    def prefixes(self) -> Iterator[str]:
        yield from obstore.list_with_delimiter(self._store)["common_prefixes"]

    def delete_unfinished(self, before: datetime) -> None:
        """A bucket shows an object when it is whole, and not before."""


class BucketPlacement:
    """What one writer puts below one prefix, many blobs at a time."""

    def __init__(self, store: S3Store, prefix: str, scratch: Path, threads: ThreadPoolExecutor) -> None:
        self._store = store
        self._prefix = prefix
        self._scratch = scratch
        self._threads = threads
        self._pending: set[Future[str | None]] = set()
        self._placed: list[str] = []

    def put(self, digest: str, data: bytes) -> None:
        if len(self._pending) >= PENDING:
            self._collect(*wait(self._pending, return_when=FIRST_COMPLETED))
        self._pending.add(self._threads.submit(self._create, digest, data))

    def partial(self) -> AbstractContextManager[IO[bytes]]:
        self._scratch.mkdir(parents=True, exist_ok=True)
        return tempfile.NamedTemporaryFile(dir=self._scratch, prefix="blob-")

    def adopt(self, digest: str, partial: IO[bytes]) -> None:
        key = f"{self._prefix}/{digest}"
        try:
            obstore.head(self._store, key)
        except FileNotFoundError:
            self._placed.append(key)
        # `mode="create"` would hold the whole file in memory.
        obstore.put(self._store, key, Path(partial.name), chunk_size=PART_BYTES, max_concurrency=4)

    def finish(self) -> None:
        self._collect(*wait(self._pending))

    def undo(self) -> None:
        for future in self._pending:
            future.cancel()
        for future in wait(self._pending).done:
            if not future.cancelled() and future.exception() is None and (key := future.result()) is not None:
                self._placed.append(key)
        if self._placed:
            obstore.delete(self._store, self._placed)

    def _create(self, digest: str, data: bytes) -> str | None:
        """Store a small blob; None if it was there already, and thus is not ours to undo."""
        key = f"{self._prefix}/{digest}"
        try:
            obstore.put(self._store, key, data, mode="create", use_multipart=False)
        except AlreadyExistsError:
            return None
        return key

    def _collect(self, done: set[Future[str | None]], rest: set[Future[str | None]]) -> None:
        """Note what was stored, and raise if anything could not be."""
        self._pending = rest
        failed = None
        for future in done:
            if (error := future.exception()) is not None:
                failed = error
            elif (key := future.result()) is not None:
                self._placed.append(key)
        if failed is not None:
            raise failed
