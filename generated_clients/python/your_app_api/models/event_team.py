from __future__ import annotations

from .._runtime.models import Model


class EventTeam(Model):
    """A team, as it was when the event happened."""

    id: str
    """The ID of a team."""

    name: str
