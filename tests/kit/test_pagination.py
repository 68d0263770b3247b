"""Pages with their total, by one query."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from server.kit import clock
from server.kit.database import Database, table_of
from server.kit.pagination import Pages
from server.models import User

users = table_of(User)
PAGES = Pages(sa.select(users.c.id), users, [users.c.plan == sa.bindparam("plan")], users.c.id)


@pytest.fixture
def statements(database: Database) -> list[str]:
    """The queries from now on; there are 5 people with the plan `pro` and 2 with `free`."""
    with database.transaction(write=True) as session:
        session.connection().execute(
            users.insert(),
            [
                {"id": f"usr_{n}", "email": f"{n}@example.com", "name": "Ada", "created_at": clock.now(),
                 "plan": "pro" if n < 5 else "free"} for n in range(7)
            ],
        )  # fmt: skip
    seen: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))
    return seen


class TestPages:
    @pytest.mark.parametrize(
        ("plan", "page", "expected", "queries"),
        [
            ("pro", 1, (["usr_0", "usr_1"], 5), 1),
            ("pro", 3, (["usr_4"], 5), 1),
            ("pro", 4, ([], 5), 2),
            ("free", 1, (["usr_5", "usr_6"], 2), 1),
            ("none", 1, ([], 0), 1),
            ("none", 2, ([], 0), 2),
        ],
    )
    def test_have_their_rows_and_the_total(
        self,
        database: Database,
        statements: list[str],
        plan: str,
        page: int,
        expected: tuple[list[str], int],
        queries: int,
    ) -> None:
        with database.transaction(write=False) as session:
            rows, total = PAGES.read(session, {"plan": plan}, page=page, limit=2)
        assert ([row.id for row in rows], total) == expected
        assert len(statements) == queries
