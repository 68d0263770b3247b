"""Teams and who belongs to them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from server.kit.database import UtcDateTime


class Team(SQLModel, table=True):
    """People who share projects."""

    __tablename__ = "teams"

    id: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=100)
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class TeamMember(SQLModel, table=True):
    """A person's place in a team."""

    __tablename__ = "team_members"

    team_id: str = Field(primary_key=True, foreign_key="teams.id", ondelete="CASCADE", max_length=40)
    user_id: str = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", index=True, max_length=40)
    role: str = Field(max_length=20)  # owner, admin, member, viewer
    created_at: datetime = Field(sa_type=UtcDateTime)


class TeamInvitation(SQLModel, table=True):
    """A place in a team for somebody who has no account yet. Accepting it removes it: it counts once.

    The token in its link is never stored, only its SHA-256.
    """

    __tablename__ = "team_invitations"
    __table_args__ = (sa.UniqueConstraint("team_id", "email"),)

    id: str = Field(primary_key=True, max_length=40)
    team_id: str = Field(foreign_key="teams.id", ondelete="CASCADE", max_length=40)
    email: str = Field(max_length=254)  # lower case
    role: str = Field(max_length=20)
    digest: str = Field(unique=True, max_length=64)  # SHA-256 of the token, hex
    invited_by: str = Field(foreign_key="users.id", ondelete="CASCADE", index=True, max_length=40)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
