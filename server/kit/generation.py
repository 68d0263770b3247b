"""A counter in shared memory that says "something that you keep in memory has changed".

Eight bytes of a file in the data folder, mapped by every process of this machine. A reader notes the value before
it queries and compares it at each use (0.1 µs); a writer bumps it after its commit. What another machine changes
arrives by the poll of `server/sites`.
"""

from __future__ import annotations

import mmap
import os
import time
from pathlib import Path


class Generation:
    """`value` changes whenever anybody called `bump`."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(handle, mmap.PAGESIZE)
            self._memory = mmap.mmap(handle, mmap.PAGESIZE)
        finally:
            os.close(handle)

    @property
    def value(self) -> bytes:
        """Eight bytes, to be compared and not understood."""
        return self._memory[0:8]

    def bump(self) -> None:
        """Make every reader look again."""
        before = self._memory[0:8]
        stamp = time.time_ns().to_bytes(8, "little")
        if stamp == before:
            stamp = (time.time_ns() + 1).to_bytes(8, "little")
        self._memory[0:8] = stamp
