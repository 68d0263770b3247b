"""`make bench`: every measurement, one after the other; tables, then JSON and charts in reports/bench.

    python -m scripts.bench [api] [serving] [deploying] [webhooks] [sdk]

Each is a module of this package with options of its own. They run one at a time, on a machine that does nothing else.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUT = ROOT / "reports" / "bench"
PARTS = {
    "api": ["--out", str(OUT)],
    "serving": ["--json", str(OUT / "serving.json")],
    "deploying": ["--out", str(OUT)],
    "webhooks": ["--out", str(OUT)],
    "sdk": ["--out", str(OUT)],
}
PROGRAMS = {"wrk": "wrk", "nginx": "nginx-light", "php": "php-cli"}


def main(wanted: list[str]) -> int:
    """Run the parts that are named, or all. The exit status says whether every target was met."""
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if missing:
        print(f"The bench needs more programs: apt-get install {' '.join(missing)}", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    failed = []
    for number, part in enumerate(wanted or PARTS, 1):
        print(f"\n[{number}/{len(wanted or PARTS)}] {part}", flush=True)
        if subprocess.run(
            [sys.executable, "-m", f"scripts.bench.{part}", *PARTS[part]], cwd=ROOT, check=False
        ).returncode:
            failed.append(part)
    print(f"\nCharts and JSON: {OUT.relative_to(ROOT)}/")
    if failed:
        print(f"Targets missed, or not measured: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
