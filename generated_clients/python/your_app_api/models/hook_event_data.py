from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .event_hook import EventHook


class HookEventData(Model):
    """What happened to a webhook."""

    webhook: EventHook
    """A webhook, as it was when the event happened."""

    _shape: ClassVar[Mapping[str, Any]] = {"webhook": "EventHook"}
