"""Fetches from a repository, and looks at what stays behind."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from server.deployments import git
from server.deployments.git import Fetched
from server.kit.addresses import Address
from server.kit.blobs import BlobStore
from server.kit.config import Limits, Settings
from server.kit.errors import AppError, ValidationError
from tests.deployments.archives import noise

LIMITS = Limits(files=50, file_bytes=1 << 20, site_bytes=4 << 20, path_bytes=200, path_depth=4)


PREFIX = "deploy_1"


SITE = {"index.html": b"<h1>Hello</h1>", "docs/a.html": b"a", "docs/b.html": noise(70_000)}


class Fetch:
    """Fetches into an empty blob store, and looks at what stays behind."""

    def __init__(self, folder: Path, certificate: Path) -> None:
        self.folder = folder
        self.certificate = certificate
        self.blobs = BlobStore(f"file://{folder}/blobs", folder / "incoming")

    def __call__(
        self,
        url: str,
        ref: str | None = None,
        folder: str | None = None,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        resolve: git.Resolve | None = None,
        **settings: Any,
    ) -> Fetched:
        values = {"git_allow_file": True, "git_allow_private": True, "git_ca_file": str(self.certificate)}
        return git.fetch(
            url,
            ref,
            folder,
            prefix=PREFIX,
            blobs=self.blobs,
            settings=Settings(data_dir=self.folder, **{"limits": LIMITS, **values, **settings}),
            cancelled=cancelled,
            **({} if resolve is None else {"resolve": resolve}),
        )

    def contents(self, url: str, *names: str | None, **settings: Any) -> dict[str, bytes]:
        """What was stored, by path."""
        files = self(url, *names, **settings).ingested.files
        return {file.path: self.blobs.read(f"{PREFIX}/{file.digest}") for file in files}

    def failure(self, url: str, *names: str | None, **settings: Any) -> AppError:
        """The error of a fetch that fails, after a look whether it left anything behind."""
        with pytest.raises(ValidationError) as error:
            self(url, *names, **settings)
        assert self.left() == []
        return error.value

    def left(self) -> list[str]:
        """Files, folders and processes."""
        paths = (str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))
        return sorted(path for path in paths if path not in ("blobs", "incoming")) + processes(self.folder)


def processes(folder: Path) -> list[str]:
    """The command lines of all running processes that name a folder."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = each.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in line:
            found.append(line)
    return found


def explained(error: AppError) -> str:
    return "\n".join([error.message, *(f"{each.field}: {each.message}" for each in error.details)])


def to(*answers: str) -> Callable[[str, int], tuple[Address, ...]]:
    """A resolver for which every host is at these addresses."""
    return lambda host, port: tuple(map(ip_address, answers))
