from __future__ import annotations

from .._runtime.models import Model


class TeamSummary(Model):
    """The team that the project belongs to; null when it belongs to a person."""

    id: str
    """The ID of a team."""

    name: str
