"""A limit on how long a try may take altogether.

httpx's timeouts are for each read and each write: a server that sends a byte every minute keeps a call going for ever.
The sync client therefore reads and writes through streams that know when the try must have ended (`deadline_streams`);
the async client has cancellation and needs none of this.
"""

from __future__ import annotations

import time
from contextvars import ContextVar

# The moment, on the monotonic clock, at which the try that this thread makes must have ended.
_ends: ContextVar[float | None] = ContextVar("deadline", default=None)


def set_seconds(seconds: float | None) -> None:
    """Begin a try that may take this long."""
    _ends.set(None if seconds is None else time.monotonic() + seconds)


def left(timeout: float | None, kind: type[Exception]) -> float | None:
    """What is left of a timeout. Raises `kind` when nothing is."""
    ends = _ends.get()
    if ends is None:
        return timeout
    seconds = ends - time.monotonic()
    if seconds <= 0:
        raise kind("the time for the whole request is over")
    return seconds if timeout is None else min(timeout, seconds)
