"""An installation that delivers, and a receiver."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.platform import Platform
from tests.support.receiver import Receiver, receiving
from tests.webhooks.delivering import SETTINGS


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def platform(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """An installation that delivers. Everybody in it has what belongs to them alone."""
    url = request.getfixturevalue("postgres").create() if request.param == "postgresql" else ""
    platform = Platform(tmp_path_factory.mktemp("webhooks"), url, **SETTINGS).start()
    yield platform
    platform.stop()
