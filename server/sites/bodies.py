"""The content of files: small ones in memory, large ones as open files, and what lies in a bucket in pieces."""

from __future__ import annotations

import mmap
import os
from collections.abc import AsyncGenerator
from functools import partial
from pathlib import Path

from server.kit.blobs import BlobStore
from server.sites.least_recently_used import LeastRecentlyUsed
from server.sites.single_flight import SingleFlight

SMALL_BYTES = 256 << 10  # up to here a file is held in memory as a whole
_SLICE_BYTES = 1 << 20  # of a mapped file, to the transport at once; it takes the next when this has left
_PIECE_BYTES = 1 << 20  # of a remote file, for one request to the bucket
_OPEN_FILES = 128  # two descriptors each where it is mapped


class OpenFile:
    """A file that stays open as long as anybody refers to it, even when its name is gone."""

    __slots__ = ("_map", "descriptor", "size")

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._map: mmap.mmap | None = None
        self.size = os.fstat(self.descriptor).st_size

    @property
    def view(self) -> memoryview:
        """The content, mapped and not read: its pages come from the kernel's cache when they are sent."""
        if self._map is None:
            self._map = mmap.mmap(self.descriptor, self.size, prot=mmap.PROT_READ)
        return memoryview(self._map)

    def __del__(self) -> None:
        if hasattr(self, "descriptor"):
            os.close(self.descriptor)


class RemoteFile:
    """A file in a bucket, too large to be held."""

    __slots__ = ("key", "size")

    def __init__(self, key: str, size: int) -> None:
        self.key = key
        self.size = size


Body = bytes | OpenFile | RemoteFile


class Bodies:
    """The content of blobs by their key. A key's content never changes (models/deployments.py), so nothing ages."""

    def __init__(self, blobs: BlobStore, threads: SingleFlight, *, memory_bytes: int) -> None:
        self._blobs = blobs
        self._threads = threads
        self._small: LeastRecentlyUsed[str, bytes] = LeastRecentlyUsed(memory_bytes)
        self._large: LeastRecentlyUsed[str, OpenFile] = LeastRecentlyUsed(_OPEN_FILES)

    def cached(self, key: str, size: int) -> bytes | OpenFile | None:
        """The content, if it is at hand."""
        return self._small.get(key) if size <= SMALL_BYTES else self._large.get(key)

    async def get(self, key: str, size: int) -> Body:
        """The content, opened or read if it is not at hand. FileNotFoundError if the store has no such blob."""
        at_hand = self.cached(key, size)
        if at_hand is not None:
            return at_hand
        body = await self._threads.run(("body", key), lambda: self._load(key, size))
        if isinstance(body, bytes):
            self._small.put(key, body, cost=len(body) + 200)
        elif isinstance(body, OpenFile):
            self._large.put(key, body)
        return body

    async def pieces(self, body: Body, start: int, end: int) -> AsyncGenerator[bytes | memoryview, None]:
        """The bytes from `start` to `end` (exclusive), in pieces that never copy a local file."""
        if isinstance(body, RemoteFile):
            for begin in range(start, end, _PIECE_BYTES):
                stop = min(begin + _PIECE_BYTES, end)
                read = partial(self._blobs.read, body.key, begin, stop)
                yield await self._threads.run(("piece", body.key, begin, stop), read)
            return
        view = body.view if isinstance(body, OpenFile) else memoryview(body)
        for begin in range(start, end, _SLICE_BYTES):
            yield view[begin : min(begin + _SLICE_BYTES, end)]

    def _load(self, key: str, size: int) -> Body:
        path = self._blobs.path(key)
        if size <= SMALL_BYTES:
            body: Body = self._blobs.read(key)
            actual = len(body) if isinstance(body, bytes) else 0
        elif path is not None:
            body = OpenFile(path)
            actual = body.size
        else:
            body, actual = RemoteFile(key, size), size
        if actual != size:
            raise OSError(f"blob {key} has {actual} bytes and not {size}")
        return body
