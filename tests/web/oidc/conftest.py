"""A server that knows a provider, npm oidc-provider, and browsers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.browsing import Browser
from tests.support.oidc_provider import CALLBACK, OidcProvider, running
from tests.support.running import RunningServer
from tests.web.oidc.signing_in import (
    IN_PROCESS,
    Pages,
)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """On SQLite, with a provider, open to whoever comes from there."""
    running_server = RunningServer(tmp_path_factory.mktemp("oidc"))
    with running(f"http://localhost:{running_server.port}{CALLBACK}", f"{IN_PROCESS}{CALLBACK}") as provider:
        settings = {**provider.settings, "sign_up": "open", "log_level": "debug"}
        running_server.environment.update({f"YOUR_APP_{name.upper()}": value for name, value in settings.items()})
        running_server.start()
        PROVIDERS[running_server.port] = provider
        yield running_server
        running_server.database.dispose()
        assert running_server.stop() == 0


PROVIDERS: dict[int, OidcProvider] = {}


@pytest.fixture
def provider(server: RunningServer) -> OidcProvider:
    return PROVIDERS[server.port]


@pytest.fixture(autouse=True)
def _no_failures_of_others(no_failures_of_others: None) -> None:
    """Before every test."""


@pytest.fixture
def browser(server: RunningServer) -> Iterator[Browser]:
    with Browser(server) as browser:
        yield browser


@pytest.fixture
def pages(tmp_path: Path, server: RunningServer, provider: OidcProvider) -> Iterator[Any]:
    """Makes pages in this process, which know this provider."""
    made = []

    def make(**settings: Any) -> Pages:
        made.append(Pages(tmp_path / str(len(made)), server, **{**provider.settings, **settings}))
        return made[-1]

    yield make
    for each in made:
        each.close()
