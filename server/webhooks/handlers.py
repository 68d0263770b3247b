"""The operations `webhooks.*`."""

from __future__ import annotations

from typing import Any

from server.auth.actor import Answer, Call
from server.kit.pagination import pagination
from server.webhooks import deliveries, service, views


def list(call: Call) -> dict[str, Any]:
    """GET /webhooks"""
    page, limit = call.query["page"], call.query["limit"]
    rows, total = service.list_page(call.session, call.caller, page=page, limit=limit, team=call.query.get("team"))
    return {"data": [views.webhook(row) for row in rows], "pagination": pagination(page, limit, total)}


def create(call: Call) -> Answer:
    """POST /webhooks"""
    row, secret = service.create(call.session, call.caller, call.body, call.services.settings)
    call.owner_id = row.owner_id
    return Answer({"data": {**views.webhook(row), "secret": secret}}, headers={"Location": f"/v1/webhooks/{row.id}"})


def create_again(call: Call) -> None:
    """May the caller still create it, and see its secret?"""
    service.may_create(call.session, call.caller, call.body.get("team_id"))


def get(call: Call) -> dict[str, Any]:
    """GET /webhooks/{id}"""
    return {"data": views.webhook(service.get(call.session, call.caller, call.path["id"]))}


def update(call: Call) -> dict[str, Any]:
    """PUT /webhooks/{id}"""
    row = service.update(call.session, call.caller, call.path["id"], call.body, call.services.settings)
    call.after_commit(call.services.changes.bump)
    return {"data": views.webhook(row)}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /webhooks/{id}"""
    service.delete(call.session, call.caller, call.path["id"])
    return {"data": {"id": call.path["id"], "deleted": True}}


def test(call: Call) -> Answer:
    """POST /webhooks/{id}/test"""
    row = deliveries.test(call.session, call.caller, call.path["id"])
    call.after_commit(call.services.changes.bump)
    location = f"/v1/webhooks/{row.webhook_id}/deliveries/{row.id}"
    return Answer({"data": views.delivery(row)}, headers={"Location": location})


def rotate_secret(call: Call) -> dict[str, Any]:
    """POST /webhooks/{id}/rotate-secret"""
    secret = (call.body or {}).get("secret")
    return {"data": service.rotate_secret(call.session, call.caller, call.path["id"], secret, call.services.settings)}


def keys(call: Call) -> dict[str, Any]:
    """GET /webhooks/{id}/keys"""
    return {"data": [views.key(row) for row in service.keys(call.session, call.path["id"])]}


def replay(call: Call) -> dict[str, Any]:
    """POST /webhooks/{id}/replay"""
    count = deliveries.replay(
        call.session, call.caller, call.path["id"], scope=call.body["scope"], since=call.body.get("since")
    )
    call.after_commit(call.services.changes.bump)
    return {"data": {"webhook_id": call.path["id"], "deliveries": count}}


def deliveries_list(call: Call) -> dict[str, Any]:
    """GET /webhooks/{id}/deliveries"""
    query = call.query
    rows, total = deliveries.list_page(
        call.session,
        call.caller,
        call.path["id"],
        page=query["page"],
        limit=query["limit"],
        status=query.get("status"),
        type=query.get("type"),
        event=query.get("event"),
    )
    return {
        "data": [views.delivery(row) for row in rows],
        "pagination": pagination(query["page"], query["limit"], total),
    }


def deliveries_get(call: Call) -> Answer:
    """GET /webhooks/{id}/deliveries/{deliveryId}"""
    row, body, attempts = deliveries.get(call.session, call.caller, call.path["id"], call.path["deliveryId"])
    waits = call.query["wait"] if row.completed_at is None else 0
    return Answer({"data": views.detail(row, body, attempts)}, again_within_seconds=waits)


def deliveries_redeliver(call: Call) -> dict[str, Any]:
    """POST /webhooks/{id}/deliveries/{deliveryId}/redeliver"""
    row = deliveries.redeliver(call.session, call.caller, call.path["id"], call.path["deliveryId"])
    call.after_commit(call.services.changes.bump)
    return {"data": views.delivery(row)}
