"""The command line. Everything below needs typer and rich, which the extra `cli` installs."""

from __future__ import annotations

import sys

from .._sdk import COMMAND, DISTRIBUTION


def main() -> None:
    """Run the command line, or say what it needs."""
    try:
        import rich
        import typer
    except ImportError:
        assert sys.stderr is not None
        sys.exit(f"{COMMAND} needs typer and rich. Install them: pip install '{DISTRIBUTION}[cli]'")
    assert rich
    assert typer
    from .app import run

    run()
