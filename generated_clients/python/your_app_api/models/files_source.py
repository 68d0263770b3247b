from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class FilesSource(Model):
    """Files named by their digests."""

    type: Literal["files"]
