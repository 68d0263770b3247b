"""Fixtures for every room: real databases and a real server, each started once a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server import schema
from server.kit.config import Settings
from server.kit.database import Database
from server.kit.services import Services
from server.main import Process
from tests.support import environment
from tests.support import postgres as postgres_server
from tests.support.postgres import Postgres
from tests.support.running import Client, Person, RunningServer, Site

environment.clear()  # a developer's own settings, before a test reads any

DATABASES = ("sqlite", "postgresql")

# What stands in these folders and files is a group of its own; all the rest is one more.
GROUPS = {
    "clients": ("clients/python", "clients/javascript", "clients/php", "clients/postman"),
    "fuzz": ("contract/test_fuzz.py",),
    "people": ("web", "e2e", "oauth_apps", "teams", "api_keys", "audit_log", "auth"),
    "webhooks": ("webhooks", "events"),
    "resilience": ("resilience",),
    "contract": ("contract",),
    "sites": ("sites", "kit", "edge"),
}
_GROUP_OF = {Path(__file__).parent / place: name for name, places in GROUPS.items() for place in places}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With more workers than one, the tests of a group stay together on one of them.

    The servers, the databases and the packed clients are then started and made once for each group.
    """
    for item in items:
        places = [item.path, *item.path.parents]
        found = next(((place, _GROUP_OF[place]) for place in places if place in _GROUP_OF), None)
        group = "platform" if found is None else found[1]
        if found is not None and group == "clients":
            group = f"clients-{found[0].name}"
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fuzz-examples", type=int, default=0, help="Schemathesis: examples of each operation")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server."""
    with postgres_server.running() as server:
        yield server


@pytest.fixture(scope="session", params=DATABASES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The whole server in its own process, once on each database."""
    url = request.getfixturevalue("postgres").create() if request.param == "postgresql" else ""
    folder = tmp_path_factory.mktemp(f"server-{request.param}")
    running = RunningServer(folder, url, sign_up="open").start()
    yield running
    running.database.dispose()
    assert running.stop() == 0


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    url: str = request.getfixturevalue("postgres").create()
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with all tables."""
    schema.migrate(database_url)
    database = Database(database_url, pool_size=4)
    yield database
    database.dispose()


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """The parts of a process on an empty SQLite database, its jobs not started."""
    settings = Settings(data_dir=tmp_path, validate_responses="enforce")
    schema.migrate(settings.database)
    return Process(settings).services


@pytest.fixture
def ada(server: RunningServer) -> Person:
    """Somebody with an account."""
    return server.person("Ada Lovelace")


@pytest.fixture
def bob(server: RunningServer) -> Person:
    """Somebody else."""
    return server.person("Bob Stranger")


@pytest.fixture
def client(ada: Person) -> Iterator[Client]:
    """Ada's, with every permission."""
    with ada.client() as client:
        yield client


@pytest.fixture
def stranger(bob: Person) -> Iterator[Client]:
    """Bob's, with every permission."""
    with bob.client() as client:
        yield client


@pytest.fixture
def anonymous(server: RunningServer) -> Iterator[Client]:
    """Without a key."""
    with Client(server.url) as client:
        yield client


@pytest.fixture
def site(server: RunningServer) -> Iterator[Site]:
    """A browser of the sites that the server publishes."""
    with Site(server) as site:
        yield site
