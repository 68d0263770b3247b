"""Answers that are kept for requests which may be sent again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from server.kit.database import UtcDateTime


class IdempotentRequest(SQLModel, table=True):
    """A request that its sender gave a name (`Idempotency-Key`), and what it was answered."""

    __tablename__ = "idempotent_requests"
    __table_args__ = (sa.Index("ix_idempotent_requests_created_at", "created_at"),)

    user_id: str = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", max_length=40)
    # Whose name it is: see Actor.holder_id. No reference: it can be a key, a grant, an application or a session.
    holder_id: str = Field(primary_key=True, max_length=40)
    name: str = Field(primary_key=True, max_length=100)
    fingerprint: str = Field(max_length=64)  # SHA-256 of method, path, query and body, hex
    status: int | None = Field(default=None)  # null only inside of the transaction that answers it
    headers: dict[str, Any] | None = Field(default=None, sa_column=sa.Column(sa.JSON(none_as_null=True)))
    body: bytes | None = Field(default=None)
    created_at: datetime = Field(sa_type=UtcDateTime)
