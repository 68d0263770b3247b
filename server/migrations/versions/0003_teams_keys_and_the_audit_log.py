"""Add invitations, restricted and rotated keys, and the audit log.

Revision: 0003
After: 0002
Created: 2026-11-24 15:50:33.472623
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import server.kit.database

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# As in server/models/audit.py when this was written.
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


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "audit_chains",
        sa.Column("owner_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_audit_chains")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", server.kit.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=40), nullable=True),
        sa.Column("credential_id", sa.String(length=40), nullable=True),
        sa.Column("credential_type", sa.String(length=20), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object_id", sa.String(length=100), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint("owner_id", "number", name=op.f("uq_audit_entries_owner_id_number")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entries_owner_id_action_number", ["owner_id", "action", "number"], unique=False)
        batch_op.create_index(
            "ix_audit_entries_owner_id_actor_id_number", ["owner_id", "actor_id", "number"], unique=False
        )
        batch_op.create_index("ix_audit_entries_owner_id_at", ["owner_id", "at"], unique=False)
        batch_op.create_index(
            "ix_audit_entries_owner_id_object_id_number", ["owner_id", "object_id", "number"], unique=False
        )

    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)

    op.create_table(
        "team_invitations",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("invited_by", sa.String(length=40), nullable=False),
        sa.Column("created_at", server.kit.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", server.kit.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["users.id"], name=op.f("fk_team_invitations_invited_by_users"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_team_invitations_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_invitations")),
        sa.UniqueConstraint("digest", name=op.f("uq_team_invitations_digest")),
        sa.UniqueConstraint("team_id", "email", name=op.f("uq_team_invitations_team_id_email")),
    )
    with op.batch_alter_table("team_invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_invitations_invited_by"), ["invited_by"], unique=False)

    with op.batch_alter_table("api_keys", schema=None) as batch_op:
        batch_op.add_column(sa.Column("project_ids", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("previous_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column("previous_expires_at", server.kit.database.UtcDateTime(timezone=True), nullable=True)
        )
        batch_op.create_unique_constraint(batch_op.f("uq_api_keys_previous_digest"), ["previous_digest"])


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("api_keys", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_api_keys_previous_digest"), type_="unique")
        batch_op.drop_column("previous_expires_at")
        batch_op.drop_column("previous_digest")
        batch_op.drop_column("project_ids")

    with op.batch_alter_table("team_invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_invitations_invited_by"))

    op.drop_table("team_invitations")
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entries_owner_id_object_id_number")
        batch_op.drop_index("ix_audit_entries_owner_id_at")
        batch_op.drop_index("ix_audit_entries_owner_id_actor_id_number")
        batch_op.drop_index("ix_audit_entries_owner_id_action_number")

    op.drop_table("audit_entries")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entries_append_only()")
    op.drop_table("audit_chains")
