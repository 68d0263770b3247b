"""How people prove who they are in a browser: links to set a password, sessions, identities elsewhere, failed tries."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from server.kit.database import UtcDateTime


class SetupLink(SQLModel, table=True):
    """A link by which somebody sets the password of an account, once. Only its SHA-256 is stored."""

    __tablename__ = "setup_links"

    id: str = Field(primary_key=True, max_length=40)
    user_id: str = Field(foreign_key="users.id", ondelete="CASCADE", index=True, max_length=40)
    digest: str = Field(unique=True, max_length=64)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class BrowserSession(SQLModel, table=True):
    """Somebody who is signed in, in one browser. Gone when they sign out, here or everywhere."""

    __tablename__ = "browser_sessions"

    id: str = Field(primary_key=True, max_length=40)
    user_id: str = Field(foreign_key="users.id", ondelete="CASCADE", index=True, max_length=40)
    digest: str = Field(unique=True, max_length=64)  # SHA-256 of the cookie, hex
    browser: str = Field(max_length=200)  # the User-Agent, for the person to recognise it by
    address: str = Field(max_length=45)
    created_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)  # a minute late at most
    expires_at: datetime = Field(sa_type=UtcDateTime)


class Identity(SQLModel, table=True):
    """Somebody's account at an OpenID Connect provider, connected with one here: they may sign in with it."""

    __tablename__ = "identities"
    __table_args__ = (sa.UniqueConstraint("issuer", "subject"), sa.UniqueConstraint("user_id", "issuer"))

    id: str = Field(primary_key=True, max_length=40)
    user_id: str = Field(foreign_key="users.id", ondelete="CASCADE", max_length=40)
    issuer: str = Field(max_length=500)
    subject: str = Field(max_length=255)  # as the issuer knows the person, for good (OpenID Connect Core, section 2)
    label: str = Field(max_length=254)  # the address or the name there, for the person to recognise it by
    created_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime = Field(sa_type=UtcDateTime)  # the last sign-in


class KnownDevice(SQLModel, table=True):
    """A browser in which somebody signed in before: its failed tries are counted apart from everybody else's."""

    __tablename__ = "known_devices"

    digest: str = Field(primary_key=True, max_length=64)  # SHA-256 of the cookie and the account
    user_id: str = Field(foreign_key="users.id", ondelete="CASCADE", index=True, max_length=40)
    created_at: datetime = Field(sa_type=UtcDateTime)


class SignInFailure(SQLModel, table=True):
    """A try to sign in that has not succeeded. `bucket` is a digest of who is counted: see auth/throttle.py."""

    __tablename__ = "sign_in_failures"
    __table_args__ = (sa.Index("ix_sign_in_failures_bucket_at", "bucket", "at"),)

    id: str = Field(primary_key=True, max_length=40)
    bucket: str = Field(max_length=64)
    at: datetime = Field(sa_type=UtcDateTime)
