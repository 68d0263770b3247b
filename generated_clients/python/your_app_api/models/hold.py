from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping


class Hold(Model):
    """Why a success does not go live by itself; null when it does."""

    reason: str
    """What the person who promoted said."""

    since: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    _shape: ClassVar[Mapping[str, Any]] = {"since": "time"}
