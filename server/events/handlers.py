"""The operations `events.*`."""

from __future__ import annotations

from typing import Any

from server.auth.actor import Answer, Call
from server.events import service, views
from server.kit.negotiation import best

TYPES = ("application/json", "text/event-stream")
STREAM_SECONDS = 3600.0  # a stream ends then and the client connects again, as after any other break


def list(call: Call) -> Answer:
    """GET /events"""
    query = call.query
    page = service.list_page(
        call.session,
        call.caller,
        team=query.get("team"),
        after=max(query["after"], call.headers.get("last-event-id", 0)),
        limit=query["limit"],
        type=query.get("type"),
        project=query.get("project"),
    )
    if best(call.accept, TYPES) == "text/event-stream":
        return Answer(
            views.stream(page.rows),
            media_type="text/event-stream",
            again_within_seconds=STREAM_SECONDS,
            again_with={"after": page.next},
        )
    cursor = {"next": page.next, "complete": page.complete, "latest": page.latest}
    return Answer(
        {"data": [views.event(row) for row in page.rows], "cursor": cursor},
        again_within_seconds=0 if page.rows else query["wait"],
        again_with={"after": page.next},
    )


def get(call: Call) -> dict[str, Any]:
    """GET /events/{id}"""
    return {"data": views.event(service.get(call.session, call.caller, call.path["id"]))}
