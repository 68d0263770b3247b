from __future__ import annotations

from .._runtime.models import Model


class AllowedAction(Model):
    """Whether the action would change something now."""

    allowed: bool

    reason: str | None
    """Why not; null when it is allowed."""
