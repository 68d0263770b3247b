"""Projects."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from server.kit.database import UtcDateTime


class Project(SQLModel, table=True):
    """A site and its deployments. It belongs to one person (`user_id`) or to one team (`team_id`), never both."""

    __tablename__ = "projects"
    __table_args__ = (
        sa.CheckConstraint(
            "(user_id IS NULL) != (team_id IS NULL) AND owner_id = coalesce(team_id, user_id)", name="one_owner"
        ),
        sa.Index("ix_projects_owner_id_id", "owner_id", "id"),
        sa.Index("ix_projects_owner_id_status_id", "owner_id", "status", "id"),
    )

    id: str = Field(primary_key=True, max_length=40)
    owner_id: str = Field(max_length=40)  # the one of the two below that is set: one index serves both kinds
    user_id: str | None = Field(default=None, foreign_key="users.id", max_length=40)
    team_id: str | None = Field(default=None, foreign_key="teams.id", max_length=40)
    name: str = Field(max_length=100)
    slug: str = Field(unique=True, max_length=63)  # the site's label: <slug>.<sites domain>
    description: str | None = Field(default=None, max_length=500)
    status: str = Field(default="active", max_length=20)  # active, archived
    template: str = Field(max_length=40)  # blank, landing, docs
    visibility: str = Field(default="private", max_length=20)  # private, public
    # Kept with each new deployment, so that a list needs neither a count nor a query per row.
    deployment_count: int = Field(default=0)
    latest_deployment_id: str | None = Field(default=None, max_length=40)
    # The live pointer: what <slug>.<sites domain> shows. Moved by compare-and-set on live_number.
    live_deployment_id: str | None = Field(default=None, max_length=40)
    live_number: int = Field(default=0)  # number of the newest deployment that ever went live by itself
    # While held, no success goes live by itself. Set by a promotion with a reason, until released.
    hold_reason: str | None = Field(default=None, max_length=500)
    hold_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
