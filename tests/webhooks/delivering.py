"""What tests of deliveries do: subscribe, cause something, and look at what became of it."""

from __future__ import annotations

import time
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


def ended(platform: Platform, actor: Actor, delivery_id: str, webhook_id: str, seconds: float = 20) -> Any:
    deadline = time.monotonic() + seconds
    while (row := look(platform, actor, delivery_id, webhook_id)[0]).completed_at is None:
        assert time.monotonic() < deadline, row
        time.sleep(0.01)
    return row
