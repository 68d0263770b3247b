from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import Model

if TYPE_CHECKING:
    from .disabled_reason import DisabledReason
    from .webhook_status import WebhookStatus


class EventHook(Model):
    """A webhook, as it was when the event happened."""

    id: str
    """The ID of a webhook."""

    url: str
    """Where it sends to."""

    status: WebhookStatus
    """Whether events are sent."""

    disabled_reason: DisabledReason | None
    """Why nothing is sent: `request`, somebody disabled it; `gone`, the receiver answered 410; `failing`, it
    answered no event well for 5 days. null while it is enabled.
    """
