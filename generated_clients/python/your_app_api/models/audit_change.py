from __future__ import annotations

from .._runtime.models import Model


class AuditChange(Model):
    """A field that was sent."""

    field: str

    value: str | None
    """Its value as text; null for fields that could hold something private."""
