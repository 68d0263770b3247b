"""Alembic's environment: the connection comes from server/schema.py, or from the settings on the command line."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import server.models  # noqa: F401  (registers the tables)
from server.kit.config import Settings
from server.kit.database import Database


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """How a column's type is written into a migration: SQLModel's strings as what they are."""
    return f"sa.String(length={item.length})" if kind == "type" and isinstance(item, AutoString) else False


connection = context.config.attributes.get("connection")
if connection is None:
    connection = Database(Settings().database, pool_size=1).engine.connect()

context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",  # SQLite can't alter a column; Alembic copies the table
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
