"""Row → the contract's `OAuthApp`."""

from __future__ import annotations

from typing import Any


def oauth_app(row: Any) -> dict[str, Any]:
    """The application of a row of `service`, without its secret."""
    return {
        "id": row.id,
        "client_id": row.id,
        "name": row.name,
        "homepage_url": row.homepage_url,
        "type": "confidential" if row.confidential else "public",
        "require_pkce": row.require_pkce,
        "redirect_uris": row.redirect_uris,
        "scopes": row.scopes,
        "secret_hint": row.secret_hint,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }
