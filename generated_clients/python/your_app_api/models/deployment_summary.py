from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .deployment_status import DeploymentStatus


class DeploymentSummary(Model):
    """The newest deployment; null while there is none."""

    id: str
    """The ID of a deployment."""

    status: DeploymentStatus
    """`uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and
    `cancelled` are ends.
    """

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time"}
