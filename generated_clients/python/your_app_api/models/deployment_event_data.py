from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .event_deployment import EventDeployment


class DeploymentEventData(Model):
    """What happened to a deployment."""

    deployment: EventDeployment
    """A deployment, as it was when the event happened."""

    _shape: ClassVar[Mapping[str, Any]] = {"deployment": "EventDeployment"}
