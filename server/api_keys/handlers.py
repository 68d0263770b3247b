"""The operations `api_keys.*`."""

from __future__ import annotations

from typing import Any

from server.api_keys import service, views
from server.auth.actor import Answer, Call
from server.kit.pagination import pagination


def list(call: Call) -> dict[str, Any]:
    """GET /api-keys"""
    query = call.query
    rows, total = service.list_page(
        call.session, call.caller, page=query["page"], limit=query["limit"], revoked=query["revoked"]
    )
    return {
        "data": [views.api_key(row) for row in rows],
        "pagination": pagination(query["page"], query["limit"], total),
    }


def create(call: Call) -> Answer:
    """POST /api-keys"""
    row, new = service.create(call.session, call.caller, call.body)
    return Answer({"data": views.secret(row, new)}, headers={"Location": f"/v1/api-keys/{row.id}"})


def get(call: Call) -> dict[str, Any]:
    """GET /api-keys/{id}"""
    return {"data": views.api_key(service.get(call.session, call.caller, call.path["id"]))}


def update(call: Call) -> dict[str, Any]:
    """PUT /api-keys/{id}"""
    return {"data": views.api_key(service.update(call.session, call.caller, call.path["id"], call.body))}


def rotate(call: Call) -> dict[str, Any]:
    """POST /api-keys/{id}/rotate"""
    hours = (call.body or {}).get("overlap_hours", service.OVERLAP_HOURS)
    return {"data": views.secret(*service.rotate(call.session, call.caller, call.path["id"], overlap_hours=hours))}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /api-keys/{id}"""
    service.revoke(call.session, call.caller, call.path["id"])
    return {"data": {"id": call.path["id"], "deleted": True}}
