"""A bare repository in a scratch folder, and the git commands that fill it and read it, each within bounds.

Nothing is ever checked out: files are read out of git's objects. So no name that a stranger chose reaches the file
system, and no attribute, filter (LFS), hook or submodule of the repository is ever looked at. Of this server, neither
the configuration of git nor any credentials are read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from server.deployments.listing import shown
from server.kit.blobs import CHUNK_BYTES
from server.kit.errors import AppError
from server.kit.process_group import Bounds, output

FETCHED = "refs/fetched"  # what `fetch` brought

_MINIMUM_VERSION = (2, 37)  # knows http.curloptResolve; an older one ignores it, and looks a host up for a second time
_VERSION = re.compile(r"git version (\d+)[.](\d+)")

# What would send us elsewhere or start programs is off, though the defaults of 2.39 are mostly so.
_CONFIG = {
    "protocol.allow": "never",
    "http.followRedirects": "false",  # also those of a repository's http-alternates
    "transfer.bundleURI": "false",
    "credential.helper": "",
    "core.hooksPath": os.devnull,
    "gc.auto": "0",
    "maintenance.auto": "false",
    # One pack, never loose objects, so that a limit on the size of a file is one on the whole.
    "fetch.unpackLimit": "1",
    "core.fsync": "none",
    # Little memory: large files are streamed, packs are mapped piece by piece.
    "core.bigFileThreshold": "16m",
    "core.packedGitWindowSize": "16m",
    "core.packedGitLimit": "64m",
    "core.deltaBaseCacheLimit": "32m",
    "pack.threads": "1",
}

_FOUND = re.compile(rb"([0-9a-f]{40,64}) (commit|tree|blob|tag) (\d+)\n?")
_ENTRY = re.compile(rb"(\d{6}) \w+ ([0-9a-f]{40,64}) +(\d+|-|BAD)\t(.*)", re.DOTALL)
_HEADER_BYTES = 4096  # more than a line of cat-file has, or what ls-tree puts before a name


class Damaged(Exception):
    """The repository does not hold what it says; the message tells what."""


class NameTooLong(Exception):
    """An entry's name is longer than any that could be used. `beginning`: of the name."""

    def __init__(self, beginning: str) -> None:
        super().__init__(beginning)
        self.beginning = beginning


