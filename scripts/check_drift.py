"""Checks that what is committed is what `make generate` makes. `make drift` runs it, and CI.

It generates everything into a clean folder and compares the bytes, file by file.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.generate import HOME, MANIFEST, ROOT, SPEC, BuildFailed, artefacts, build_all, files

HOW_TO_MEND = """
Run `make generate` and commit what it changes, together with what made it change: the contract, a template or a
hand-written piece under scripts/. Nothing that is generated is edited by hand."""


def differences(made: Path, there: Path) -> Iterator[str]:
    """What stands below `there` and is not what was made below `made`: a line for each file."""
    outputs = [each.output for each in artefacts()]
    expected = {path.relative_to(made) for output in [*outputs, MANIFEST] for path in files(made / output)}
    found = {path.relative_to(there) for output in [*outputs, HOME] for path in files(there / output)}
    for path in sorted(expected | found):
        if path not in found:
            yield f"{path} is missing"
        elif path not in expected:
            yield f"{path} is not generated: remove it"
        elif (made / path).read_bytes() != (there / path).read_bytes():
            yield f"{path} differs{_first_difference(there / path, made / path)}"


def _first_difference(there: Path, made: Path) -> str:
    """The first line that differs, as it is and as it should be; nothing for a file that is not text."""
    try:
        is_now, should_be = (path.read_text(encoding="utf-8").splitlines() for path in (there, made))
    except UnicodeDecodeError:
        return ""
    number = ""
    for line in difflib.unified_diff(is_now, should_be, lineterm="", n=0):
        if line.startswith("@@"):
            number = line.split("+")[1].split(",")[0].split(" ")[0]
        elif line.startswith(("-", "+")) and not line.startswith(("---", "+++")):
            return f" at line {number}: {line[:160]}"
    return " at its end"


def main(arguments: list[str] | None = None) -> int:
    """Generate, compare and say what differs."""
    parser = argparse.ArgumentParser(prog="python -m scripts.check_drift", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--there", type=Path, default=ROOT, help="the project whose files are compared")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        try:
            build_all(SPEC, made)
        except BuildFailed as error:
            print(error, file=sys.stderr)
            return 1
        found = list(differences(made, options.there))
        count = sum(1 for each in artefacts() for _ in files(made / each.output))
    for line in found:
        print(line, file=sys.stderr)
    if found:
        print(HOW_TO_MEND, file=sys.stderr)
    else:
        print(f"No drift: {count} generated files are what the contract makes of them.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
