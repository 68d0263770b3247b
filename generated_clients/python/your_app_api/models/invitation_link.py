from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping


class InvitationLink(Model):
    """The link to send to the person, shown this once; null unless they were just invited."""

    id: str
    """The ID of an invitation."""

    url: str
    """Where the person accepts. Counts once."""

    expires_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    _shape: ClassVar[Mapping[str, Any]] = {"expires_at": "time"}
