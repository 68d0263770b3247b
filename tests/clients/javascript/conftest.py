"""The JavaScript package, packed and installed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.pack_javascript import pack
from tests.clients.javascript.node import Node


@pytest.fixture(scope="session")
def tarball(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as npm gets it."""
    return pack(dist=tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def node(tarball: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Node in an empty project with the package installed."""
    project = tmp_path_factory.mktemp("project")
    (project / "package.json").write_text('{ "name": "consumer", "private": true }')
    subprocess.run(
        ["npm", "install", "--offline", "--no-audit", "--no-fund", "--silent", str(tarball)],
        cwd=project,
        check=True,
        capture_output=True,
        timeout=120,
    )
    node = Node(project)
    yield node
    node.close()
