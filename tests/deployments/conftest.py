"""Fixtures of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deployments.archives import Ingest


@pytest.fixture
def ingest(tmp_path: Path) -> Ingest:
    """Sends archives to an empty blob store."""
    return Ingest(tmp_path)
