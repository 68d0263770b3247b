from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, List, Literal

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .environment import Environment
    from .permission import Permission
    from .user import User


class Token(Model):
    """A credential, without its secret."""

    id: str
    """The ID of a credential."""

    type: Literal["api_key", "oauth_token", "session"]
    """An API key, an access token of OAuth 2.0, or a page of the console."""

    name: str
    """The name that it was given."""

    environment: Environment
    """Where a key counts."""

    permissions: List[Permission]
    """What it may do, in alphabetical order."""

    project_ids: List[str] | None
    """The projects that it is restricted to; null for all that its person reaches."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    expires_at: datetime.datetime | None
    """A moment, RFC 3339 in UTC; null while it has not come or when it never will."""

    user: User
    """A person."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time", "expires_at": "time", "user": "User"}
