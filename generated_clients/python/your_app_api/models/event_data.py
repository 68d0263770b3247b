from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .event_deployment import EventDeployment
    from .event_hook import EventHook
    from .event_member import EventMember
    from .event_project import EventProject
    from .event_team import EventTeam


class EventData(Model):
    """What it happened to, by the kind of thing. `type` tells which of these there are."""

    deployment: EventDeployment | None = None
    """A deployment, as it was when the event happened."""

    project: EventProject | None = None
    """A project, as it was when the event happened."""

    team: EventTeam | None = None
    """A team, as it was when the event happened."""

    member: EventMember | None = None
    """Somebody's place in a team, as it was when the event happened."""

    webhook: EventHook | None = None
    """A webhook, as it was when the event happened."""

    _shape: ClassVar[Mapping[str, Any]] = {
        "deployment": "EventDeployment",
        "project": "EventProject",
        "team": "EventTeam",
        "member": "EventMember",
        "webhook": "EventHook",
    }
