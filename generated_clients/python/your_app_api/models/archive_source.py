from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class ArchiveSource(Model):
    """An uploaded archive."""

    type: Literal["archive"]

    media_type: Literal["application/zip", "application/gzip"]

    size_bytes: int
    """The size of the archive as sent."""
