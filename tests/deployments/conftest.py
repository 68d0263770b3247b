"""Fixtures of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deployments.archives import Ingest
from tests.support.platform import Platform


@pytest.fixture
def ingest(tmp_path: Path) -> Ingest:
    """Sends archives to an empty blob store."""
    return Ingest(tmp_path)


@pytest.fixture
def platform(database_url: str, tmp_path: Path) -> Iterator[Platform]:
    """An installation whose process enqueues and runs nothing by itself."""
    platform = Platform(tmp_path / "data", database_url, jobs="external").start()
    yield platform
    platform.stop()
