"""Packs the Python package: `python -m scripts.pack_python` writes its wheel and its source archive into dist/.

The same bytes each time: hatchling takes the moment of every file from SOURCE_DATE_EPOCH.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "generated_clients" / "python"
DIST = ROOT / "dist"
EPOCH = "315532800"  # 1980, the earliest moment that a zip can tell


def pack(source: Path = SOURCE, dist: Path = DIST) -> tuple[Path, Path]:
    """Build in a temporary folder. Answers the wheel and the source archive."""
    with tempfile.TemporaryDirectory() as folder:
        package, made = Path(folder) / "package", Path(folder) / "dist"
        shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__", "dist", ".*_cache"))
        done = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-d", str(made)],
            cwd=package,
            env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise SystemExit(f"hatchling failed:\n{(done.stdout + done.stderr).strip()}")
        dist.mkdir(parents=True, exist_ok=True)
        wheel, archive = next(made.glob("*.whl")), next(made.glob("*.tar.gz"))
        return Path(shutil.move(wheel, dist / wheel.name)), Path(shutil.move(archive, dist / archive.name))


if __name__ == "__main__":
    for made in pack():
        print(made.relative_to(ROOT))
