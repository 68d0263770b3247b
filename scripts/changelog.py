"""The API's changelog: for each version what people said about the changes, and every difference of the contract.

    python -m scripts.changelog release --about "The first version."

releases the contract under its `info.version` (scripts/breaking/releases.py); the changelog itself is generated.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from scripts.breaking import document, fragments, releases
from scripts.breaking.change import Change, Severity, listed
from scripts.breaking.compare import compare
from scripts.breaking.document import Document, Operation
from scripts.breaking.fragments import BadFragment, Fragment
from scripts.breaking.releases import AlreadyReleased

INTRODUCTION = """\
# API changelog

What changed in the API, the newest first. Version 1 of the API only grows: new operations, new optional parameters, new
fields and new values of an enum may come at any time, so let your program pass over what it does not know (every SDK
does). What breaks a program stands under **Breaking**, with what to do about it.
"""
SECTIONS = (("Breaking", "breaking"), ("New", "additive"), ("Fixed", "fix"))


def changelog(spec: Path, changes: Path = releases.CHANGES, folder: Path = releases.FOLDER) -> str:
    """The whole changelog in Markdown: a function of the contract, the fragments and the releases alone."""
    present = document.parse(spec.read_bytes())
    every = releases.released(folder)
    parts = [INTRODUCTION]
    pending = list(_entries(every[-1].load() if every else None, present, fragments.read(changes)))
    if pending:
        version = str(present.node["info"]["version"])
        is_out = any(each.version == version for each in every)
        parts.append(_section("Unreleased" if is_out else f"{version} (unreleased)", "", pending))
    for before, release in reversed(list(zip([None, *every], every, strict=False))):
        day, about = release.about()
        entries = list(_entries(before.load() if before else None, release.load(), release.fragments()))
        parts.append(_section(f"{release.version} ({day.day} {day:%B %Y})", about, entries))
    return "\n".join(parts)


def _section(title: str, about: str, entries: list[str]) -> str:
    return "\n".join([f"## {title}", *(["", about] if about else []), *entries]) + "\n"


def _entries(old: Document | None, new: Document, told: list[Fragment]) -> Iterator[str]:
    """The lines of one version: people's words first, then the differences that the contract shows."""
    changes = compare(old, new) if old else []
    for heading, kind in SECTIONS:
        lines = [
            *(_bullet(each.text) for each in told if each.kind == kind),
            *(_bullet(line) for line in _differences(changes, kind)),
        ]
        if lines:
            yield from ("", f"### {heading}", "", *lines)
    words = [each.text for each in told if each.kind == "documentation"]
    places = sorted({each.place for each in changes if each.severity is Severity.DOCUMENTATION})
    if places:
        words.append(f"Described in other words or marked as deprecated: {listed(places)}.")
    if words:
        yield from ("", "### Documentation", "", *map(_bullet, words))
    if old is None:
        yield from ("", "### Operations", "", *map(_operation, new.operations()))


def _differences(changes: list[Change], kind: str) -> Iterator[str]:
    """A sentence for each change of a kind; those that say the same of several places become one."""
    for change in changes:
        if change.severity == kind:
            where = f" *{', '.join(change.operations)}*" if change.operations not in ((), (change.place,)) else ""
            yield f"{change.sentence}.{where}"


def _operation(operation: Operation) -> str:
    summary = operation.node.get("summary", "")
    return f"- `{operation.method.upper()} {operation.path}`: {summary} (`{operation.id}`)"


def _bullet(text: str) -> str:
    """A Markdown list item; further lines are indented so that they belong to it."""
    return "- " + "\n".join(f"  {line}" if line else "" for line in text.split("\n")).removeprefix("  ")


def main(arguments: list[str] | None = None) -> int:
    """Release the contract."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.changelog", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=["release"])
    parser.add_argument("--about", required=True, help="what there is to say about the version, Markdown")
    options = parser.parse_args(arguments)
    try:
        made = releases.release(
            document.ROOT / document.SPEC, releases.CHANGES, releases.FOLDER, datetime.now(UTC).date(), options.about
        )
    except (AlreadyReleased, BadFragment) as error:
        print(error, file=sys.stderr)
        return 1
    folder = made.folder.relative_to(document.ROOT)
    print(f"Released {made.version}. Run `make generate` and commit {folder} with what that changes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
