"""Results on the terminal: tables for people, JSON for programs."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .._runtime.models import Model, to_json

# Enough for any line, where nobody looks at a terminal: a program that reads a table wants it whole.
_ANY_WIDTH = 100_000
_COLUMNS = 7
_COLOURS = {
    "success": "green",
    "active": "green",
    "ok": "green",
    "failed": "red",
    "error": "red",
    "warning": "yellow",
    "building": "yellow",
    "queued": "cyan",
    "uploading": "cyan",
    "cancelled": "dim",
    "archived": "dim",
}


def console(*, stderr: bool = False) -> Console:
    """A console of the present stdout or stderr."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else _ANY_WIDTH)


def print_json(value: Any) -> None:
    """JSON, the same on a terminal and in a pipe."""
    print(json.dumps(to_json(value), indent=2, ensure_ascii=False))


def cell(value: Any) -> Text:
    """A value in a few words."""
    if value is None:
        return Text("–", style="dim")
    if isinstance(value, bool):
        return Text("yes" if value else "no", style="green" if value else "dim")
    if isinstance(value, dt.datetime):
        return Text(value.astimezone().strftime("%Y-%m-%d %H:%M"))
    if isinstance(value, str):
        return Text(value, style=_COLOURS.get(value, ""))
    if isinstance(value, Model):
        named = [value.__dict__.get(name) for name in ("name", "id", "status", "type")]
        found = next((str(each) for each in named if each), None)
        return Text(found) if found is not None else Text(_inline(value))
    if isinstance(value, (list, tuple)):
        return Text(", ".join(cell(each).plain for each in value) or "–")
    if isinstance(value, Mapping):
        return Text(_inline(value))
    return Text(str(value))


def _inline(value: Any) -> str:
    return json.dumps(to_json(value), ensure_ascii=False)


def print_table(items: Sequence[Any], columns: Sequence[str], footer: str = "") -> None:
    """One row for each item."""
    out = console()
    if not items:
        out.print("Nothing.", style="dim")
    else:
        table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
        shown = list(columns)[:_COLUMNS]
        for name in shown:
            table.add_column(name.replace("_", " "), overflow="fold", no_wrap=name == "id")
        for item in items:
            table.add_row(*(cell(getattr(item, name, None)) for name in shown))
        out.print(table)
    if footer:
        out.print(footer, style="dim")


def print_object(value: Any) -> None:
    """One line for each field; those of objects inside below a dotted name."""
    if not isinstance(value, Model):
        console().print(cell(value))
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, each in _flat(value):
        table.add_row(name, cell(each))
    console().print(table)


def _flat(value: Model, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, each in value.__dict__.items():
        if isinstance(each, Model):
            yield from _flat(each, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", each


def print_log(lines: Iterable[Any]) -> None:
    """Lines of a log, each as it comes."""
    out = console()
    for line in lines:
        at = line.at.astimezone().strftime("%H:%M:%S") if isinstance(line.at, dt.datetime) else str(line.at)
        message = Text(str(line.message), style={"error": "red", "warning": "yellow"}.get(line.level, ""))
        out.print(Text.assemble((f"{at} ", "dim"), message), soft_wrap=True)
