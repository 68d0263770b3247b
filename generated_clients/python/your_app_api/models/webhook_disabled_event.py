from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .hook_event_data import HookEventData


class WebhookDisabledEvent(Model):
    """Webhook disabled."""

    id: str
    """The ID of an event."""

    type: Literal["webhook.disabled"]

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    data: HookEventData
    """What happened to a webhook."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time", "data": "HookEventData"}