@dataclass(frozen=True, slots=True)
class Found:
    """An object."""

    object_id: str
    kind: str  # commit, tree, blob, tag


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One line of a tree and of those below it."""

    name: str  # `docs/index.html`; with surrogate escapes (PEP 383) where its bytes are not UTF-8
    mode: str  # 100644, 100755; 040000: a folder, 120000: a symbolic link, 160000: a submodule
    object_id: str
    size_bytes: int  # 0 for what is no file


class Repository:
    """See above. `watch` is called all the time while git runs; what it raises ends git.

    Each method may raise ProgramFailed.
    """

    def __init__(self, scratch: Path, config: Mapping[str, str], bounds: Bounds, watch: Callable[[], None]) -> None:
        self._git = program()
        self._scratch = scratch
        self._folder = scratch
        self._config = [part for key, value in {**_CONFIG, **config}.items() for part in ("-c", f"{key}={value}")]
        self._bounds = bounds
        self._watch = watch

    def create(self, object_format: Literal["sha1", "sha256"]) -> None:
        """Make an empty repository, instead of one of the other format if there is one."""
        self._folder = self._scratch / object_format
        self._run("init", "--quiet", "--bare", "--template=", f"--object-format={object_format}")

    def fetch(self, url: str, name: str) -> None:
        """Fetch a full ref, `HEAD` or a commit's ID without its history, as FETCHED."""
        options = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
        self._run("fetch", *options, "--", url, f"+{name}:{FETCHED}")

    def find(self, *names: str) -> list[Found | None]:
        """The objects of these names (gitrevisions(7)), None for each that there is not."""
        with closing(self._output("cat-file", "--batch-check", requests=names)) as chunks:
            lines = b"".join(chunks).splitlines()
        matches = [_FOUND.fullmatch(line) for line in lines]
        return [Found(match[1].decode(), match[2].decode()) if match else None for match in matches]

    def entries(self, tree: str, name_bytes: int) -> Generator[TreeEntry, None, None]:
        """Everything in a tree, folders before what they hold.

        NameTooLong for a name of more than `name_bytes` bytes, Damaged where an object is missing. Folders come too,
        because trees that hold nothing but each other can be more than a lifetime can list.
        """
        command = ("ls-tree", "-r", "-t", "-z", "--long", "--full-tree", tree)
        with closing(self._output(*command)) as chunks:
            stream = _Stream(chunks)
            while (line := stream.until(b"\0", _HEADER_BYTES + name_bytes)) is not None:
                match = _ENTRY.match(line)
                if match is None:
                    raise Damaged("a tree that cannot be read")
                name = match[4].decode(errors="surrogateescape")
                if len(match[4]) > name_bytes:
                    raise NameTooLong(name)
                if match[3] == b"BAD":
                    raise Damaged(f"the content of '{shown(name)}' is missing")
                size = int(match[3]) if match[3] != b"-" else 0
                yield TreeEntry(name, match[1].decode(), match[2].decode(), size)

    def contents(self, object_ids: Iterable[str]) -> Generator[tuple[int, Iterator[bytes]], None, None]:
        """The size in bytes and the content of each of these blobs, in their order.

        Read a content whole before you take the next. Damaged if it is not there.
        """
        with closing(self._output("cat-file", "--batch", "--buffer", requests=object_ids)) as chunks:
            stream = _Stream(chunks)
            while (line := stream.until(b"\n", _HEADER_BYTES)) is not None:
                match = _FOUND.fullmatch(line)
                if match is None or match[2] != b"blob":
                    raise Damaged("the content of a file is missing")
                yield int(match[3]), stream.take(int(match[3]))
                if stream.until(b"\n", 1) != b"":
                    raise Damaged("the content of a file cannot be read")

    def _run(self, *command: str) -> None:
        with closing(self._output(*command)) as chunks:
            for _ in chunks:
                pass

    def _output(self, *command: str, requests: Iterable[str] = ()) -> Generator[bytes, None, None]:
        """What a git command writes; `requests` are the lines that it reads."""
        # In a file, for whoever writes to one pipe and reads from another can wait for himself.
        lines = self._scratch / "requests"
        lines.write_text("".join(f"{each}\n" for each in requests))
        yield from output(
            [str(self._git), *self._config, f"--git-dir={self._folder}", *command],
            folder=self._scratch,
            environment=_environment(self._scratch),
            bounds=self._bounds,
            watch=self._watch,
            input_file=lines,
        )


class _Stream:
    """Lines and lengths out of a stream of chunks."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._chunk = b""
        self._at = 0

    def until(self, end: bytes, limit: int) -> bytes | None:
        """What comes before the next `end`, or a part of that if it is longer than `limit`; None if nothing comes."""
        pieces: list[bytes] = []
        size = 0
        while size <= limit:
            found = self._chunk.find(end, self._at)
            if found >= 0:
                pieces.append(self._chunk[self._at : found])
                self._at = found + 1
                return b"".join(pieces)
            pieces.append(self._chunk[self._at :])
            size += len(pieces[-1])
            if not self._next():
                if size:
                    raise Damaged("an answer of git ends in the middle")
                return None
        return b"".join(pieces)

    def take(self, size: int) -> Iterator[bytes]:
        """The next bytes, in chunks of at most blobs.CHUNK_BYTES."""
        while size > 0:
            if self._at >= len(self._chunk) and not self._next():
                raise Damaged("the content of a file ends in the middle")
            piece = self._chunk[self._at : self._at + min(size, CHUNK_BYTES)]
            self._at += len(piece)
            size -= len(piece)
            yield piece

    def _next(self) -> bool:
        self._chunk, self._at = next(self._chunks, b""), 0
        return bool(self._chunk)


def _environment(home: Path) -> dict[str, str]:
    """All of it: nothing is inherited. Messages are in English, because we read them."""
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "TMPDIR": str(home),
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
    }


@lru_cache(maxsize=1)
def program() -> Path:
    """The git of this server; AppError if it has none that will do."""
    path = shutil.which("git")
    if path is not None:
        answer = subprocess.run([path, "version"], env={}, capture_output=True, text=True, check=False).stdout
        version = _VERSION.match(answer)
        if version is not None and (int(version[1]), int(version[2])) >= _MINIMUM_VERSION:
            return Path(path)
    needed = ".".join(map(str, _MINIMUM_VERSION))
    raise AppError(
        f"This server cannot fetch repositories: it has no git of version {needed} or later. Tell its operator.",
        code="git_failed",
    )
