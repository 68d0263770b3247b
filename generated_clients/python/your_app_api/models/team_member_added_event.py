from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .member_event_data import MemberEventData


class TeamMemberAddedEvent(Model):
    """Team member added."""

    id: str
    """The ID of an event."""

    type: Literal["team.member_added"]

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    data: MemberEventData
    """What happened to somebody's place in a team."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time", "data": "MemberEventData"}
