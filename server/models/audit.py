"""The audit log: a chain of entries for each person and each team. Entries are added and never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Field, SQLModel

from server.kit.database import UtcDateTime, table_of


class AuditChain(SQLModel, table=True):
    """The end of a chain. Its row is locked while an entry is added, so that entries of one chain take turns."""

    __tablename__ = "audit_chains"

    owner_id: str = Field(primary_key=True, max_length=40)  # usr_… or team_…
    number: int = Field(sa_type=sa.BigInteger)  # of the last entry; 0: there is none yet
    hash: str = Field(max_length=64)  # of the last entry


class AuditEntry(SQLModel, table=True):
    """One thing that was done. It refers to nothing: it outlives the people and the things it names."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        sa.UniqueConstraint("owner_id", "number"),
        sa.Index("ix_audit_entries_owner_id_actor_id_number", "owner_id", "actor_id", "number"),
        sa.Index("ix_audit_entries_owner_id_action_number", "owner_id", "action", "number"),
        sa.Index("ix_audit_entries_owner_id_object_id_number", "owner_id", "object_id", "number"),
        sa.Index("ix_audit_entries_owner_id_at", "owner_id", "at"),
    )

    id: str = Field(primary_key=True, max_length=40)
    owner_id: str = Field(max_length=40)  # whose chain
    number: int = Field(sa_type=sa.BigInteger)  # 1, 2, 3 … in its chain, without a gap
    at: datetime = Field(sa_type=UtcDateTime)
    actor_id: str | None = Field(default=None, max_length=40)  # null: nobody was signed in
    credential_id: str | None = Field(default=None, max_length=40)
    credential_type: str | None = Field(default=None, max_length=20)  # api_key, oauth_token, session
    action: str = Field(max_length=60)  # an operationId
    object_id: str | None = Field(default=None, max_length=100)
    # What was sent: [field, value], the value only of fields that cannot hold anything private (audit_log/chain.py).
    changes: list[Any] = Field(sa_column=sa.Column(sa.JSON, nullable=False))
    address: str | None = Field(default=None, max_length=60)
    request_id: str | None = Field(default=None, max_length=64)
    hash: str = Field(max_length=64)  # SHA-256 of the entry before it and of this one, hex


# The database refuses what no code of ours does. Repeated in migration 0003, which makes existing databases the same.
APPEND_ONLY = {
    "sqlite": [
        f"""
        CREATE TRIGGER audit_entries_no_{word} BEFORE {word} ON audit_entries
        BEGIN SELECT raise(ABORT, 'audit_entries is append-only'); END
        """
        for word in ("update", "delete")
    ],
    "postgresql": [
        """
        CREATE FUNCTION audit_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit_entries is append-only'; END $$
        """,
        """
        CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only()
        """,
    ],
}
for _dialect, _statements in APPEND_ONLY.items():
    for _statement in _statements:
        event.listen(
            table_of(AuditEntry),
            "after_create",
            sa.DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
