"""What has happened, and the webhooks that are told of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from server.kit.database import UtcDateTime


class EventStream(SQLModel, table=True):
    """Where the events of one account or team are at. Its row's lock makes those who record take turns."""

    __tablename__ = "event_streams"

    owner_id: str = Field(primary_key=True, max_length=40)  # usr_… or team_…
    last_sequence: int = Field(sa_type=sa.BigInteger)
    last_at: datetime = Field(sa_type=UtcDateTime)  # never goes back, whatever the clocks of the processes do


class Event(SQLModel, table=True):
    """Something that has happened. Never changed; removed when it is old enough."""

    __tablename__ = "events"
    __table_args__ = (
        sa.UniqueConstraint("owner_id", "sequence"),
        sa.Index("ix_events_created_at", "created_at"),
    )

    id: str = Field(primary_key=True, max_length=40)
    owner_id: str = Field(max_length=40)
    sequence: int = Field(sa_type=sa.BigInteger)  # 1, 2, 3 … of its owner, without a gap
    type: str = Field(max_length=60)
    project_id: str | None = Field(default=None, max_length=40)  # no reference: the event outlives the project
    body: str = Field(sa_type=sa.Text)  # what webhooks are sent, to the byte
    created_at: datetime = Field(sa_type=UtcDateTime)


class Webhook(SQLModel, table=True):
    """An address that events are sent to. It belongs to one person or to one team, never both."""

    __tablename__ = "webhooks"
    __table_args__ = (
        sa.CheckConstraint(
            "(user_id IS NULL) != (team_id IS NULL) AND owner_id = coalesce(team_id, user_id)", name="one_owner"
        ),
        sa.Index("ix_webhooks_owner_id_id", "owner_id", "id"),
    )

    id: str = Field(primary_key=True, max_length=40)
    owner_id: str = Field(max_length=40)
    user_id: str | None = Field(default=None, foreign_key="users.id", ondelete="CASCADE", max_length=40)
    team_id: str | None = Field(default=None, foreign_key="teams.id", ondelete="CASCADE", max_length=40)
    url: str = Field(max_length=2000)
    description: str | None = Field(default=None, max_length=500)
    events: list[Any] = Field(sa_column=sa.Column(sa.JSON, nullable=False))  # deployment.completed, deployment.*, *
    projects: list[Any] = Field(sa_column=sa.Column(sa.JSON, nullable=False))  # empty: all, and what has none
    status: str = Field(default="enabled", max_length=20)  # enabled, disabled
    disabled_reason: str | None = Field(default=None, max_length=20)  # request, gone, failing
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failing_since: datetime | None = Field(default=None, sa_type=UtcDateTime)  # no event was taken since then
    failure_count: int = Field(default=0)  # attempts that failed since the last that did not
    is_slow: bool = Field(default=False)  # served among those that fail or take long, who have connections of their own
    # The one process that delivers to it; see server/webhooks/lanes.py.
    lane_worker: str | None = Field(default=None, max_length=40)
    lane_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # when it was last served
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class WebhookSecret(SQLModel, table=True):
    """What deliveries are signed with. Sealed and not hashed: unlike a password it has to be used."""

    __tablename__ = "webhook_secrets"
    __table_args__ = (
        sa.Index(
            "ix_webhook_secrets_present",
            "webhook_id",
            unique=True,
            sqlite_where=sa.text("expires_at IS NULL"),
            postgresql_where=sa.text("expires_at IS NULL"),
        ),
    )

    id: str = Field(primary_key=True, max_length=40)
    webhook_id: str = Field(foreign_key="webhooks.id", ondelete="CASCADE", index=True, max_length=40)
    secret: str = Field(max_length=1200)  # whsec_ and base64, or a text; sealed: server/webhooks/sealing.py
    signing_key: str = Field(max_length=100)  # Ed25519, 32 bytes in base64; sealed
    public_key: str = Field(max_length=50)  # whpk_ and 32 bytes in base64
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # null for the newest
    key_id: str | None = Field(default=None, max_length=8)  # of what seals it; null for what an older version wrote


class WebhookDelivery(SQLModel, table=True):
    """An event on its way to a webhook. Its id is made of the two: there can be one only."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        sa.Index("ix_webhook_deliveries_webhook_id_sequence", "webhook_id", "sequence"),
        sa.Index(
            "ix_webhook_deliveries_due",
            "webhook_id",
            "next_attempt_at",
            "sequence",
            sqlite_where=sa.text("next_attempt_at IS NOT NULL"),
            postgresql_where=sa.text("next_attempt_at IS NOT NULL"),
        ),
    )

    id: str = Field(primary_key=True, max_length=70)  # dlv_<event><webhook>
    webhook_id: str = Field(foreign_key="webhooks.id", ondelete="CASCADE", max_length=40)
    event_id: str = Field(foreign_key="events.id", ondelete="CASCADE", index=True, max_length=40)
    event_type: str = Field(max_length=60)
    sequence: int = Field(sa_type=sa.BigInteger)
    status: str = Field(max_length=20)  # waiting, delivered, failed
    attempt_count: int = Field(default=0)
    round: int = Field(default=0)  # counts up when it is sent again on request
    try_count: int = Field(default=0)  # attempts of this round
    next_attempt_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # null unless it waits
    last_response_status: int | None = Field(default=None)
    last_error: str | None = Field(default=None, max_length=500)
    created_at: datetime = Field(sa_type=UtcDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class WebhookAttempt(SQLModel, table=True):
    """One try to deliver."""

    __tablename__ = "webhook_attempts"

    delivery_id: str = Field(primary_key=True, foreign_key="webhook_deliveries.id", ondelete="CASCADE", max_length=70)
    number: int = Field(primary_key=True)  # 1, 2, 3 … of its delivery
    at: datetime = Field(sa_type=UtcDateTime)
    url: str = Field(max_length=2000)
    duration_ms: int
    response_status: int | None = Field(default=None)
    response_headers: list[Any] = Field(sa_column=sa.Column(sa.JSON, nullable=False))  # [[name, value], …]
    response_body: str = Field(sa_type=sa.Text)  # at most 16 KiB
    response_truncated: bool
    error: str | None = Field(default=None, max_length=500)
