"""Add waiting uploads, holds on projects, and idempotent requests.

Revision: 0002
After: 0001
Created: 2026-11-24 12:53:47.373636
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import server.kit.database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "idempotent_requests",
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", server.kit.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_idempotent_requests_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "name", name=op.f("pk_idempotent_requests")),
    )
    with op.batch_alter_table("idempotent_requests", schema=None) as batch_op:
        batch_op.create_index("ix_idempotent_requests_created_at", ["created_at"], unique=False)

    op.create_table(
        "deployment_uploads",
        sa.Column("deployment_id", sa.String(length=40), nullable=False),
        sa.Column("path", sa.String(length=1024), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("blob_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["blob_id"], ["blobs.id"], name=op.f("fk_deployment_uploads_blob_id_blobs"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["deployment_id"],
            ["deployments.id"],
            name=op.f("fk_deployment_uploads_deployment_id_deployments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("deployment_id", "path", name=op.f("pk_deployment_uploads")),
    )
    with op.batch_alter_table("deployment_uploads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deployment_uploads_blob_id"), ["blob_id"], unique=False)
        batch_op.create_index("ix_deployment_uploads_deployment_id_digest", ["deployment_id", "digest"], unique=False)

    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hold_reason", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("hold_since", server.kit.database.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.drop_column("hold_since")
        batch_op.drop_column("hold_reason")

    with op.batch_alter_table("deployment_uploads", schema=None) as batch_op:
        batch_op.drop_index("ix_deployment_uploads_deployment_id_digest")
        batch_op.drop_index(batch_op.f("ix_deployment_uploads_blob_id"))

    op.drop_table("deployment_uploads")
    with op.batch_alter_table("idempotent_requests", schema=None) as batch_op:
        batch_op.drop_index("ix_idempotent_requests_created_at")

    op.drop_table("idempotent_requests")
