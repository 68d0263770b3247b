"""Keep one present secret for each webhook: two rotations at once could leave two.

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


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("webhook_secrets", schema=None) as batch_op:
        batch_op.drop_index("ix_webhook_secrets_present")
