"""What the JavaScript and the PHP package have in common: rendering, hand-written pieces, licence and changelog."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2

from scripts.changelog import changelog
from scripts.sdk.model import Model, Operation

LICENCE = Path(__file__).parents[2] / "LICENSE"
WIDTH = 110


def environment(folder: Path, filters: Mapping[str, Callable[..., Any]]) -> jinja2.Environment:
    """Jinja for source code: an undefined name is an error, and a line with nothing but a tag leaves no line."""
    made = jinja2.Environment(  # noqa: S701 - source code, not HTML
        loader=jinja2.FileSystemLoader(folder),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters.update(filters)
    return made


def write(path: Path, content: str) -> None:
    """Write a text file, and the folders above it. No line ends in white space and no blank line is doubled."""
    content = re.sub(r"[ \t]+\n", "\n", content)
    content = re.sub(r"\n{3,}", "\n\n", content).rstrip("\n") + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def copy(source: Path, target: Path, change: Callable[[str], str] = lambda content: content) -> None:
    """Copy the hand-written files below a folder, each text changed on the way."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            write(target / path.relative_to(source), change(path.read_text(encoding="utf-8")))


def write_licence(output: Path) -> None:
    """The project's licence."""
    write(output / "LICENSE", LICENCE.read_text(encoding="utf-8"))


def write_changelog(output: Path, spec: Path, package: str, version: str) -> None:
    """The API's changelog, which is the package's as well: it is made anew from each version of the contract."""
    _, _, entries = changelog(spec).partition("\n## ")
    introduction = (
        f"# Changelog of {package}\n\nThis is version {version}. The package is generated from the API's contract, so "
        "what changed in the API is what changed here: new operations become methods, new fields become properties.\n"
    )
    write(output / "CHANGELOG.md", f"{introduction}\n## {entries}" if entries else introduction)


def paragraphs(text: str, width: int = WIDTH) -> list[str]:
    """Markdown as lines of at most this width; lists and code stay as they are."""
    lines: list[str] = []
    for block in text.strip().split("\n\n"):
        if re.match(r"\s*([-*|>]|\d+\.|```)", block):
            lines += block.split("\n")
        else:
            lines += textwrap.wrap(" ".join(block.split()), width, break_long_words=False, break_on_hyphens=False)
        lines.append("")
    return lines[:-1]


def sentence(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())


def example_arguments(model: Model, operation: Operation) -> tuple[list[Any], dict[str, Any]]:
    """What an example call passes: the path arguments, and the parameters and fields by their names on the wire."""
    path = [parameter.example or f"{parameter.argument}" for parameter in operation.path_parameters]
    values: dict[str, Any] = {}
    if operation.body and operation.body.examples:
        values.update(operation.body.examples[0][1] or {})
    for parameter in operation.query:
        if parameter.required or parameter.name in ("limit", "status"):
            values.setdefault(parameter.name, parameter.example)
    return path, {name: value for name, value in values.items() if value is not None}


def accept(operation: Operation) -> str:
    """What the client asks for: JSON where there is JSON."""
    kinds = operation.result.media_types
    return "application/json" if not kinds or "application/json" in kinds else ", ".join(kinds)


def usual_errors(model: Model) -> frozenset[int]:
    """The statuses that every operation with a credential may answer."""
    every = [{error.status for error in each.errors} for each in model.operations if not each.is_public]
    return frozenset(set.intersection(*every)) if every else frozenset()
