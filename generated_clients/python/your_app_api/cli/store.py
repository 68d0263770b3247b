"""What the command line remembers: keys, each with the address that it is for, and what was deployed last."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import typer

from .._sdk import COMMAND, CONFIG_VARIABLE


class Store:
    """A file that only its owner can read."""

    def __init__(self, path: Path | None = None) -> None:
        folder = os.environ.get(CONFIG_VARIABLE) or typer.get_app_dir(COMMAND)
        self.path = path or Path(folder) / "config.json"

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            sys.exit(f"{self.path} cannot be read: {error}. Mend or remove it.")
        return found if isinstance(found, dict) else {}

    def _write(self, content: dict[str, Any]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = self.path.with_suffix(f".{os.getpid()}")
        # Created for its owner alone, not made so afterwards: nobody can open it in between.
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file, indent=2)
        partial.replace(self.path)

    @property
    def base_url(self) -> str | None:
        """The address that was logged in to last."""
        found: str | None = self._read().get("base_url")
        return found

    def key(self, base_url: str) -> str | None:
        """The key for this address. A key is never sent to another one."""
        found: str | None = self._read().get("keys", {}).get(base_url)
        return found

    def remember_key(self, base_url: str, key: str) -> None:
        """Keep a key."""
        content = self._read()
        content.setdefault("keys", {})[base_url] = key
        self._write({**content, "base_url": base_url})

    def forget_key(self, base_url: str) -> bool:
        """Forget the key for this address. Answers whether there was one."""
        content = self._read()
        had = content.get("keys", {}).pop(base_url, None) is not None
        if had:
            self._write(content)
        return had

    def last(self, base_url: str) -> dict[str, str]:
        """The last deployment and its project: `deployment` and `project`, or nothing."""
        found: dict[str, str] = self._read().get("last", {}).get(base_url, {})
        return found

    def remember_last(self, base_url: str, *, project: str, deployment: str) -> None:
        """Keep what was deployed."""
        content = self._read()
        content.setdefault("last", {})[base_url] = {"project": project, "deployment": deployment}
        self._write(content)
