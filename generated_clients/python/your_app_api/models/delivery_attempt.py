from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, List

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .response_header import ResponseHeader


class DeliveryAttempt(Model):
    """An attempt to deliver."""

    number: int
    """1 for the first attempt, 2 for the second …"""

    at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    url: str
    """Where it was sent to."""

    duration_ms: int
    """How long it took, in milliseconds."""

    response_status: int | None
    """The status that the receiver answered; null without an answer."""

    response_headers: List[ResponseHeader]
    """The headers that it answered."""

    response_body: str
    """The first 16 KiB of what it answered."""

    response_truncated: bool
    """Whether there was more."""

    error: str | None
    """Why it does not count; null when the event was taken."""

    _shape: ClassVar[Mapping[str, Any]] = {"at": "time", "response_headers": ["ResponseHeader"]}
