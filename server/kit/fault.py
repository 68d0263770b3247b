"""Named places between two writes, at which a test can have the process killed, or stopped.

`point("publish.before_commit")` does nothing, unless `arm` named that place: then the process ends there as by
`kill -9`, with no `finally` run and no buffer flushed. Armed as `publish.before_commit:stop` it stands still there,
as by `kill -STOP`, with every lock and transaction that it holds. The names stand in the source as literals, so a test
finds every one of them by reading it (tests/resilience/test_kill.py) and a new one is tested without being listed.
"""

from __future__ import annotations

import os
import signal

_armed = ""
_signal = signal.SIGKILL


def arm(name: str) -> None:
    """Have the process killed (`name:stop`: stopped) when it first comes to `name`; an empty name disarms."""
    global _armed, _signal
    _armed, _, how = name.partition(":")
    _signal = signal.SIGSTOP if how == "stop" else signal.SIGKILL


def point(name: str) -> None:
    """A place between two writes."""
    if name == _armed:
        os.kill(os.getpid(), _signal)
