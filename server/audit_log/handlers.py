"""The operation `audit_log.list`."""

from __future__ import annotations

from typing import Any

from server.audit_log import service, views
from server.auth.actor import Call
from server.kit import clock
from server.kit.pagination import pagination


def list(call: Call) -> dict[str, Any]:
    """GET /audit-log"""
    query = call.query
    since, until = (clock.read(query[name], name) if name in query else None for name in ("since", "until"))
    rows, total = service.list_page(
        call.session,
        call.caller,
        page=query["page"],
        limit=query["limit"],
        team=query.get("team"),
        filters={
            "actor": query.get("actor"),
            "action": query.get("action"),
            "object": query.get("object"),
            "since": since,
            "until": until,
        },
    )
    return {
        "data": [views.entry(row) for row in rows],
        "pagination": pagination(query["page"], query["limit"], total),
    }
