"""People and the keys that act for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from server.kit.database import UtcDateTime


class User(SQLModel, table=True):
    """An account."""

    __tablename__ = "users"

    id: str = Field(primary_key=True, max_length=40)
    email: str = Field(unique=True, max_length=254)  # lower case
    name: str = Field(max_length=200)
    plan: str = Field(default="free", max_length=20)
    password_hash: str | None = Field(default=None, max_length=200)  # argon2id; none until one is set
    created_at: datetime = Field(sa_type=UtcDateTime)


class ApiKey(SQLModel, table=True):
    """A credential of a user. The key itself is never stored, only its SHA-256."""

    __tablename__ = "api_keys"

    id: str = Field(primary_key=True, max_length=40)
    user_id: str = Field(foreign_key="users.id", ondelete="CASCADE", index=True, max_length=40)
    name: str = Field(max_length=200)
    hint: str = Field(max_length=20)  # `yap_live_…x7Qf`: enough to recognise it by
    digest: str = Field(unique=True, max_length=64)  # SHA-256 of the whole key, hex
    environment: str = Field(max_length=10)  # live, test
    permissions: list[Any] = Field(sa_column=sa.Column(sa.JSON, nullable=False))
    # The projects that it reaches; null: all that its user reaches.
    project_ids: list[Any] | None = Field(default=None, sa_column=sa.Column(sa.JSON(none_as_null=True)))
    # After a rotation the key before it still counts, until then.
    previous_digest: str | None = Field(default=None, unique=True, max_length=64)
    previous_expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # written in batches, a minute late
