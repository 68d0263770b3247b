from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, List

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .environment import Environment
    from .permission import Permission


class ApiKey(Model):
    """An API key, without its secret."""

    id: str
    """The ID of an API key."""

    name: str
    """What it is for."""

    hint: str
    """What to recognise the key by."""

    permissions: List[Permission]
    """What it may do, in alphabetical order."""

    environment: Environment
    """Where a key counts."""

    project_ids: List[str] | None
    """The projects that it reaches; null for all that its person reaches."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    expires_at: datetime.datetime | None
    """A moment, RFC 3339 in UTC; null while it has not come or when it never will."""

    last_used_at: datetime.datetime | None
    """A moment, RFC 3339 in UTC; null while it has not come or when it never will."""

    previous_expires_at: datetime.datetime | None
    """Until when the secret before its last rotation counts; null when it does not."""

    revoked: bool
    """Whether it counts no more."""

    _shape: ClassVar[Mapping[str, Any]] = {
        "created_at": "time",
        "expires_at": "time",
        "last_used_at": "time",
        "previous_expires_at": "time",
    }
