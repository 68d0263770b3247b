"""OAuth 2.0: applications, what people allowed them, and the codes and tokens that carry it.

Nothing secret is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from server.kit.database import UtcDateTime


class OAuthApp(SQLModel, table=True):
    """An application that acts for people who allow it. Its id is the `client_id`."""

    __tablename__ = "oauth_apps"

    id: str = Field(primary_key=True, max_length=40)
    user_id: str = Field(foreign_key="users.id", ondelete="CASCADE", index=True, max_length=40)  # who manages it
    name: str = Field(max_length=100)
    homepage_url: str | None = Field(default=None, max_length=2000)
    confidential: bool  # it can keep a secret: it runs on a server
    require_pkce: bool  # always true for one that is not confidential
    redirect_uris: list[Any] = Field(sa_column=sa.Column(sa.JSON, nullable=False))
    scopes: list[Any] = Field(sa_column=sa.Column(sa.JSON, nullable=False))  # what it may ask for
    secret_digest: str | None = Field(default=None, max_length=64)  # SHA-256, hex
    secret_hint: str | None = Field(default=None, max_length=20)
    # The secret before the last rotation counts until then.
    old_secret_digest: str | None = Field(default=None, max_length=64)
    old_secret_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class OAuthGrant(SQLModel, table=True):
    """What one person allowed one application, at one time. All tokens that came of it are its family."""

    __tablename__ = "oauth_grants"

    id: str = Field(primary_key=True, max_length=40)
    app_id: str = Field(foreign_key="oauth_apps.id", ondelete="CASCADE", index=True, max_length=40)
    user_id: str = Field(foreign_key="users.id", ondelete="CASCADE", index=True, max_length=40)
    scopes: list[Any] = Field(sa_column=sa.Column(sa.JSON, nullable=False))
    created_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OAuthCode(SQLModel, table=True):
    """An authorization code: good once, for a minute."""

    __tablename__ = "oauth_codes"

    digest: str = Field(primary_key=True, max_length=64)
    grant_id: str = Field(foreign_key="oauth_grants.id", ondelete="CASCADE", index=True, max_length=40)
    redirect_uri: str = Field(max_length=2000)
    code_challenge: str | None = Field(default=None, max_length=43)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OAuthToken(SQLModel, table=True):
    """An access or refresh token.

    It belongs to a grant; to an application alone (client credentials: it then acts for who manages the application);
    or to a browser session, whose page calls the API with it.
    """

    __tablename__ = "oauth_tokens"
    __table_args__ = (sa.CheckConstraint("app_id IS NOT NULL OR session_id IS NOT NULL", name="owner"),)

    id: str = Field(primary_key=True, max_length=40)
    kind: str = Field(max_length=10)  # access, refresh
    digest: str = Field(unique=True, max_length=64)
    user_id: str = Field(foreign_key="users.id", ondelete="CASCADE", index=True, max_length=40)
    app_id: str | None = Field(default=None, foreign_key="oauth_apps.id", ondelete="CASCADE", index=True, max_length=40)
    grant_id: str | None = Field(
        default=None, foreign_key="oauth_grants.id", ondelete="CASCADE", index=True, max_length=40
    )
    session_id: str | None = Field(
        default=None, foreign_key="browser_sessions.id", ondelete="CASCADE", index=True, max_length=40
    )
    scopes: list[Any] = Field(sa_column=sa.Column(sa.JSON, nullable=False))
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # a refresh token that was exchanged
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
