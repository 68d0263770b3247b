from __future__ import annotations

from .._runtime.models import Model


class EventMember(Model):
    """Somebody's place in a team, as it was when the event happened."""

    user_id: str
    """The ID of a person."""

    name: str

    role: str
    """owner, admin, member or viewer."""
