"""Row → the contract's `AuditEntry`."""

from __future__ import annotations

from typing import Any


def entry(row: Any) -> dict[str, Any]:
    """The entry of a row of `service.list_page`."""
    return {
        "id": row.id,
        "number": row.number,
        "at": row.at,
        "action": row.action,
        "actor": {"id": row.actor_id, "name": row.actor_name} if row.actor_id else None,
        "credential": {"id": row.credential_id, "type": row.credential_type} if row.credential_id else None,
        "object_id": row.object_id,
        "changes": [{"field": field, "value": value} for field, value in row.changes],
        "address": row.address,
        "request_id": row.request_id,
        "hash": row.hash,
    }
