from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .event_data import EventData
    from .event_type import EventType


class Event(Model):
    """Something that has happened."""

    id: str
    """The ID of an event."""

    type: EventType
    """What has happened. Expect others in time."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    sequence: int
    """Its number in the account or team: 1, 2, 3 … without a gap."""

    project_id: str | None
    """The project that it belongs to; null for none."""

    team_id: str | None
    """The ID of the team that it belongs to; null when it belongs to a person."""

    data: EventData
    """What it happened to, by the kind of thing. `type` tells which of these there are."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time", "data": "EventData"}
