"""Fixtures: a repository, a server that has it, and somebody who fetches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deployments.git.fetching import Fetch
from tests.deployments.git_origins import (
    GitServer,
    Origin,
    make_certificate,
    serving,
)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("certificate") / "git.pem"
    make_certificate(path)
    return path


@pytest.fixture
def fetch(tmp_path: Path, certificate: Path) -> Fetch:
    folder = tmp_path / "data"
    folder.mkdir()
    return Fetch(folder, certificate)


@pytest.fixture
def origin(tmp_path: Path) -> Origin:
    (tmp_path / "origins").mkdir()
    return Origin(tmp_path / "origins" / "site.git")


@pytest.fixture
def server(origin: Origin, certificate: Path) -> Iterator[GitServer]:
    with serving(origin.folder.parent, certificate) as server:
        yield server
