"""Makes everything that is generated from the contract. `make generate` runs it.

Each artefact has a module `scripts/build_<artefact>.py` with one function:

    def build(spec: Path, output: Path) -> None

It reads the contract `spec` and writes the whole artefact into the empty folder `output` (or to the file `output`);
the same contract gives the same bytes. A new module is found by its name. An artefact stands in
`generated_clients/<artefact>/` unless its module says otherwise: `OUTPUT = "openapi/guides/changelog.md"`, a folder or,
with a suffix, a file of its own.

Each build runs in a process of its own, two at a time, in a temporary folder; only when all have succeeded are the
files that differ put in place and those that are no longer made removed. `generated_clients/MANIFEST.json` lists each
file with its SHA-256.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SPEC = ROOT / "openapi" / "openapi.yaml"
HOME = "generated_clients"
MANIFEST = f"{HOME}/MANIFEST.json"
# What tools leave beside the generated files when somebody works with them. Never generated, never removed.
NOT_OURS = {"node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", "vendor", "dist", ".venv"}


@dataclass(frozen=True)
class Artefact:
    """Something that a module `scripts/build_<name>.py` makes."""

    name: str
    output: str  # the folder or the file that belongs to it alone, relative to the project's

    @property
    def module(self) -> str:
        """What `python -m` runs."""
        return f"scripts.build_{self.name}"


class BuildFailed(Exception):
    """An artefact could not be made; the message is what its build said."""


def artefacts() -> list[Artefact]:
    """Every artefact that has a module, by name."""
    return [
        Artefact(path.stem.removeprefix("build_"), _output(path))
        for path in sorted((ROOT / "scripts").glob("build_*.py"))
    ]


def _output(module: Path) -> str:
    """The folder that a module fills. Read without importing it: an import of every builder takes seconds."""
    for node in ast.parse(module.read_text()).body:
        if isinstance(node, ast.Assign) and [ast.unparse(each) for each in node.targets] == ["OUTPUT"]:
            return str(ast.literal_eval(node.value))
    return f"{HOME}/{module.stem.removeprefix('build_')}"


def files(folder: Path) -> Iterator[Path]:
    """The files below a folder that are, or could be, generated, in order; a file is its own only one."""
    if folder.is_file():
        yield folder
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not NOT_OURS.intersection(path.relative_to(folder).parts):
            yield path


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build(artefact: Artefact, spec: Path, target: Path) -> tuple[int, float]:
    """Make one artefact below `target`. Answers how many files it has and how many seconds it took."""
    started = time.monotonic()
    output = target / artefact.output
    (output.parent if output.suffix else output).mkdir(parents=True, exist_ok=True)
    code = f"import pathlib, sys, {artefact.module} as it; it.build(*map(pathlib.Path, sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(spec), str(output)],
        cwd=ROOT,
        # One seed for every hash, one zone, one language: none of them may show in what is made.
        env={**os.environ, "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1700000000"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BuildFailed(f"{artefact.module} failed:\n{(done.stdout + done.stderr).strip()[-4000:]}")
    return sum(1 for _ in files(output)), time.monotonic() - started


def build_all(spec: Path, target: Path, only: set[str] | None = None, *, quiet: bool = False) -> None:
    """Make every artefact (or those named) below the empty folder `target`, and the manifest."""
    wanted = [each for each in artefacts() if only is None or each.name in only]
    with ThreadPoolExecutor(max_workers=2) as pool:
        running = {pool.submit(build, each, spec, target): each for each in wanted}
        for number, future in enumerate(as_completed(running), start=1):
            count, seconds = future.result()
            if not quiet:
                each = running[future]
                name = f"{each.name.replace('_', ' '):<18}"
                done = f"[{number}/{len(wanted)}] {name} {count:>4} files  {seconds:5.1f} s"
                print(f"{done}  {each.output}", flush=True)
    write_manifest(spec, target, wanted)


def write_manifest(spec: Path, target: Path, made: list[Artefact]) -> None:
    """List every file that was made, with its digest, and the digest of the contract that it was made from."""
    listed = {
        path.relative_to(target).as_posix(): digest(path) for each in made for path in files(target / each.output)
    }
    path = target / MANIFEST
    path.parent.mkdir(parents=True, exist_ok=True)
    manifest = {"contract": digest(spec), "files": dict(sorted(listed.items()))}
    path.write_text(json.dumps(manifest, indent=2) + "\n")


def put_in_place(made: Path, target: Path, outputs: list[str]) -> tuple[int, int]:
    """Bring `target` to what stands below `made`. Answers how many files were written and how many removed."""
    written = removed = 0
    for path in files(made):
        place = target / path.relative_to(made)
        if not place.is_file() or place.read_bytes() != path.read_bytes():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
            written += 1
        mode = 0o755 if path.stat().st_mode & 0o100 else 0o644
        if place.stat().st_mode & 0o777 != mode:
            place.chmod(mode)
    for output in outputs:
        for path in files(target / output):
            if not (made / path.relative_to(target)).exists():
                path.unlink()
                removed += 1
    return written, removed


def main(arguments: list[str] | None = None) -> int:
    """Generate. The exit status says whether everything could be made."""
    parser = argparse.ArgumentParser(prog="python -m scripts.generate", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--spec", type=Path, default=SPEC, help="another contract")
    parser.add_argument("--target", type=Path, default=ROOT, help="another folder than the project's")
    parser.add_argument("--only", action="append", metavar="ARTEFACT", help="make only this (again for more)")
    options = parser.parse_args(arguments)
    known = {each.name for each in artefacts()}
    if unknown := set(options.only or ()) - known:
        parser.error(f"there is no artefact {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
    started = time.monotonic()
    wanted = [each for each in artefacts() if not options.only or each.name in options.only]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        try:
            build_all(options.spec.resolve(), made, {each.name for each in wanted})
        except BuildFailed as error:
            print(error, file=sys.stderr)
            return 1
        if options.only:
            (made / MANIFEST).unlink()  # it would list only a part
        written, removed = put_in_place(made, options.target, [each.output for each in wanted])
    if options.only:
        write_manifest(options.spec, options.target, artefacts())
    print(f"{written} files written, {removed} removed, in {time.monotonic() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
