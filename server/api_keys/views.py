"""Row → the contract's `ApiKey`."""

from __future__ import annotations

from typing import Any

from server.auth.keys import NewKey
from server.kit import clock

_ENVIRONMENTS = {"live": "production", "test": "sandbox"}


def api_key(row: Any) -> dict[str, Any]:
    """The key of a row of `service.get` or `service.list_page`, without its secret."""
    overlap = row.previous_expires_at
    return {
        "id": row.id,
        "name": row.name,
        "hint": row.hint,
        "permissions": sorted(row.permissions),
        "environment": _ENVIRONMENTS[row.environment],
        "project_ids": row.project_ids,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "last_used_at": row.last_used_at,
        "previous_expires_at": overlap if overlap is not None and overlap > clock.now() else None,
        "revoked": row.revoked_at is not None,
    }


def secret(row: Any, new: NewKey) -> dict[str, Any]:
    """The same with its secret, for the one answer that shows it."""
    return {**api_key(row), "key": new.key}
