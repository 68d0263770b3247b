from __future__ import annotations

from .._runtime.models import Model


class AuditActor(Model):
    """The person who did it; null when nobody was signed in."""

    id: str
    """The ID of a person."""

    name: str | None
    """The name that the person has now; null for one who is gone."""
