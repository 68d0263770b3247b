from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping


class WebhookKey(Model):
    """A key with which what is sent is signed."""

    public_key: str
    """An Ed25519 public key, `whpk_` and its 32 bytes in base64."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    expires_at: datetime.datetime | None
    """A moment, RFC 3339 in UTC; null while it has not come or when it never will."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time", "expires_at": "time"}
