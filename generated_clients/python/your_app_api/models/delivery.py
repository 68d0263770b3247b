from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .delivery_status import DeliveryStatus
    from .event_type import EventType


class Delivery(Model):
    """An event on its way to a webhook."""

    id: str
    """The ID of a delivery."""

    webhook_id: str
    """The ID of a webhook."""

    event_id: str
    """The ID of an event."""

    event_type: EventType
    """What has happened. Expect others in time."""

    sequence: int
    """The event's number in the account or team."""

    status: DeliveryStatus
    """`waiting` is being sent, or waits to be, or to be tried again; `delivered` was taken by the receiver;
    `failed` was given up after the last attempt, or when the webhook was disabled.
    """

    attempt_count: int
    """How often it was tried."""

    next_attempt_at: datetime.datetime | None
    """A moment, RFC 3339 in UTC; null while it has not come or when it never will."""

    last_response_status: int | None
    """The status of the last answer; null without one."""

    last_error: str | None
    """Why the last attempt does not count; null when it does."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    completed_at: datetime.datetime | None
    """A moment, RFC 3339 in UTC; null while it has not come or when it never will."""

    _shape: ClassVar[Mapping[str, Any]] = {"next_attempt_at": "time", "created_at": "time", "completed_at": "time"}
