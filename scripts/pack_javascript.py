"""Packs the JavaScript package as npm takes it: `python -m scripts.pack_javascript` writes dist/<name>-<version>.tgz.

esbuild makes one file for `import` and one for `require`, so that loading it costs one read; tsc checks the source and
writes the types. Needs the Node tools (`make setup`).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "generated_clients" / "javascript"
DIST = ROOT / "dist"
TOOLS = ROOT / "node_modules" / ".bin"
BUNDLE = ("--bundle", "--platform=neutral", "--target=es2022", "--sourcemap", "--sources-content=false")


def pack(source: Path = SOURCE, dist: Path = DIST) -> Path:
    """Build the package in a temporary folder and pack it. Answers the tarball."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "package"
        shutil.copytree(source, package, ignore=shutil.ignore_patterns("dist", "node_modules"))
        compile_into(package)
        dist.mkdir(parents=True, exist_ok=True)
        packed = _run(["npm", "pack", "--json", "--ignore-scripts", f"--pack-destination={dist.resolve()}"], package)
        return dist / _file_name(json.loads(packed))


def compile_into(package: Path) -> None:
    """Write dist/ of a package's folder: both module formats, and the types of each."""
    _run([str(TOOLS / "tsc"), "--project", "."], package)
    for suffix, kind in (("mjs", "esm"), ("cjs", "cjs")):
        into = (f"--format={kind}", f"--outfile=dist/index.{suffix}", "--log-level=warning")
        _run([str(TOOLS / "esbuild"), "src/index.ts", *BUNDLE, *into], package)
    # The same declarations, where TypeScript takes them for those of a CommonJS module.
    shutil.copytree(package / "dist" / "esm", package / "dist" / "cjs")
    (package / "dist" / "cjs" / "package.json").write_text('{ "type": "commonjs" }\n')


def _file_name(packed: object) -> str:
    """npm answers a list, or from version 12 on a mapping by the package's name."""
    entries = list(packed.values()) if isinstance(packed, dict) else packed
    assert isinstance(entries, list)
    return str(entries[0]["filename"])


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{(done.stdout + done.stderr).strip()}")
    return done.stdout


if __name__ == "__main__":
    print(pack().relative_to(ROOT))
    sys.exit(0)
