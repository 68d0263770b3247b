from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping


class LogLine(Model):
    """A line of a deployment's log."""

    number: int
    """Its place in the log."""

    at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    level: Literal["info", "warning", "error"]

    message: str

    _shape: ClassVar[Mapping[str, Any]] = {"at": "time"}
