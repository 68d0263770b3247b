"""Says what changed since another version of the contract, and refuses what breaks programs without being declared.

    make breaking                     since the last release (openapi/releases/)
    make breaking BASE=main           since a git reference
    make breaking BASE=old.yaml       since a file

The exit status is 1 when a breaking change is not declared by a fragment in openapi/changes/, 2 when BASE is unknown.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.breaking import document, fragments, releases
from scripts.breaking.change import Change, Severity
from scripts.breaking.compare import compare
from scripts.breaking.fragments import BadFragment, Fragment

HEADINGS = {
    Severity.BREAKING: "Breaks programs that work today",
    Severity.ADDITIVE: "New",
    Severity.DOCUMENTATION: "Only words",
}
HOW_TO = """
{count} undeclared. Find a way that breaks nobody (a new field, a new operation, a wider limit), or declare it, so that
the changelog says what to do: write openapi/changes/<name>.md, for instance

---
kind: breaking
breaks: [{breaks}]
---
What changes, for whom, and what they should do."""


def report(changes: list[Change], declared: list[Fragment]) -> Iterator[str]:
    """The changes as lines for people."""
    for severity, heading in HEADINGS.items():
        of_it = [each for each in changes if each.severity is severity]
        if of_it:
            yield f"\n{heading} ({len(of_it)})"
        for change in of_it:
            where = f"  [{', '.join(change.operations)}]" if change.operations not in ((), (change.place,)) else ""
            fragment = fragments.declaring(change, declared) if severity is Severity.BREAKING else None
            told = f"  (declared by {fragment.name})" if fragment else ""
            yield f"  {change.kind:<22} {change.sentence}{where}{told}"


def undeclared(changes: list[Change], declared: list[Fragment]) -> list[Change]:
    """The breaking changes that no fragment declares."""
    return [
        each for each in changes if each.severity is Severity.BREAKING and fragments.declaring(each, declared) is None
    ]


def main(arguments: list[str] | None = None) -> int:
    """Compare and report."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.check_breaking",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("base", nargs="?", default="", help="a git reference or a file; the last release when left out")
    parser.add_argument("--spec", default=str(document.ROOT / document.SPEC), help="the newer version, a file")
    parser.add_argument("--changes", type=Path, default=releases.CHANGES, help="the folder of the fragments")
    parser.add_argument("--json", action="store_true", help="print the changes as JSON")
    options = parser.parse_args(arguments)
    base = options.base or releases.latest_contract()
    try:
        changes = compare(document.load(base), document.load(options.spec))
        declared = fragments.since(base, options.changes, document.ROOT)
    except (document.UnknownBase, BadFragment) as error:
        print(error, file=sys.stderr)
        return 2
    open_ones = undeclared(changes, declared)
    if options.json:
        print(json.dumps([{**vars(each), "declared": each not in open_ones} for each in changes], indent=2))
    else:
        print(*report(changes, declared) if changes else ["The contract is what it was."], sep="\n")
    if open_ones:
        names = sorted({each.place.split(" ")[0] for each in open_ones})
        print(HOW_TO.format(count=len(open_ones), breaks=", ".join(names)), file=sys.stderr)
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
