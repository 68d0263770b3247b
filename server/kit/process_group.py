"""Runs programs that work on what strangers send: within limits, and never outliving us.

The program runs in a process group of its own, which is killed as a whole when it is done with, so that nothing that
it started stays behind. Should this process itself be killed, the group dies in the same moment: its first process is
a shell whose standard input is a pipe that we hold open, and which kills the group at the end of that pipe. (The
kernel's own means, PR_SET_PDEATHSIG, reaches the child alone and not what the child starts.)

The shell also sets the limits, because Python can set them in the child only by code that runs between fork and exec
(`preexec_fn`), and that may deadlock in a process with threads.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

WATCH_SECONDS = 0.1
PIPE_BYTES = 1 << 20
ERROR_BYTES = 16 << 10  # of what it writes to standard error, the last ones are kept
DRAIN_SECONDS = 5

# $1 and $2 are limits, in blocks of 512 bytes and in KiB; $3 is the file for standard input. macOS knows no limit on
# memory, so it may refuse that one. The watcher is reaped here, as many containers have no init to do it.
_SHELL = """
exec 3<&0
(read -r _; kill -KILL 0) <&3 3<&- >/dev/null 2>&1 &
watcher=$!
exec 3<&-
ulimit -c 0
ulimit -f "$1" || exit 125
ulimit -v "$2" 2>/dev/null
input=$3
shift 3
"$@" <"$input"
status=$?
{ kill "$watcher" && wait "$watcher"; } 2>/dev/null
exit "$status"
"""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the program, and each that it starts, may have."""

    file_bytes: int  # of any file that it writes; SIGXFSZ beyond
    memory_bytes: int  # of address space; allocations fail beyond


class ProgramFailed(Exception):
    """It ended with a status other than 0 (128 + n: by signal n). `errors`: the end of its standard error."""

    def __init__(self, status: int, errors: str) -> None:
        super().__init__(f"status {status}: {errors[-300:]}")
        self.status = status
        self.errors = errors


def output(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    bounds: Bounds,
    watch: Callable[[], None],
    input_file: Path = Path(os.devnull),
) -> Generator[bytes, None, None]:
    """Run a program in `folder` and yield what it writes to standard output, as it comes.

    `watch` is called at once and then every WATCH_SECONDS while we wait; what it raises ends the program. So does
    closing the iterator: use contextlib.closing. ProgramFailed at the end of the output if the program failed.
    """
    limits = (str(-(-bounds.file_bytes // 512)), str(bounds.memory_bytes // 1024))
    with subprocess.Popen(
        ["/bin/sh", "-c", _SHELL, "sh", *limits, str(input_file), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment,
        start_new_session=True,
        pipesize=PIPE_BYTES,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        errors = bytearray()
        with selectors.DefaultSelector() as pipes:
            pipes.register(process.stdout, selectors.EVENT_READ)
            pipes.register(process.stderr, selectors.EVENT_READ)
            try:
                watched_at = -WATCH_SECONDS
                while pipes.get_map():
                    if (now := time.monotonic()) - watched_at >= WATCH_SECONDS:
                        watch()
                        watched_at = now
                    for key, _ in pipes.select(WATCH_SECONDS):
                        data = os.read(key.fd, PIPE_BYTES)
                        if not data:
                            pipes.unregister(key.fileobj)
                        elif key.fileobj is process.stdout:
                            yield data
                        else:
                            errors += data
                            del errors[:-ERROR_BYTES]
                # Not reaped before the group is killed: until then its number cannot be given to somebody else.
                os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            finally:
                with suppress(ProcessLookupError, PermissionError):  # macOS: of a group of zombies
                    os.killpg(process.pid, signal.SIGKILL)
                _drain(pipes)
    if process.returncode != 0:
        raise ProgramFailed(process.returncode, errors.decode(errors="replace"))


def _drain(pipes: selectors.BaseSelector) -> None:
    """Return when every process of a killed group has let go of its pipes, so that none writes to a file any more."""
    deadline = time.monotonic() + DRAIN_SECONDS
    while pipes.get_map() and (left := deadline - time.monotonic()) > 0:
        for key, _ in pipes.select(left):
            if not os.read(key.fd, PIPE_BYTES):
                pipes.unregister(key.fileobj)
