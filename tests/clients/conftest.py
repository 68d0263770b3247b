"""Fixtures for the clients in every language: the contract, and servers that are no friends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.sdk.model import Model, load
from tests.clients import future_server, hostile_server
from tests.clients.future_server import FutureServer
from tests.clients.hostile_server import HostileServer
from tests.support.running import Person, RunningServer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def contract() -> dict[str, Any]:
    """The contract as it stands in the file."""
    document: dict[str, Any] = yaml.safe_load((ROOT / "openapi" / "openapi.yaml").read_text())
    return document


@pytest.fixture(scope="session")
def model() -> Model:
    """The contract as every generator reads it."""
    return load(ROOT / "openapi" / "openapi.yaml")


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The real server. On SQLite alone: what is tested here is the clients."""
    running = RunningServer(tmp_path_factory.mktemp("platform")).start()
    yield running
    assert running.stop() == 0
    running.database.dispose()


@pytest.fixture
def owner(platform: RunningServer) -> Person:
    """Somebody with an account on it."""
    return platform.person("Ada Lovelace", plan="enterprise")


@pytest.fixture
def future(contract: dict[str, Any]) -> Iterator[FutureServer]:
    """A server of a later version."""
    with future_server.running(contract) as server:
        yield server


@pytest.fixture(scope="session")
def hostile_session() -> Iterator[HostileServer]:
    """The one behind `hostile`."""
    with hostile_server.running() as server:
        yield server


@pytest.fixture
def hostile(hostile_session: HostileServer) -> HostileServer:
    """A server that does what networks and proxies do. Ask it for a `url` with the behaviours that you want."""
    hostile_session.requests.clear()
    return hostile_session
