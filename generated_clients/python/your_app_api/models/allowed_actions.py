from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .allowed_action import AllowedAction


class AllowedActions(Model):
    """What the caller may do with the deployment now, and why not."""

    cancel: AllowedAction
    """Whether an action would be carried out now."""

    promote: AllowedAction
    """Whether an action would be carried out now."""

    redeploy: AllowedAction
    """Whether an action would be carried out now."""

    _shape: ClassVar[Mapping[str, Any]] = {
        "cancel": "AllowedAction",
        "promote": "AllowedAction",
        "redeploy": "AllowedAction",
    }
