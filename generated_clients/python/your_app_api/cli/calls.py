"""What the generated commands do with their arguments."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from .._runtime.models import Model
from .._runtime.pages import CursorPage, Page
from .failures import UsageError
from .output import console, print_json, print_log, print_object, print_table

JSON = typer.Option("--json", help="Print JSON, for programs.")
EVERY_PAGE = typer.Option("--all", help="Fetch every page.")
OUTPUT = typer.Option("--output", "-o", help="Write to this file instead of the terminal.")
CONTENT_TYPES = {".zip": "application/zip", ".gz": "application/gzip", ".tgz": "application/gzip"}


def json_value(text: str | None) -> Any:
    """The value of an option that takes JSON, or a file with JSON after an `@`."""
    if text is None:
        return None
    try:
        return json.loads(Path(text[1:]).read_text(encoding="utf-8") if text.startswith("@") else text)
    except OSError as error:
        raise UsageError(f"{text[1:]} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise UsageError(f"{text!r} is not JSON: {error}") from None


def null_or(value: Any, is_null: bool) -> Any:
    """A value that may be null: left out (an empty mapping's worth) unless one of both was given."""
    if is_null and value is not None:
        raise UsageError("Give either a value or its --no-… option")
    return Null if is_null else value


class Null:
    """Stands for null, where None stands for nothing."""


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that were given."""
    return {name: None if value is Null else value for name, value in values.items() if value is not None}


def content(path: str, media_type: str | None, media_types: Sequence[str]) -> dict[str, Any]:
    """The arguments for the file at a path, or for stdin where it is `-`."""
    wanted = media_type or CONTENT_TYPES.get(Path(path).suffix.lower())
    if len(media_types) == 1:
        wanted = media_types[0]
    if wanted not in media_types:
        raise UsageError(f"Say with --content-type what {path} is: {', '.join(media_types)}")
    found: Any = sys.stdin.buffer.read() if path == "-" else Path(path)
    return {"content": found} if len(media_types) == 1 else {"content": found, "content_type": wanted}


def show(result: Any, *, as_json: bool, columns: Sequence[str] = (), every_page: bool = False) -> None:
    """Print a result."""
    if isinstance(result, Page | CursorPage):
        _show_page(result, as_json=as_json, columns=columns, every_page=every_page)
    elif as_json:
        print_json(result)
    elif isinstance(result, list):
        print_table(result, columns)
    elif isinstance(result, Model) and set(result.__dict__) == {"id", "deleted"}:
        console().print(f"Deleted {result.__dict__['id']}.")
    else:
        print_object(result)


def _show_page(page: Page[Any] | CursorPage[Any], *, as_json: bool, columns: Sequence[str], every_page: bool) -> None:
    items = list(page) if every_page else page.data
    end = page.pagination if isinstance(page, Page) else page.cursor
    if as_json:
        name = "pagination" if isinstance(page, Page) else "cursor"
        print_json({"data": items} if every_page else {"data": items, name: end})
    elif {"at", "level", "message"} <= set(columns):
        print_log(items)
    else:
        footer = ""
        if isinstance(page, Page) and not every_page and page.has_next_page():
            at = page.pagination
            footer = (
                f"Page {at.page} of {at.pages}, {at.total} in all. --page {at.page + 1} shows more, --all everything."
            )
        print_table(items, columns, footer)


def write(data: bytes, output: Path | None) -> None:
    """Give bytes to a file, or to stdout."""
    if output is not None:
        output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
