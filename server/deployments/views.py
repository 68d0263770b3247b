"""Row → the contract's `Deployment` and `LogLine`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from server.deployments import states
from server.kit import clock
from server.kit.config import Settings


def label(deployment_id: str, slug: str) -> str:
    """The label of a deployment's own site: `01jd…--my-website`."""
    return f"{deployment_id.partition('_')[2]}--{slug}"


def deployment(row: Any, settings: Settings, *, missing: list[str], denied: str | None) -> dict[str, Any]:
    """The deployment of a row of `service`, with what it waits for and why the caller may not change it, if so."""
    return {
        "id": row.id,
        "project_id": row.project_id,
        "number": row.number,
        "status": row.status,
        "is_live": row.live_deployment_id == row.id,
        "missing": missing,
        "source": row.source,
        "url": settings.site_url(row.slug),
        "immutable_url": settings.site_url(label(row.id, row.slug)),
        "file_count": row.file_count,
        "size_bytes": row.size_bytes,
        "error": {"code": row.error_code, "message": row.error_message} if row.error_code else None,
        "created_at": row.created_at,
        "started_at": row.started_at,
        "completed_at": row.completed_at,
        "allowed_actions": allowed_actions(row, denied),
        "hold": {"reason": row.hold_reason, "since": row.hold_since} if row.hold_since else None,
    }


def in_event(row: Any, settings: Settings) -> dict[str, Any]:
    """The deployment as an event tells of it: `EventDeployment`, in the overview's order, which people read."""
    told = {name: getattr(row, name) for name in ("id", "project_id", "status")}
    told["url"] = settings.site_url(row.slug)
    told |= {name: getattr(row, name) for name in ("created_at", "completed_at")}
    if row.error_code:
        told["error"] = {"code": row.error_code, "message": row.error_message}
    return told


def allowed_actions(row: Any, denied: str | None) -> dict[str, Any]:
    """What the caller may do now, and why not. The service decides by the same conditions."""
    ended = f"It has ended with the status {row.status}." if row.status in states.ENDED else None
    unsuccessful = None if row.status == "success" else f"Its status is {row.status}; only a success can."
    archived = "Its project is archived and takes no deployments." if row.project_status == "archived" else None
    reasons = {
        "cancel": denied or ended,
        "promote": denied or unsuccessful,  # of what is live already, too: with a reason it holds that
        "redeploy": denied or unsuccessful or archived,
    }
    return {action: {"allowed": reason is None, "reason": reason} for action, reason in reasons.items()}


def log_line(row: Any) -> dict[str, Any]:
    """A line of a deployment's log."""
    return {"number": row.number, "at": row.at, "level": row.level, "message": row.message}


def log_text(rows: Sequence[Any], more: bool) -> bytes:
    """Lines as a terminal would show them, and how to go on if there are `more`."""
    lines = []
    for row in rows:
        message = row.message.replace("\n", "\n" + " " * 30)
        lines.append(f"{clock.rfc3339(row.at)} {row.level:<7} {message}\n")
    if more:
        lines.append(f"… more lines follow: ask with ?after={rows[-1].number}\n")
    return "".join(lines).encode()


def log_events(rows: Sequence[Any], ended: str | None) -> bytes:
    """Lines as server-sent events (WHATWG HTML, 9.2), and the end if there is one."""
    parts = []
    for row in rows:
        data = orjson.dumps(log_line(row), option=orjson.OPT_UTC_Z)
        parts.append(b"id: %d\nevent: log\ndata: %s\n\n" % (row.number, data))
    if ended is not None:
        parts.append(b"event: end\ndata: %s\n\n" % orjson.dumps({"status": ended}))
    return b"".join(parts)
