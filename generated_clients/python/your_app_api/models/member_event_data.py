from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .event_member import EventMember
    from .event_team import EventTeam


class MemberEventData(Model):
    """What happened to somebody's place in a team."""

    team: EventTeam
    """A team, as it was when the event happened."""

    member: EventMember
    """Somebody's place in a team, as it was when the event happened."""

    _shape: ClassVar[Mapping[str, Any]] = {"team": "EventTeam", "member": "EventMember"}
