"""Folders for what is needed for a moment. Each is locked by the process that uses it, so that the others can tell
which ones a killed process has left behind."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "scratch-"
_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


@contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """A new, empty folder in `parent`, only for us to see into; gone at the end of the block with all that is in it."""
    parent.mkdir(parents=True, exist_ok=True)
    folder, lock = _locked_folder(parent)
    try:
        yield folder
    finally:
        try:
            shutil.rmtree(folder)
        finally:
            os.close(lock)


def sweep_scratch(parent: Path) -> int:
    """Remove the folders in `parent` whose processes were killed, at any time; answers how many there were."""
    swept = 0
    for folder in parent.glob(f"{_PREFIX}*"):
        try:
            lock = os.open(folder, _OPEN_FOLDER)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)
            swept += 1
        except (BlockingIOError, FileNotFoundError):
            pass  # in use, or gone meanwhile
        finally:
            os.close(lock)
    return swept


def _locked_folder(parent: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent.resolve()))
        with suppress(FileNotFoundError):  # swept away before it was locked: try again
            lock = os.open(folder, _OPEN_FOLDER)
            fcntl.flock(lock, fcntl.LOCK_EX)
            if os.fstat(lock).st_nlink > 0:
                return folder, lock
            os.close(lock)
