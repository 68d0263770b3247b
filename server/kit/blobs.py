"""Files under names that are made of their content, in a folder or in an S3-compatible bucket: only the URL differs.

A key is `<prefix>/<SHA-256 in hex>`, the prefix the id of the deployment that brought the content; a compressed
variant has `.gz` or `.br` behind it. Nothing is ever stored under a name that a sender chose. A key is read only
once a row of the database tells of it, and such a row is committed only after the content was made durable.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self
from urllib.parse import unquote, urlsplit

from server.kit.blob_bucket import Bucket
from server.kit.blob_folder import Folder
from server.kit.errors import PayloadTooLarge

CHUNK_BYTES = 1 << 20  # what arrives in one chunk is hashed and stored from memory, without a temporary file

_PREFIX = re.compile(r"[A-Za-z0-9_-]{1,60}")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}/[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}")


class Placement(Protocol):
    """Where one writer puts its blobs. After `finish` or `undo` it is done with."""

    def put(self, digest: str, data: bytes) -> None:
        """Store a small blob."""

    def partial(self) -> AbstractContextManager[IO[bytes]]:
        """A new temporary file for a blob whose digest is not known yet; gone at the end of the block."""

    def adopt(self, digest: str, partial: IO[bytes]) -> None:
        """Store what was written to a `partial`, inside its block."""

    def finish(self) -> None:
        """Return when everything that was stored is durable."""

    def undo(self) -> None:
        """Remove everything that was stored."""


class Backend(Protocol):
    """What a kind of store has to do; BlobStore's methods of the same names say what they mean."""

    def placement(self, prefix: str) -> Placement: ...
    def read(self, key: str, start: int, end: int | None) -> bytes: ...
    def path(self, key: str) -> Path | None: ...
    def size(self, key: str) -> int: ...
    def put(self, key: str, data: bytes) -> None: ...
    def sync(self) -> None: ...
    def delete(self, keys: Iterable[str]) -> None: ...
    def delete_prefix(self, prefix: str) -> None: ...
    def prefixes(self) -> Iterator[str]: ...
    def delete_unfinished(self, before: datetime) -> None: ...


class BlobStore:
    """The blobs at a URL: `file:///absolute/path`, or `s3://bucket/prefix`.

    For a bucket the region, endpoint and credentials come from the `AWS_*` variables, which obstore reads itself.
    `scratch` is a folder for what must be on disk before it can be sent to a bucket. Safe to use from many threads.
    """

    def __init__(self, url: str, scratch: Path) -> None:
        parts = urlsplit(url)
        self._backend: Backend
        if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"):
            self._backend = Folder(Path(unquote(parts.path)))
        elif parts.scheme == "s3" and parts.netloc:
            self._backend = Bucket(url, scratch)
        else:
            raise ValueError(f"a blob store is file:///absolute/path or s3://bucket/prefix, not {url!r}")

    def writer(self, prefix: str) -> BlobWriter:
        """A writer of blobs below `prefix`, to be used as a context manager by one thread."""
        if not _PREFIX.fullmatch(prefix):
            raise ValueError(f"not a prefix of blobs: {prefix!r}")
        return BlobWriter(self._backend.placement(prefix))

    def read(self, key: str, start: int = 0, end: int | None = None) -> bytes:
        """The bytes from `start` to `end` (exclusive; None: the end). FileNotFoundError if there is no such blob."""
        return self._backend.read(_checked(key), start, end)

    def path(self, key: str) -> Path | None:
        """Where the blob is, or would be, in the file system; None in a bucket."""
        return self._backend.path(_checked(key))

    def size(self, key: str) -> int:
        """Bytes of the blob. FileNotFoundError if there is none."""
        return self._backend.size(_checked(key))

    def exists(self, key: str) -> bool:
        """Whether there is such a blob."""
        try:
            self.size(key)
        except FileNotFoundError:
            return False
        return True

    def put(self, key: str, data: bytes) -> None:
        """Store a blob, or replace it, at once for every reader. It is durable after the next `sync`."""
        self._backend.put(_checked(key), data)

    def sync(self) -> None:
        """Make every `put` so far outlive a power cut. One call after many puts: each costs milliseconds."""
        self._backend.sync()

    def delete(self, keys: Iterable[str]) -> None:
        """Remove blobs, and the folders that this empties. Keys that are not there are fine."""
        self._backend.delete(_checked(key) for key in keys)

    def delete_prefix(self, prefix: str) -> None:
        """Remove everything below `prefix`, unfinished files included. A prefix that is not there is fine."""
        if not _PREFIX.fullmatch(prefix):
            raise ValueError(f"not a prefix of blobs: {prefix!r}")
        self._backend.delete_prefix(prefix)

    def prefixes(self) -> Iterator[str]:
        """Every prefix below which there is anything, in no order."""
        return self._backend.prefixes()

    def delete_unfinished(self, before: datetime) -> None:
        """Remove what a `put` left behind whose process was killed; `before`: none that began earlier is under way."""
        self._backend.delete_unfinished(before)


class BlobWriter:
    """Stores new blobs below one prefix, all of them or none.

    When its block ends well, everything is durable, by one sync; when it ends by an exception, whatever this writer
    stored is removed. The same content twice is stored once. Several writers may be at one prefix at a time, as long
    as nobody deletes there.
    """

    def __init__(self, placement: Placement) -> None:
        self._placement = placement
        self._stored: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._placement.undo()
            return
        try:
            self._placement.finish()
        except BaseException:
            self._placement.undo()
            raise

    def put_bytes(self, data: bytes) -> str:
        """Store `data` and answer its digest."""
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._stored:
            self._placement.put(digest, data)
            self._stored.add(digest)
        return digest

    def add(self, chunks: Iterable[bytes], limit: int) -> tuple[str, int]:
        """Store what the chunks are together; answers its digest and its size in bytes.

        Memory holds one chunk at a time. PayloadTooLarge as soon as there are more than `limit` bytes.
        """
        remaining = _limited(chunks, limit)
        first = next(remaining, b"")
        second = next(remaining, None)
        if second is None:
            return self.put_bytes(first), len(first)
        with self._placement.partial() as partial:
            hashed = hashlib.sha256(first)
            partial.write(first)
            while second is not None:
                hashed.update(second)
                partial.write(second)
                second = next(remaining, None)
            digest, size = hashed.hexdigest(), partial.tell()
            if digest not in self._stored:
                partial.flush()
                self._placement.adopt(digest, partial)
                self._stored.add(digest)
        return digest, size


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """The rest of a file, CHUNK_BYTES at a time."""
    return iter(lambda: file.read(CHUNK_BYTES), b"")


def _limited(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise PayloadTooLarge(f"The file is larger than {limit:,} bytes, the most that is taken.")
        yield chunk


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a key of a blob: {key!r}")
    return key
