"""A real browser for the tests that need one."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.running import ROOT

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))


@pytest.fixture(scope="session")
def node() -> Callable[..., str]:
    """Run a script of this folder with one argument, JSON, and answer what it prints."""
    if not CHROMIUM.exists():
        pytest.fail(f"There is no Chromium at {CHROMIUM}: apt-get install chromium (or set CHROMIUM).")

    def run(script: str, **asked: Any) -> str:
        command = ["node", str(ROOT / "tests" / "e2e" / script), json.dumps(asked)]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    return run
