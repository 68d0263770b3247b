"""Pages by number, as the contract has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.kit.database import Row, records


class Pages:
    """The statements of one list, built once.

    A page and how many rows there are in all come by one query: the count stands beside each row. Only a page past the
    last, which has no row to stand beside, asks again.
    """

    def __init__(
        self, rows: sa.Select[Any], table: sa.FromClause, conditions: list[sa.ColumnElement[bool]], *order: Any
    ) -> None:
        self._count = sa.select(sa.func.count()).select_from(table).where(*conditions)
        # Not correlated: the table in it is not the one outside.
        total = self._count.correlate(None).scalar_subquery().label("row_total")
        self._page = (
            rows.add_columns(total)
            .where(*conditions)
            .order_by(*order)
            .limit(sa.bindparam("row_limit"))
            .offset(sa.bindparam("row_offset"))
        )

    def read(self, session: Session, values: Mapping[str, Any], *, page: int, limit: int) -> tuple[list[Row], int]:
        """The rows of a page, from 1, of `limit` each, and how many rows there are."""
        connection = session.connection()
        window = {"row_limit": limit, "row_offset": (page - 1) * limit}
        rows = records(connection.execute(self._page, {**values, **window}))
        if rows or page == 1:
            return rows, rows[0].row_total if rows else 0
        return rows, connection.execute(self._count, values).scalar_one()


def pagination(page: int, limit: int, total: int) -> dict[str, int]:
    """The `pagination` object of an answer."""
    return {"page": page, "limit": limit, "total": total, "pages": -(-total // limit)}
