"""Does a test notice when the contract changes? `make mutate-spec` changes it in one small way at a time and tells.

Each change in scripts/mutation/mutants.py is given to tests/contract/inside, which stop at their first failure. A
change that none of them notices survives: a promise that nobody checks, or a change that makes no difference.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from scripts.mutation.mutants import mutants, spread
from scripts.mutation.runner import Forking, Result
from server.edge.contract import Contract

ROOT = Path(__file__).parents[1]
TESTS = "tests/contract/inside"
# Plain and short: what is told of a failure costs more than the failure, and nobody reads it.
OPTIONS = ("-q", "-s", "--no-header", "--no-summary", "--tb=line", "--assert=plain", "--timeout=0")


def main() -> int:
    """Run, print a table, write JSON. The exit status is 0, or 1 below `--min-score`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2, help="mutants at a time")
    parser.add_argument("--min-score", type=float, default=0, help="exit with 1 below this score, in percent")
    parser.add_argument("--minutes", type=float, default=15, help="stop then; what was not tried counts for nothing")
    parser.add_argument("--all", action="store_true", help="try all, however long it takes")
    parser.add_argument("--sample", type=int, help="try only so many, of every kind its share")
    parser.add_argument("--seed", type=int, default=1, help="of the lot that decides which come first")
    parser.add_argument("--quick", action="store_true", help="only tests that ask no server: quick, and kills less")
    parser.add_argument("--only", default="", help="only those whose name has this in it")
    parser.add_argument("--verbose", action="store_true", help="a line for each")
    parser.add_argument("--out", type=Path, default=ROOT / "reports" / "mutation.json")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    every = mutants(Contract.load())
    chosen = spread([each for each in every if options.only in each.name], options.seed)[: options.sample]
    tried = 0

    def report(result: Result) -> None:
        nonlocal tried
        tried += 1
        if options.verbose or result.killed_by is None:
            print(f"{result.seconds:7.2f} s  {result.name}: {result.killed_by or 'SURVIVED'}", flush=True)
        elif tried % 500 == 0:
            print(f"{tried} of {len(chosen)} …", flush=True)

    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        plugin = Forking(
            chosen,
            jobs=options.jobs,
            timeout_seconds=120,
            budget_seconds=math.inf if options.all else options.minutes * 60,
            folder=Path(folder),
            report=report,
            quick=options.quick,
        )
        pytest.main(
            [*OPTIONS, "-p", "no:cacheprovider", str(ROOT / TESTS)],
            plugins=[plugin],
        )
    if plugin.unmutated is not None:
        print(f"The contract as it is fails, so nothing can be measured: {plugin.unmutated}", file=sys.stderr)
        return 1
    score = write(plugin.results, len(every), time.monotonic() - begun, options.out)
    return 0 if score >= options.min_score else 1


def write(results: list[Result], there_are: int, seconds: float, out: Path) -> float:
    """The table on standard output and everything as JSON. Answers the score in percent."""
    survivors = sorted(each.name for each in results if each.killed_by is None)
    killed = len(results) - len(survivors)
    score = 100 * killed / len(results) if results else 0.0
    by = Counter((each.killed_by or "").partition("[")[0].partition(" (")[0] for each in results if each.killed_by)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(
        json.dumps(
            {
                "mutants": there_are,
                "tried": len(results),
                "killed": killed,
                "score_percent": round(score, 2),
                "seconds": round(seconds, 1),
                "survivors": survivors,
                "killed_by": dict(by.most_common()),
                "results": {each.name: each.killed_by for each in results},
            },
            indent=1,
            ensure_ascii=False,
        )
        + "\n"
    )
    print(f"\n{'killed':>7}  by")
    for name, count in by.most_common():
        print(f"{count:7}  {name}")
    print(f"\n{len(results)} of {there_are} mutants tried in {seconds:.0f} s: {killed} killed, score {score:.2f} %")
    if len(results) < there_are:
        print(f"{there_are - len(results)} not tried: a sample, in which every kind has its share. --all tries all.")
    print("survivors:" if survivors else "No survivors.")
    for name in survivors:
        print(f"  {name}")
    return score


if __name__ == "__main__":
    sys.exit(main())
