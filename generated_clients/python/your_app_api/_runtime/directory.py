"""Reads the files of a site, and works on many of them at a time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Literal, TypeVar

from .errors import ConfigurationError

T = TypeVar("T")

# What no site needs.
LEFT_OUT = frozenset({".git", ".DS_Store", "__MACOSX"})
PARALLEL = 8

Directory = str | os.PathLike[str]


@dataclass(frozen=True)
class UploadProgress:
    """How far sending a folder is."""

    phase: Literal["hashing", "uploading", "uploaded"]
    """`hashing` looks at every file; `uploading` sends those that the server has not got."""
    files: int
    """Files of this phase that are done."""
    total_files: int
    """How many there are."""
    bytes: int
    """Their bytes."""
    total_bytes: int

    def after(self, size: int) -> UploadProgress:
        """The same, one file of this size later."""
        return replace(self, files=self.files + 1, bytes=self.bytes + size)


OnProgress = Callable[[UploadProgress], None]


@dataclass(frozen=True)
class SiteFile:
    """A file of a site. `path` is where it is in the site: `/docs/index.html`."""

    path: str
    file: Path
    size: int
    sha256: str = ""

    def hashed(self) -> SiteFile:
        """The same with the digest of its content."""
        with self.file.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
            return replace(self, size=content.tell(), sha256=digest)


def files_below(directory: Directory) -> list[SiteFile]:
    """The files of a folder, by their paths. A link counts as what it leads to, if that lies in the folder as well;
    ConfigurationError otherwise, and when there are no files."""
    if not os.fspath(directory):
        raise ConfigurationError("The name of the folder must not be empty")
    root = Path(directory)
    if not root.is_dir():
        raise ConfigurationError(f"There is no folder {os.fspath(directory)}")
    found = [
        SiteFile(f"/{path.relative_to(root).as_posix()}", path, path.stat().st_size)
        for path in _walk(root, root.resolve())
    ]
    if not found:
        raise ConfigurationError(f"There are no files in {os.fspath(directory)}")
    return sorted(found, key=lambda each: each.path)


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in LEFT_OUT:
            continue
        real = path.resolve()
        if not real.is_relative_to(root):
            raise ConfigurationError(f"{path} leads to {real}, outside of the folder")
        if path.is_dir():
            if path.is_symlink() and folder.resolve().is_relative_to(real):
                raise ConfigurationError(f"{path} leads to a folder that it is in itself")
            yield from _walk(path, root)
        elif path.is_file():
            yield path
        else:
            raise ConfigurationError(f"{path} is no file that can be read")


def begun(phase: Literal["hashing", "uploading"], files: Sequence[SiteFile]) -> UploadProgress:
    """The start of a phase."""
    return UploadProgress(phase, 0, len(files), 0, sum(each.size for each in files))


def missing_of(site: Iterable[SiteFile], missing: Iterable[str] | None) -> list[SiteFile]:
    """One file for each digest that the server has not got."""
    wanted = set(missing or ())
    return list({each.sha256: each for each in site if each.sha256 in wanted}.values())


def in_parallel(items: Sequence[T], work: Callable[[T], Any], done: Callable[[Any], None]) -> None:
    """Do the work for each item, a few at a time in threads, and none after the first failure, which is raised.

    `done` gets each result, in the thread of the caller.
    """
    waiting = iter(items)
    with ThreadPoolExecutor(PARALLEL) as pool:
        running: set[Future[Any]] = {pool.submit(work, each) for each in islice(waiting, PARALLEL)}
        while running:
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                done(future.result())
            running |= {pool.submit(work, each) for each in islice(waiting, len(finished))}


async def async_in_parallel(
    items: Sequence[T], work: Callable[[T], Awaitable[Any]], done: Callable[[Any], None]
) -> None:
    """The same with tasks."""
    import anyio

    waiting = iter(items)
    failures: list[Exception] = []

    async def worker() -> None:
        for item in waiting:
            try:
                done(await work(item))
            except Exception as error:
                failures.append(error)
                group.cancel_scope.cancel()
                return

    async with anyio.create_task_group() as group:
        for _ in range(min(PARALLEL, len(items))):
            group.start_soon(worker)
    if failures:
        raise failures[0]
