"""Programs that tests need beside Python and Node. CI has them all; who lacks one here may skip its tests."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest


def needed(name: str, where_from: str) -> str:
    """The path of a program: beside our Python, or on the PATH. Without it the test is skipped; in CI it fails."""
    beside = Path(sys.executable).parent / name
    if beside.exists():
        return str(beside)
    if found := shutil.which(name):
        return found
    problem = f"there is no {name} here; {where_from} names it"
    if os.environ.get("CI"):
        pytest.fail(problem)
    pytest.skip(problem)
