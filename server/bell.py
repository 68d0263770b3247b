"""Has the job engine look for work as soon as there is some, where it would look every `job_poll_seconds`.

DBOS polls: a deployment would wait for a tenth of a second on average, most of what a small one takes. So whoever has
committed a job rings, which changes eight bytes of memory that the processes of this machine share, and the thread of
the queue, which waits for its turn or for the end, looks at them meanwhile. Workers on other machines poll as before.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

from server.kit.generation import Generation

LOOK_SECONDS = 0.02  # 50 times a second, 0.1 % of a processor


class Bell:
    """What `ring` wakes."""

    def __init__(self, rung: Generation) -> None:
        self._rung = rung
        self._heard: dict[str, bytes] = {}  # thread → the last ring that it has looked for work after

    def ring(self) -> None:
        """There is work. To be called after the commit."""
        self._rung.bump()

    def wakes(self, threads: Iterable[str]) -> list[threading.Event]:
        """A list for the events that end an engine's threads, which puts each in there before it starts a thread.

        A ring ends the `wait` for one of them, as its timeout would, in threads of these names and in no others.
        """
        for name in threads:
            self._heard[name] = self._rung.value
        return _Stops(self)

    def waiting(self, wait: Callable[[float | None], bool]) -> Callable[[float | None], bool]:
        def wait_or_hear(timeout: float | None = None) -> bool:
            name = threading.current_thread().name
            if timeout is None or name not in self._heard:
                return wait(timeout)
            until = time.monotonic() + timeout
            while (left := until - time.monotonic()) > 0:
                if wait(min(left, LOOK_SECONDS)):
                    return True
                # Also a ring that came while this thread looked for work, which may have been before the commit.
                if (rung := self._rung.value) != self._heard[name]:
                    self._heard[name] = rung
                    return False
            return wait(0)

        return wait_or_hear


class _Stops(list[threading.Event]):
    """The engine has no other place where one could come in. If it has another one, test_starting.py fails."""

    def __init__(self, bell: Bell) -> None:
        super().__init__()
        self._bell = bell

    def append(self, stop: threading.Event) -> None:
        setattr(stop, "wait", self._bell.waiting(stop.wait))  # noqa: B010 (a method; mypy forbids `=`)
        super().append(stop)
