"""The Python package, packed and installed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.pack_python import pack
from tests.clients.python.driver import Driver


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The package as the index gets it: the wheel and the source archive."""
    return pack(dist=tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def installed(packed: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The wheel, installed in a folder of its own that this interpreter can import from."""
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", f"--target={target}"]
    subprocess.run([*command, str(packed[0])], check=True, capture_output=True, timeout=120)
    sys.path.insert(0, str(target))
    yield target
    sys.path.remove(str(target))


@pytest.fixture(autouse=True)
def no_environment(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither key nor address from outside."""
    for name in ("YOUR_APP_API_KEY", "YOUR_APP_BASE_URL", "YOUR_APP_WEBHOOK_SECRET"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=["sync", "async"])
def driver(request: pytest.FixtureRequest) -> Iterator[Driver]:
    """Both clients, one after the other."""
    driver = Driver(request.param)
    yield driver
    driver.close()
