from __future__ import annotations

from .._runtime.models import Model


class EventError(Model):
    """Why a deployment failed; only there if it did."""

    code: str
    """For programs."""

    message: str
    """For people."""
