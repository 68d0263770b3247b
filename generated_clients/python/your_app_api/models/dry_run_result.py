from __future__ import annotations

from typing import List

from .._runtime.models import Model


class DryRunResult(Model):
    """What a deployment of these files would send."""

    file_count: int
    """Files of the site."""

    missing: List[str]
    """The SHA-256 of each file that has to be uploaded, in alphabetical order."""

    missing_bytes: int | None
    """The bytes of those files together; null unless `sizes` has them all."""
