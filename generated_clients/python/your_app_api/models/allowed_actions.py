from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .allowed_action import AllowedAction


class AllowedActions(Model):
    """What the caller may do with the deployment now, and why not."""

    cancel: AllowedAction
    """Whether the action would change something now."""

    promote: AllowedAction
    """Whether the action would change something now."""

    redeploy: AllowedAction
    """Whether the action would change something now."""

    _shape: ClassVar[Mapping[str, Any]] = {
        "cancel": "AllowedAction",
        "promote": "AllowedAction",
        "redeploy": "AllowedAction",
    }
