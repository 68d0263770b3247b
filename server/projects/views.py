"""Row → the contract's `Project`."""

from __future__ import annotations

from typing import Any

from server.kit.config import Settings


def project(row: Any, settings: Settings) -> dict[str, Any]:
    """The project of a row of `service.get` or `service.list_page`."""
    latest_id = row.latest_deployment_id
    return {
        "id": row.id,
        "name": row.name,
        "slug": row.slug,
        "description": row.description,
        "status": row.status,
        "visibility": row.visibility,
        "template": row.template,
        "url": settings.site_url(row.slug),
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "team": {"id": row.team_id, "name": row.team_name} if row.team_id else None,
        "deployments": {
            "total": row.deployment_count,
            "latest": {"id": latest_id, "status": row.latest_status, "created_at": row.latest_created_at}
            if latest_id
            else None,
            "live_id": row.live_deployment_id,
            "hold": hold(row),
        },
    }


def in_event(row: Any, settings: Settings) -> dict[str, Any]:
    """The project as an event tells of it: `EventProject`."""
    names = ("id", "name", "slug", "description", "status", "visibility", "team_id", "created_at", "updated_at")
    return {**{name: getattr(row, name) for name in names}, "url": settings.site_url(row.slug)}


def hold(row: Any) -> dict[str, Any] | None:
    """Why no success goes live by itself; None when they do."""
    return {"reason": row.hold_reason, "since": row.hold_since} if row.hold_since else None
