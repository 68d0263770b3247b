from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .deployment_event_data import DeploymentEventData


class DeploymentCancelledEvent(Model):
    """Deployment cancelled."""

    id: str
    """The ID of an event."""

    type: Literal["deployment.cancelled"]

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    data: DeploymentEventData
    """What happened to a deployment."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time", "data": "DeploymentEventData"}
