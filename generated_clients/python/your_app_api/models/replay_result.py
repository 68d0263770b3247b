from __future__ import annotations

from .._runtime.models import Model


class ReplayResult(Model):
    """How much was put on its way."""

    webhook_id: str
    """The ID of a webhook."""

    deliveries: int
    """How many deliveries."""
