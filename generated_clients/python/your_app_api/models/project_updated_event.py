from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .project_event_data import ProjectEventData


class ProjectUpdatedEvent(Model):
    """Project settings changed."""

    id: str
    """The ID of an event."""

    type: Literal["project.updated"]

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    data: ProjectEventData
    """What happened to a project."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time", "data": "ProjectEventData"}
