from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class DeploymentSource(Model):
    """The files of an earlier deployment."""

    type: Literal["deployment"]

    deployment_id: str
    """The ID of a deployment."""
