"""Make room for sealed secrets of webhooks. They are sealed when the server starts, which has the key.

Revision: 0007
After: 0006
Created: 2026-11-24 19:24:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("webhook_secrets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key_id", sa.String(length=8), nullable=True))
        batch_op.alter_column("secret", existing_type=sa.String(length=200), type_=sa.String(length=1200))
        batch_op.alter_column("signing_key", existing_type=sa.String(length=44), type_=sa.String(length=100))


def downgrade() -> None:
    """Go back. What was sealed cannot be opened from here: those webhooks go, and with them what was sent to them."""
    op.execute("DELETE FROM webhooks WHERE id IN (SELECT webhook_id FROM webhook_secrets WHERE key_id IS NOT NULL)")
    with op.batch_alter_table("webhook_secrets", schema=None) as batch_op:
        batch_op.alter_column("signing_key", existing_type=sa.String(length=100), type_=sa.String(length=44))
        batch_op.alter_column("secret", existing_type=sa.String(length=1200), type_=sa.String(length=200))
        batch_op.drop_column("key_id")
