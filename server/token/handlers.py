"""The operation `token.get`."""

from __future__ import annotations

from typing import Any

from server.auth.actor import Call
from server.models import User


def get(call: Call) -> dict[str, Any]:
    """GET /token"""
    actor = call.caller
    user = call.session.get_one(User, actor.user_id)
    return {
        "data": {
            "id": actor.credential_id,
            "type": actor.credential_type,
            "name": actor.name,
            "environment": call.services.settings.environment,
            "permissions": sorted(actor.permissions),
            "project_ids": None if actor.project_ids is None else sorted(actor.project_ids),
            "created_at": actor.created_at,
            "expires_at": actor.expires_at,
            "user": {"id": user.id, "name": user.name, "email": user.email},
        }
    }
