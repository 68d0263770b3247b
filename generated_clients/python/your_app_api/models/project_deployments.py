from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .deployment_summary import DeploymentSummary
    from .hold import Hold


class ProjectDeployments(Model):
    """The project's deployments in short."""

    total: int
    """How many there are."""

    latest: DeploymentSummary | None
    """The newest deployment; null while there is none."""

    live_id: str | None
    """The ID of the deployment that the project's URL shows; null while nothing is live."""

    hold: Hold | None
    """Why a success does not go live by itself; null when it does."""

    _shape: ClassVar[Mapping[str, Any]] = {"latest": "DeploymentSummary", "hold": "Hold"}
