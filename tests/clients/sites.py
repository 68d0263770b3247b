"""A small site with what makes sites difficult to pack."""

from __future__ import annotations

from pathlib import Path


def make_site(folder: Path) -> Path:
    """Four files, with long names and names beyond ASCII, and two that are left out of a site."""
    (folder / "deep" / ("long-" * 25)).mkdir(parents=True)
    (folder / ".git").mkdir()
    files = {
        "index.html": "<h1>Hello</h1>",
        "über uns.html": "ä",
        f"deep/{'long-' * 25}/page.html": "x" * 70_000,
        "empty.txt": "",
        ".git/config": "secret",
        ".DS_Store": "x",
    }
    for name, content in files.items():
        (folder / name).write_text(content)
    return folder
