from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .deployment_status import DeploymentStatus
    from .event_error import EventError


class EventDeployment(Model):
    """A deployment, as it was when the event happened."""

    id: str
    """The ID of a deployment."""

    project_id: str
    """The ID of a project."""

    status: DeploymentStatus
    """`uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and
    `cancelled` are ends.
    """

    url: str
    """The project's URL."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    completed_at: datetime.datetime | None
    """A moment, RFC 3339 in UTC; null while it has not come or when it never will."""

    error: EventError | None = None
    """Why a deployment failed; only there if it did."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time", "completed_at": "time", "error": "EventError"}
