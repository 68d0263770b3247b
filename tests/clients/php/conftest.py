"""The PHP package, packed and installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.pack_php import pack
from tests.clients.php.interpreter import Php

GUZZLE = "/usr/share/php/GuzzleHttp/autoload.php"


@pytest.fixture(scope="session")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as Composer gets it."""
    return pack(dist=tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def php(artifact: Path, tmp_path_factory: pytest.TempPathFactory) -> Php:
    """PHP in an empty project with the package installed."""
    return Php(installed(tmp_path_factory.mktemp("project"), {"type": "artifact", "url": str(artifact.parent)}))


def check_system() -> None:
    """Fail, with what to do, where the system lacks what these tests need."""
    missing = [program for program in ("php", "composer") if shutil.which(program) is None]
    if not missing:
        known = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout.lower().split()
        missing = [f"php's {name}" for name in ("curl", "mbstring", "dom", "zip") if name not in known]
        missing += [] if Path(GUZZLE).exists() else [GUZZLE]
    how = "apt-get install --no-install-recommends $(grep -v '^#' requirements/debian.txt)"
    assert not missing, f"{', '.join(missing)}: not here. {how}"


def installed(project: Path, repository: dict[str, object], package: str = "your-app/api-client") -> Path:
    """The project, after Composer installed the package from this repository and no other."""
    check_system()
    wanted = {
        "repositories": [repository, {"packagist.org": False}],
        "require": {package: "*"},
        "minimum-stability": "dev",
    }
    (project / "composer.json").write_text(json.dumps(wanted))
    command = ["composer", "install", "--no-interaction", "--no-progress", "--quiet", "--no-ansi"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return project
