"""What tests of deliveries do: subscribe, cause something, and look at what became of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from server.auth.actor import Actor
from server.models import Webhook
from server.webhooks import deliveries, service
from tests.support.platform import Platform

SETTINGS: dict[str, Any] = {"webhook_allow_private": True, "webhook_retry_seconds": "0.05,0.05"}


def subscribe(platform: Platform, actor: Actor, url: str, *events: str, **body: Any) -> tuple[str, str]:
    """A new webhook of theirs: its id and its secret."""
    with platform.database.transaction(write=True) as session:
        wanted = {"url": url, "events": list(events or ("*",)), **body}
        row, secret = service.create(session, actor, wanted, platform.settings)
    return row.id, secret


def send(platform: Platform, actor: Actor, webhook_id: str) -> str:
    """Send a test; the delivery's id."""
    with platform.database.transaction(write=True) as session:
        delivery: str = deliveries.test(session, actor, webhook_id).id
    platform.services.changes.bump()
    return delivery


def state(platform: Platform, webhook_id: str) -> Webhook:
    with platform.database.transaction(write=False) as session:
        return session.get_one(Webhook, webhook_id)


def look(platform: Platform, actor: Actor, delivery_id: str, webhook_id: str) -> tuple[Any, list[Any]]:
    with platform.database.transaction(write=False) as session:
        row, _, attempts = deliveries.get(session, actor, webhook_id, delivery_id)
        return row, attempts


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Return once it holds: what has arrived is written down a moment later."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"it did not come to that in {seconds} s"
        time.sleep(0.01)


def count(platform: Platform, actor: Actor, webhook_id: str, status: str | None = None) -> int:
    """How many deliveries a webhook has."""
    query: dict[str, Any] = {"page": 1, "limit": 10, "status": status, "type": None, "event": None}
    with platform.database.transaction(write=False) as session:
        return deliveries.list_page(session, actor, webhook_id, **query)[1]


def ended(platform: Platform, actor: Actor, delivery_id: str, webhook_id: str, seconds: float = 20) -> Any:
    deadline = time.monotonic() + seconds
    while (row := look(platform, actor, delivery_id, webhook_id)[0]).completed_at is None:
        assert time.monotonic() < deadline, row
        time.sleep(0.01)
    return row
