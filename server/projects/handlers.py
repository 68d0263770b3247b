"""The operations `projects.*`."""

from __future__ import annotations

from functools import partial
from typing import Any

from server.auth.actor import Answer, Call
from server.kit.pagination import pagination
from server.projects import service, views


def list(call: Call) -> dict[str, Any]:
    """GET /projects"""
    query = call.query
    rows, total = service.list_page(
        call.session,
        call.caller,
        page=query["page"],
        limit=query["limit"],
        status=query.get("status"),
        team=query.get("team"),
    )
    settings = call.services.settings
    return {
        "data": [views.project(row, settings) for row in rows],
        "pagination": pagination(query["page"], query["limit"], total),
    }


def create(call: Call) -> Answer:
    """POST /projects"""
    row = service.create(call.session, call.caller, call.body, call.services.settings)
    call.owner_id = row.owner_id
    call.after_commit(call.services.changes.bump)
    return Answer({"data": views.project(row, call.services.settings)}, headers={"Location": f"/v1/projects/{row.id}"})


def create_again(call: Call) -> None:
    """May the caller still create it?"""
    service.may_create(call.session, call.caller, call.body.get("team_id"))


def get(call: Call) -> dict[str, Any]:
    """GET /projects/{id}"""
    row = service.get(call.session, call.caller, call.path["id"])
    return {"data": views.project(row, call.services.settings)}


def update(call: Call) -> dict[str, Any]:
    """PUT /projects/{id}"""
    row = service.update(call.session, call.caller, call.path["id"], call.body, call.services.settings)
    call.owner_id = row.owner_id
    call.after_commit(call.services.changes.bump)
    return {"data": views.project(row, call.services.settings)}


def transfer(call: Call) -> dict[str, Any]:
    """POST /projects/{id}/transfer"""
    row, call.owner_id = service.transfer(
        call.session, call.caller, call.path["id"], call.body["team_id"], call.services.settings
    )
    call.after_commit(call.services.changes.bump)
    return {"data": views.project(row, call.services.settings)}


def release(call: Call) -> dict[str, Any]:
    """POST /projects/{id}/release"""
    row = service.release(call.session, call.caller, call.path["id"], call.services.settings)
    call.after_commit(call.services.live.bump)
    call.after_commit(call.services.changes.bump)
    return {"data": views.project(row, call.services.settings)}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /projects/{id}"""
    row, running = service.delete(call.session, call.caller, call.path["id"], call.services.settings)
    call.owner_id = row.owner_id
    call.after_commit(call.services.live.bump)
    call.after_commit(call.services.changes.bump)
    for deployment_id in running:
        call.after_commit(partial(call.services.jobs.cancel, "deploy", deployment_id))
    return {"data": {"id": call.path["id"], "deleted": True}}
