"""The key that signs forms and seals secrets: from the settings, or made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets

from server.kit.config import Settings


def secret_key(settings: Settings) -> str:
    """The key. Of several processes that start at once on one folder, all get the same."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / "secret.key"
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        made = path.with_name(f"secret.key.{os.getpid()}")
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(made, path)  # whole or not at all, and never over one that is there
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text()
