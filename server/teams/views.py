"""Row → the contract's `Team`, `TeamMember` and `Invitation`."""

from __future__ import annotations

from typing import Any

from server.kit.config import Settings
from server.teams import invitations
from server.teams.invitations import NewInvitation


def team(row: Any) -> dict[str, Any]:
    """The team of a row of `service.get` or `service.list_page`."""
    return {
        "id": row.id,
        "name": row.name,
        "role": row.role,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def member(row: Any) -> dict[str, Any]:
    """A person who belongs to a team."""
    return {
        "user": {"id": row.user_id, "name": row.name, "email": row.email},
        "email": row.email,
        "role": row.role,
        "status": "active",
        "created_at": row.created_at,
        "invitation": None,
    }


def invited(new: NewInvitation, settings: Settings) -> dict[str, Any]:
    """A person who was just asked to belong to a team, with the link for them."""
    row = new.row
    return {
        "user": None,
        "email": row.email,
        "role": row.role,
        "status": "invited",
        "created_at": row.created_at,
        "invitation": {"id": row.id, "url": invitations.url(settings, new.token), "expires_at": row.expires_at},
    }


def invitation(row: Any) -> dict[str, Any]:
    """An invitation that can still be accepted."""
    return {
        "id": row.id,
        "email": row.email,
        "role": row.role,
        "invited_by": row.invited_by,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
    }
