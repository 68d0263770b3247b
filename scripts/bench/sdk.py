"""What the SDKs cost beside the bare HTTP client of their language, and how long it takes to make them.

    .venv/bin/python -m scripts.bench.sdk [--rounds 15] [--out reports/bench]

One table: a typed list of 20 items in Python beside httpx + json, in JavaScript beside fetch, in PHP beside curl, each
on a stub in a process of its own (CPU time, so that other work on the machine matters little); the time to import the
SDK; the time of `make generate` (wall clock). Exit status 1: over a target.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scripts.bench import python_sdk

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Figure:
    """One line of the table. `most` is the target for `value`, or for `value / beside` where there is a peer."""

    name: str
    value: float
    unit: str
    most: float
    peer: str = ""
    beside: float = 0

    @property
    def ratio(self) -> float:
        """How many times the peer's; the value itself without one."""
        return self.value / self.beside if self.beside else self.value

    @property
    def met(self) -> bool:
        """Whether the target is."""
        return self.ratio <= self.most

    def row(self) -> str:
        """As it is printed."""
        times = "× " if self.beside else ""
        beside = f"{self.peer} {self.beside:,.1f} {self.unit}" if self.beside else ""
        unit = "" if self.beside else f" {self.unit}"
        verdict = f"{times}{self.ratio:.2f}{unit}" if self.beside else ""
        target = f"at most {times}{self.most:g}{unit}"
        return f"{self.name:34}{self.value:>10,.1f} {self.unit:3}{beside:>26}{verdict:>9}   {target:<16}" + (
            "" if self.met else "  MISSED"
        )


def output_of(*command: str) -> dict[str, Any]:
    """What a program prints as JSON."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def generation() -> float:
    """Seconds that it takes to make everything into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        command = [sys.executable, "-m", "scripts.generate", "--target", folder]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return time.monotonic() - started


def measure(calls: int, rounds: int) -> list[Figure]:
    """Everything, one after the other."""
    in_python, imports = python_sdk.measure_calls(calls, rounds), python_sdk.measure_imports()
    of_calls, of_imports = python_sdk.TARGETS["list of 20"], python_sdk.TARGETS["import"]
    node = output_of("node", str(HERE / "javascript_sdk.mjs"), f"--calls={calls}", f"--rounds={rounds}")
    php = output_of("php", str(HERE / "php_sdk.php"), str(calls), str(rounds))
    return [
        Figure("Python: list of 20, CPU", in_python["SDK"], "µs", of_calls, "httpx", in_python["httpx + json"]),
        Figure("Python: import, CPU", imports["SDK"], "ms", of_imports, "httpx", imports["httpx"]),
        Figure("JavaScript: list of 20, CPU", node["sdk_us"], "µs", 1.6, "fetch", node["fetch_us"]),
        Figure("JavaScript: import, CPU", node["import_ms"], "ms", 25),
        Figure("PHP: list of 20, CPU", php["sdk_us"], "µs", 2.5, "curl", php["curl_us"]),
        Figure("PHP: first call, CPU", php["loading_ms"], "ms", 25),
        Figure("make generate, wall clock", generation(), "s", 30),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, and answer whether the targets are met."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.sdk", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--calls", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--out", type=Path, help="a folder for sdk.json")
    options = parser.parse_args(arguments)
    figures = measure(options.calls, options.rounds)
    print("\n".join(each.row() for each in figures))
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        told = [asdict(each) | {"ratio": each.ratio, "met": each.met} for each in figures]
        (options.out / "sdk.json").write_text(json.dumps(told, indent=2) + "\n")
    return 0 if all(each.met for each in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
