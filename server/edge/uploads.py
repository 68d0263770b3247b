"""Request bodies that are files: on disk, and within their limits. (Small ones: kit/asgi.py.)"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from server.kit.asgi import ClientGone, Receive
from server.kit.errors import PayloadTooLarge

_CHUNK = 1 << 20


@contextmanager
def spool_file(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A file for one body in `folder`, gone at the end of the block. A crash leaves it to `sweep_spool`."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix="upload-")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, path
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


@dataclass(frozen=True, slots=True)
class Limit:
    """How large a body may be, and how to say so."""

    subject: str
    size_bytes: int
    setting: str

    def exceeded(self) -> PayloadTooLarge:
        """The error for a body that is larger."""
        return PayloadTooLarge(f"{self.subject} is larger than {self.size_bytes} bytes ({self.setting}).")


async def spool(receive: Receive, file: BinaryIO, *, limit: Limit, pool: Executor) -> int:
    """Write the body to `file`, by the thread pool in pieces of a MiB, and answer its size.

    Raises PayloadTooLarge as soon as there is more than the limit.
    """
    loop = asyncio.get_running_loop()
    waiting = bytearray()
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        part = message.get("body", b"")
        size += len(part)
        if size > limit.size_bytes:
            raise limit.exceeded()
        waiting += part
        more = message.get("more_body", False)
        if len(waiting) >= _CHUNK or not more:
            piece, waiting = bytes(waiting), bytearray()
            await loop.run_in_executor(pool, file.write, piece)
    await loop.run_in_executor(pool, file.flush)
    return size


def sweep_spool(folder: Path) -> int:
    """Remove what an earlier process left in `folder` when it was killed. Call it before the first request."""
    left = list(folder.glob("upload-*")) if folder.exists() else []
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
