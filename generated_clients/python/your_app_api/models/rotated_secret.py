from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping


class RotatedSecret(Model):
    """A secret that has just been made."""

    webhook_id: str
    """The ID of a webhook."""

    secret: str
    """The secret. Keep it: no later answer shows it."""

    public_key: str
    """An Ed25519 public key, `whpk_` and its 32 bytes in base64."""

    previous_expires_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    _shape: ClassVar[Mapping[str, Any]] = {"previous_expires_at": "time"}
