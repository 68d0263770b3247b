"""Each change that the API makes is recorded here, in the transaction that makes it: an operation cannot forget it."""

from __future__ import annotations

from typing import Any

from server.audit_log import chain
from server.audit_log.chain import Origin
from server.auth.actor import Answer, Call


def begin(call: Call) -> str:
    """Whose chain tells about this, asked while the thing is still there: a deletion tells it nowhere afterwards."""
    return chain.owner_of(call.session, call.caller, call.path.get("id"))


def finish(call: Call, owner_id: str, action: str, status: int, result: Any) -> None:
    """Record the change; in both chains if it has gone from one owner to another."""
    made = status == 201
    body = result.body if isinstance(result, Answer) else result
    found = body["data"].get("id") if made else None
    object_id = call.object_id or found or next(reversed(tuple(call.path.values())), None)
    # What was made belongs to where the path leads, or if it has no path, to where it was put. A handler that says
    # whose it is knows better: what it changed can have come to another owner after `begin`.
    place = call.path.get("id") or object_id
    owners = {call.owner_id or (owner_id if call.path else chain.owner_of(call.session, call.caller, place))}
    if action == "projects.transfer":
        owners.add(chain.owner_of(call.session, call.caller, place))
    sent = call.body if isinstance(call.body, dict) else None
    for owner in sorted(owners):
        chain.record(
            call.session,
            Origin(call.caller, call.address, call.request_id),
            owner_id=owner,
            action=action,
            object_id=object_id,
            sent=sent,
        )
