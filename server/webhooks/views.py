"""Row → the contract's `Webhook`, `Delivery` and what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def webhook(row: Any) -> dict[str, Any]:
    """The webhook of a row of `service`, without its secret."""
    names = ("id", "url", "description", "events", "projects", "team_id", "status", "disabled_reason", "disabled_at")
    more = ("failing_since", "public_key", "created_at", "updated_at")
    return {name: getattr(row, name) for name in (*names, *more)}


def in_event(row: Any) -> dict[str, Any]:
    """The webhook as an event tells of it: `EventHook`."""
    return {name: getattr(row, name) for name in ("id", "url", "status", "disabled_reason")}


def key(row: Any) -> dict[str, Any]:
    """A public key: `WebhookKey`."""
    return {name: getattr(row, name) for name in ("public_key", "created_at", "expires_at")}


def delivery(row: Any) -> dict[str, Any]:
    """The delivery of a row of `deliveries`."""
    names = ("id", "webhook_id", "event_id", "event_type", "sequence", "status", "attempt_count", "next_attempt_at")
    more = ("last_response_status", "last_error", "created_at", "completed_at")
    return {name: getattr(row, name) for name in (*names, *more)}


def detail(row: Any, body: str, attempts: Sequence[Any]) -> dict[str, Any]:
    """The same with what was sent and what came back."""
    return {**delivery(row), "body": body, "attempts": [attempt(each) for each in attempts]}


def attempt(row: Any) -> dict[str, Any]:
    """One attempt: `DeliveryAttempt`."""
    names = ("number", "at", "url", "duration_ms", "response_status", "response_body", "response_truncated", "error")
    headers = [{"name": name, "value": value} for name, value in row.response_headers]
    return {**{name: getattr(row, name) for name in names}, "response_headers": headers}
