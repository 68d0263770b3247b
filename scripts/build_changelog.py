"""Builds the API's changelog."""

from __future__ import annotations

from pathlib import Path

from scripts.changelog import changelog

OUTPUT = "openapi/guides/changelog.md"


def build(spec: Path, output: Path) -> None:
    """Write the changelog of the contract `spec`, its fragments and its releases."""
    output.write_text(changelog(spec), encoding="utf-8")
