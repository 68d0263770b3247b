"""The operations `oauth_apps.*`."""

from __future__ import annotations

from typing import Any

from server.auth.actor import Answer, Call
from server.kit.pagination import pagination
from server.oauth_apps import service, views


def list(call: Call) -> dict[str, Any]:
    """GET /oauth-apps"""
    page, limit = call.query["page"], call.query["limit"]
    rows, total = service.list_page(call.session, call.caller, page=page, limit=limit)
    return {"data": [views.oauth_app(row) for row in rows], "pagination": pagination(page, limit, total)}


def create(call: Call) -> Answer:
    """POST /oauth-apps"""
    row, secret = service.create(call.session, call.caller, call.body)
    return Answer(
        {"data": {**views.oauth_app(row), "client_secret": secret}}, headers={"Location": f"/v1/oauth-apps/{row.id}"}
    )


def get(call: Call) -> dict[str, Any]:
    """GET /oauth-apps/{id}"""
    return {"data": views.oauth_app(service.get(call.session, call.caller, call.path["id"]))}


def update(call: Call) -> dict[str, Any]:
    """PUT /oauth-apps/{id}"""
    return {"data": views.oauth_app(service.update(call.session, call.caller, call.path["id"], call.body))}


def rotate_secret(call: Call) -> dict[str, Any]:
    """POST /oauth-apps/{id}/rotate-secret"""
    row, secret = service.rotate_secret(call.session, call.caller, call.path["id"])
    return {"data": {**views.oauth_app(row), "client_secret": secret}}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /oauth-apps/{id}"""
    service.delete(call.session, call.caller, call.path["id"])
    return {"data": {"id": call.path["id"], "deleted": True}}
