"""Published sites, and the sites' room on a real socket: once plain, once with the fast path."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server import schema
from server.kit.config import Settings
from server.kit.ids import new_id
from server.kit.services import Services
from server.main import Process
from tests.sites.serving import SITE, Publisher, SitesServer


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The parts of a process, shared by the tests of this folder: each has sites of its own."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("sites"))
    schema.migrate(settings.database)
    services = Process(settings).services
    yield services
    services.database.dispose()


@pytest.fixture(scope="session")
def _asgi(services: Services) -> Iterator[SitesServer]:
    running = SitesServer(services, fast=False).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def _fast(services: Services) -> Iterator[SitesServer]:
    running = SitesServer(services, fast=True).start()
    yield running
    running.stop()


@pytest.fixture
def publisher(services: Services) -> Publisher:
    """Publishes sites, the first under a name that no other test has."""
    return Publisher(services, slug=new_id("s").replace("_", "-"))


@pytest.fixture(params=["asgi", "fast"])
def server(request: pytest.FixtureRequest, publisher: Publisher) -> SitesServer:
    """The sites' room, with and without the fast path."""
    running: SitesServer = request.getfixturevalue(f"_{request.param}")
    running.slug = publisher.slug
    return running


@pytest.fixture
def fast(_fast: SitesServer, publisher: Publisher) -> SitesServer:
    """The sites' room with the fast path."""
    _fast.slug = publisher.slug
    return _fast


@pytest.fixture
def asgi(_asgi: SitesServer, publisher: Publisher) -> SitesServer:
    """The sites' room without it."""
    _asgi.slug = publisher.slug
    return _asgi


@pytest.fixture(scope="session")
def _shared(services: Services) -> str:
    publisher = Publisher(services, slug="shared")
    publisher.publish(SITE)
    return publisher.slug


@pytest.fixture(scope="session")
def _squeezed(services: Services) -> str:
    publisher = Publisher(services, slug="squeezed")
    publisher.publish(SITE, compressed=True)
    return publisher.slug


@pytest.fixture
def site(server: SitesServer, _shared: str) -> SitesServer:
    """A server whose site is SITE. One for all, since a commit costs more than a request."""
    server.slug = _shared
    return server


@pytest.fixture
def squeezed(server: SitesServer, _squeezed: str) -> SitesServer:
    """The same, with its variants."""
    server.slug = _squeezed
    return server
