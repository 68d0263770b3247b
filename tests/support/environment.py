"""The environment that programs under test start with: this one's, without what would change what they do."""

from __future__ import annotations

import os

# What make hands down to the make that a test starts: with the outer one's command line it would not be a new start.
OF_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS", "PORT")


def is_ours(name: str) -> bool:
    """Whether it is a setting of the server, of its clients, or of `make`."""
    return name.startswith("YOUR_APP_") or name in OF_MAKE


def clean(**added: str) -> dict[str, str]:
    """The environment without our settings, and with those that are added."""
    return {name: value for name, value in os.environ.items() if not is_ours(name)} | added


def clear() -> None:
    """Take our settings away from this process, before anything reads them."""
    for name in [name for name in os.environ if is_ours(name)]:
        del os.environ[name]
