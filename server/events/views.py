"""Row → the contract's `Event`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson


def event(row: Any) -> dict[str, Any]:
    """The event of a row."""
    body = orjson.loads(row.body)
    return {
        "id": row.id,
        "type": row.type,
        "created_at": body["created_at"],
        "sequence": row.sequence,
        "project_id": row.project_id,
        "team_id": row.owner_id if row.owner_id.startswith("team_") else None,
        "data": body["data"],
    }


def stream(rows: Sequence[Any]) -> bytes:
    """Events as server-sent events (WHATWG HTML, 9.2)."""
    return b"".join(
        b"id: %d\nevent: %s\ndata: %s\n\n" % (row.sequence, row.type.encode(), orjson.dumps(event(row))) for row in rows
    )
