"""The operations `teams.*`."""

from __future__ import annotations

from functools import partial
from typing import Any

from server.auth.actor import Answer, Call
from server.kit.pagination import pagination
from server.teams import invitations, letters, members, service, views


def list(call: Call) -> dict[str, Any]:
    """GET /teams"""
    page, limit = call.query["page"], call.query["limit"]
    rows, total = service.list_page(call.session, call.caller, page=page, limit=limit)
    return {"data": [views.team(row) for row in rows], "pagination": pagination(page, limit, total)}


def create(call: Call) -> Answer:
    """POST /teams"""
    row = service.create(call.session, call.caller, call.body)
    call.after_commit(call.services.changes.bump)
    return Answer({"data": views.team(row)}, headers={"Location": f"/v1/teams/{row.id}"})


def create_again(call: Call) -> None:
    """Whoever may create teams at all may see again that they did."""


def get(call: Call) -> dict[str, Any]:
    """GET /teams/{id}"""
    return {"data": views.team(service.get(call.session, call.caller, call.path["id"]))}


def update(call: Call) -> dict[str, Any]:
    """PUT /teams/{id}"""
    return {"data": views.team(service.update(call.session, call.caller, call.path["id"], call.body))}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /teams/{id}"""
    service.delete(call.session, call.caller, call.path["id"])
    return {"data": {"id": call.path["id"], "deleted": True}}


def members_list(call: Call) -> dict[str, Any]:
    """GET /teams/{id}/members"""
    page, limit = call.query["page"], call.query["limit"]
    rows, total = members.list_page(call.session, call.caller, call.path["id"], page=page, limit=limit)
    return {"data": [views.member(row) for row in rows], "pagination": pagination(page, limit, total)}


def members_add(call: Call) -> Answer:
    """POST /teams/{id}/members"""
    team = f"/v1/teams/{call.path['id']}"
    added = members.add(call.session, call.caller, call.path["id"], call.body)
    if added.invitation is not None:
        call.object_id = added.invitation.row.id
        shown = views.invited(added.invitation, call.services.settings)
        if call.services.post.takes(shown["email"]):
            offer = invitations.look_at(call.session, added.invitation.token)
            call.after_commit(partial(call.services.post.send, letters.invitation(offer, shown["invitation"]["url"])))
        return Answer({"data": shown}, headers={"Location": f"{team}/invitations/{call.object_id}"})
    call.after_commit(call.services.changes.bump)
    shown = views.member(added.member)
    call.object_id = shown["user"]["id"]
    return Answer({"data": shown}, headers={"Location": f"{team}/members/{call.object_id}"})


def members_update(call: Call) -> dict[str, Any]:
    """PUT /teams/{id}/members/{userId}"""
    path = call.path
    row = members.change_role(call.session, call.caller, path["id"], path["userId"], call.body["role"])
    return {"data": views.member(row)}


def members_remove(call: Call) -> dict[str, Any]:
    """DELETE /teams/{id}/members/{userId}"""
    members.remove(call.session, call.caller, call.path["id"], call.path["userId"])
    call.after_commit(call.services.changes.bump)
    return {"data": {"id": call.path["userId"], "deleted": True}}


def invitations_list(call: Call) -> dict[str, Any]:
    """GET /teams/{id}/invitations"""
    page, limit = call.query["page"], call.query["limit"]
    rows, total = invitations.list_page(call.session, call.caller, call.path["id"], page=page, limit=limit)
    return {"data": [views.invitation(row) for row in rows], "pagination": pagination(page, limit, total)}


def invitations_revoke(call: Call) -> dict[str, Any]:
    """DELETE /teams/{id}/invitations/{invitationId}"""
    invitations.revoke(call.session, call.caller, call.path["id"], call.path["invitationId"])
    return {"data": {"id": call.path["invitationId"], "deleted": True}}
