"""Access tokens on the API: told from keys by their prefix, checked by one query, as keys are.

What a token permits is computed at each request: its scopes, as long as the grant that it came from, and the account or
the browser session behind it, are there. So a revocation counts from the next request on.
"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session

from server.auth import opaque
from server.auth.actor import Actor
from server.auth.permissions import PERMISSIONS, expand
from server.kit import clock
from server.kit.database import table_of
from server.kit.errors import Unauthorized
from server.kit.ids import new_id
from server.models import OAuthApp, OAuthGrant, OAuthToken

PAGE_LASTS = timedelta(minutes=15)

_tokens = table_of(OAuthToken)
_grants = table_of(OAuthGrant)
_apps = table_of(OAuthApp)

_by_digest = (
    sa.select(
        _tokens.c.id,
        _tokens.c.user_id,
        _tokens.c.app_id,
        _tokens.c.grant_id,
        _tokens.c.session_id,
        _tokens.c.scopes,
        _tokens.c.created_at,
        _tokens.c.expires_at,
        _tokens.c.revoked_at,
        _grants.c.revoked_at.label("grant_revoked_at"),
        _apps.c.name.label("app_name"),
    )
    .select_from(
        _tokens.outerjoin(_grants, _grants.c.id == _tokens.c.grant_id).outerjoin(_apps, _apps.c.id == _tokens.c.app_id)
    )
    .where(_tokens.c.digest == sa.bindparam("digest"), _tokens.c.kind == "access")
)


def is_one(token: str) -> bool:
    """Whether it is meant as an access token, by its prefix."""
    return token.startswith(f"{opaque.ACCESS_TOKEN}_")


def recognise(token: str) -> str:
    """The digest to look it up by. Raises Unauthorized without a query for what has no such shape."""
    digest = opaque.recognise(opaque.ACCESS_TOKEN, token)
    if digest is None:
        raise Unauthorized("This access token has a typing error: its checksum does not match. Copy it again.")
    return digest


def authenticate(session: Session, digest: str, environment: str) -> Actor:
    """The caller that the token with this digest acts for; Unauthorized if it is unknown, revoked or expired."""
    row = session.connection().execute(_by_digest, {"digest": digest}).first()
    if row is None:
        raise Unauthorized("There is no such access token. Ask for a new one.")
    if row.revoked_at is not None or row.grant_revoked_at is not None:
        raise Unauthorized("This access token was revoked. Ask the person for their permission again.")
    if row.expires_at <= clock.now():
        raise Unauthorized("This access token has expired. Exchange the refresh token for a new one.")
    return Actor(
        user_id=row.user_id,
        credential_id=row.id,
        credential_type="oauth_token" if row.session_id is None else "session",
        name=row.app_name or "Console",
        environment=environment,
        permissions=frozenset(PERMISSIONS) if row.session_id else expand(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        lineage_id=row.grant_id or row.session_id or row.app_id,
    )


def for_page(session: Session, user_id: str, session_id: str) -> str:
    """A token with which the page of somebody who is signed in calls the API. It ends with the session."""
    token, now = opaque.make(opaque.ACCESS_TOKEN), clock.now()
    connection = session.connection()
    connection.execute(_tokens.delete().where(_tokens.c.session_id == session_id, _tokens.c.expires_at <= now))
    connection.execute(
        _tokens.insert(),
        {
            "id": new_id("tok"),
            "kind": "access",
            "digest": opaque.digest_of(token),
            "user_id": user_id,
            "session_id": session_id,
            "scopes": [],
            "created_at": now,
            "expires_at": now + PAGE_LASTS,
        },
    )
    return token
