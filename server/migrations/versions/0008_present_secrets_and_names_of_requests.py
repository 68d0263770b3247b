"""Keep one present secret for each webhook, and the names of requests apart by whose credential chose them.

Two rotations at once could leave a webhook two present secrets. An answer that was kept for an Idempotency-Key was given
to each key of a person; which one had asked was not written down, so what is kept at this moment (of a day) goes.

Revision: 0008
After: 0007
Created: 2026-11-29 14:58:00
"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from server.kit import clock
from server.kit.database import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_secrets = sa.table(
    "webhook_secrets",
    sa.column("id", sa.String),
    sa.column("webhook_id", sa.String),
    sa.column("expires_at", UtcDateTime),
)
_newer = _secrets.alias("newer")


def upgrade() -> None:
    """Go forward. Of several present secrets the newest stays; the others count for another day, as after a rotation."""
    overtaken = sa.exists().where(
        _newer.c.webhook_id == _secrets.c.webhook_id, _newer.c.expires_at.is_(None), _newer.c.id > _secrets.c.id
    )
    op.execute(
        _secrets.update()
        .where(_secrets.c.expires_at.is_(None), overtaken)
        .values(expires_at=clock.now() + timedelta(hours=24))
    )
    with op.batch_alter_table("webhook_secrets", schema=None) as batch_op:
        batch_op.create_index(
            "ix_webhook_secrets_present",
            ["webhook_id"],
            unique=True,
            sqlite_where=sa.text("expires_at IS NULL"),
            postgresql_where=sa.text("expires_at IS NULL"),
        )
    _make_anew("user_id", "holder_id", "name")


def downgrade() -> None:
    """Go back."""
    _make_anew("user_id", "name")
    with op.batch_alter_table("webhook_secrets", schema=None) as batch_op:
        batch_op.drop_index("ix_webhook_secrets_present")


def _make_anew(*key: str) -> None:
    op.drop_table("idempotent_requests")
    op.create_table(
        "idempotent_requests",
        *(sa.Column(name, sa.String(length=100 if name == "name" else 40), nullable=False) for name in key),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_idempotent_requests_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_idempotent_requests")),
    )
    op.create_index("ix_idempotent_requests_created_at", "idempotent_requests", ["created_at"])
