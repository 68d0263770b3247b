from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, List

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .o_auth_app_type import OAuthAppType
    from .o_auth_scope import OAuthScope


class OAuthApp(Model):
    """An application that acts for people who allow it."""

    id: str
    """The ID of an OAuth application."""

    client_id: str
    """The ID of an OAuth application."""

    name: str
    """What people see when they are asked."""

    homepage_url: str | None
    """The application's own page, shown to people; null for none."""

    type: OAuthAppType
    """`confidential`: it can keep a secret, for it runs on a server. `public`: it runs on people's devices."""

    require_pkce: bool
    """Whether people are only asked with a `code_challenge`."""

    redirect_uris: List[str]
    """Where people may be sent back to, to the letter: https; http on `localhost`, `127.0.0.1` or `[::1]`; or a
    scheme of your own with a dot in it.
    """

    scopes: List[OAuthScope]
    """What the application may ask people for; it cannot ask for more."""

    secret_hint: str | None
    """Enough of the secret to recognise it by; null for a `public` application."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    updated_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time", "updated_at": "time"}
