from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, List

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .disabled_reason import DisabledReason
    from .event_filter import EventFilter
    from .webhook_status import WebhookStatus


class WebhookWithSecret(Model):
    """A new webhook, with its secret."""

    id: str
    """The ID of a webhook."""

    url: str
    """Where events are sent to."""

    description: str | None
    """A few words about the webhook."""

    events: List[EventFilter]
    """Which events to send."""

    projects: List[str]
    """Only events of the projects with these IDs; none named, events of all and those that belong to no project."""

    team_id: str | None
    """The ID of the team that it belongs to; null when it belongs to a person."""

    status: WebhookStatus
    """Whether events are sent."""

    disabled_reason: DisabledReason | None
    """Why nothing is sent: `request`, somebody disabled it; `gone`, the receiver answered 410; `failing`, it
    answered no event well for 5 days. null while it is enabled.
    """

    disabled_at: datetime.datetime | None
    """A moment, RFC 3339 in UTC; null while it has not come or when it never will."""

    failing_since: datetime.datetime | None
    """A moment, RFC 3339 in UTC; null while it has not come or when it never will."""

    public_key: str
    """An Ed25519 public key, `whpk_` and its 32 bytes in base64."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    updated_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    secret: str
    """The secret. Keep it: no later answer shows it."""

    _shape: ClassVar[Mapping[str, Any]] = {
        "disabled_at": "time",
        "failing_since": "time",
        "created_at": "time",
        "updated_at": "time",
    }
