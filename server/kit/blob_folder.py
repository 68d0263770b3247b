"""Blobs in a folder of the local file system: `<root>/<prefix>/<name>`."""

from __future__ import annotations

import ctypes
import os
import secrets
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

# Written but not yet on the disk: at this many bytes the disk is set to work, beside us. What is left for the sync at
# the end takes 10 ms instead of 200 (100 MB, 5,000 files).
FLUSH_BYTES = 16 << 20
UNFINISHED = ".unfinished"  # a folder beside those of the prefixes

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC

_libc = ctypes.CDLL(None, use_errno=True)


class Folder:
    """A backend of BlobStore."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self._root = root
        # What a killed `put` leaves behind is found here, and not among the blobs of a thousand prefixes.
        self._unfinished = root / UNFINISHED
        self._flushing = ThreadPoolExecutor(1, thread_name_prefix="blobs-flush")

    def placement(self, prefix: str) -> FolderPlacement:
        return FolderPlacement(self._root / prefix, self._flushing)

    def path(self, key: str) -> Path:
        return self._root / key

    def size(self, key: str) -> int:
        return self.path(key).stat().st_size

    def read(self, key: str, start: int, end: int | None) -> bytes:
        with self.path(key).open("rb", buffering=0) as file:
            wanted = (os.fstat(file.fileno()).st_size if end is None else end) - start
            pieces = []
            while wanted > 0 and (piece := os.pread(file.fileno(), wanted, start)):
                pieces.append(piece)
                start, wanted = start + len(piece), wanted - len(piece)
        return b"".join(pieces)

    def put(self, key: str, data: bytes) -> None:
        path = self.path(key)
        partial = self._unfinished / _partial_name()
        self._unfinished.mkdir(exist_ok=True)
        try:
            partial.write_bytes(data)
            try:
                partial.replace(path)
            except FileNotFoundError:
                # The first blob of the prefix, or somebody has deleted the last one and the folder with it.
                path.parent.mkdir(exist_ok=True)
                partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise

    def sync(self) -> None:
        handle = os.open(self._root, _OPEN_FOLDER)
        try:
            _sync_file_system(handle)
        finally:
            os.close(handle)

    def delete(self, keys: Iterable[str]) -> None:
        folders = set()
        for key in keys:
            path = self.path(key)
            path.unlink(missing_ok=True)
            folders.add(path.parent)
        for folder in folders:
            _remove_if_empty(folder)

    def delete_prefix(self, prefix: str) -> None:
        folder = self._root / prefix
        with suppress(FileNotFoundError), os.scandir(folder) as entries:
            for entry in entries:
                Path(entry.path).unlink(missing_ok=True)
        _remove_if_empty(folder)

    def prefixes(self) -> Iterator[str]:
        with os.scandir(self._root) as entries:
            for entry in entries:
                if entry.name != UNFINISHED and entry.is_dir(follow_symlinks=False):
                    yield entry.name

    def delete_unfinished(self, before: datetime) -> None:
        with suppress(FileNotFoundError):  # there is no such folder before the first `put`
            for partial in list(self._unfinished.iterdir()):
                with suppress(FileNotFoundError):  # its `put` has just finished
                    if partial.stat().st_mtime < before.timestamp():
                        partial.unlink()


class FolderPlacement:
    """What one writer puts into the folder of one prefix.

    A small blob is written under its own name, with no rename, which would be a tenth of the whole time: nobody
    reads a name before the database tells of it. A name that is there already may be what a killed process left
    half-written, so it is never trusted: it is replaced by a rename.
    """

    def __init__(self, folder: Path, flushing: ThreadPoolExecutor) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        # Opened before the first write, because syncfs reports what failed since then.
        self._handle = os.open(folder, _OPEN_FOLDER)
        self._placed: list[str] = []
        self._flushing = flushing
        self._flush: Future[None] | None = None
        self._unflushed_bytes = 0

    def put(self, digest: str, data: bytes) -> None:
        try:
            descriptor = os.open(digest, _CREATE, 0o666, dir_fd=self._handle)
        except FileExistsError:
            with self.partial() as partial:
                partial.write(data)
                partial.flush()
                self.adopt(digest, partial)
            return
        self._placed.append(digest)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        finally:
            os.close(descriptor)
        self._wrote(len(data))

    @contextmanager
    def partial(self) -> Iterator[IO[bytes]]:
        path = self._folder / _partial_name()
        with path.open("xb") as file:
            try:
                yield file
            finally:
                path.unlink(missing_ok=True)  # it is not there any more if it was adopted

    def adopt(self, digest: str, partial: IO[bytes]) -> None:
        path = self._folder / digest
        if not path.exists():
            self._placed.append(digest)
        Path(partial.name).replace(path)
        self._wrote(partial.tell())

    def finish(self) -> None:
        if self._flush is not None:
            self._flush.result()
        _sync_file_system(self._handle)
        os.close(self._handle)
        if not self._placed:
            _remove_if_empty(self._folder)

    def undo(self) -> None:
        if self._flush is not None:
            self._flush.exception()  # waits for it; what went wrong does not matter any more
        for digest in self._placed:
            with suppress(FileNotFoundError):
                os.unlink(digest, dir_fd=self._handle)
        os.close(self._handle)
        _remove_if_empty(self._folder)

    def _wrote(self, size_bytes: int) -> None:
        self._unflushed_bytes += size_bytes
        if self._unflushed_bytes >= FLUSH_BYTES and (self._flush is None or self._flush.done()):
            if self._flush is not None:
                self._flush.result()
            self._flush = self._flushing.submit(_sync_file_system, self._handle)
            self._unflushed_bytes = 0


def _partial_name() -> str:
    return f".{secrets.token_hex(8)}.partial"


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):  # not empty, or gone already
        folder.rmdir()


def _sync_file_system(handle: int) -> None:
    """syncfs(2): one wait for all that was written, where an fsync for each file takes two to five times as long."""
    if not hasattr(_libc, "syncfs"):  # not Linux
        os.sync()
    elif _libc.syncfs(handle) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
