from __future__ import annotations

from .._runtime.models import Model


class DeploymentError(Model):
    """Why it failed; null unless `status` is `failed`."""

    code: str
    """For programs."""

    message: str
    """For people."""
