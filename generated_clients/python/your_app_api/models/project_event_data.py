from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .event_project import EventProject


class ProjectEventData(Model):
    """What happened to a project."""

    project: EventProject
    """A project, as it was when the event happened."""

    _shape: ClassVar[Mapping[str, Any]] = {"project": "EventProject"}
