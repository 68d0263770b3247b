"""What waits for nothing is answered in the event loop, and what turns out to take long is not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from server import schema
from server.edge import operation
from server.health import handlers as health
from server.kit.config import Settings
from server.projects import handlers as projects
from tests.support.inside import Inside
from tests.support.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def inside(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Inside]:
    """The API, in this thread's own event loops."""
    postgres: Postgres | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    settings = Settings(data_dir=tmp_path, database_url=postgres.create() if postgres else "")
    schema.migrate(settings.database)
    with Inside(settings) as inside:
        yield inside


def threads_of(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[str]:
    """The names of the threads that the handler runs in from now on. Only before the API is made."""
    seen: list[str] = []
    handler = getattr(module, name)

    def noted(call: object) -> object:
        seen.append(threading.current_thread().name)
        return handler(call)

    monkeypatch.setattr(module, name, noted)
    return seen


class TestHealth:
    def test_asks_the_database_once_a_second_however_often_it_is_asked(
        self, inside: Inside, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        queries: list[str] = []
        sa.event.listen(
            inside.services.database.engine, "before_cursor_execute", lambda *arguments: queries.append(arguments[2])
        )
        assert [inside.call("GET", "/v1/health").status for _ in range(5)] == [200] * 5
        assert queries == ["SELECT 1"]
        monkeypatch.setattr(health, "GOOD_FOR_SECONDS", 0)
        assert inside.call("GET", "/v1/health").status == 200
        assert len(queries) == 2

    def test_is_503_when_the_database_is_away_and_the_last_answer_is_old(
        self, inside: Inside, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert inside.call("GET", "/v1/health").status == 200
        monkeypatch.setattr(health, "GOOD_FOR_SECONDS", 0)
        away = sa.exc.OperationalError("SELECT 1", {}, Exception("away"))

        def raise_it(*_: object) -> None:
            raise away

        sa.event.listen(inside.services.database.engine, "before_cursor_execute", raise_it)
        assert inside.call("GET", "/v1/health").status == 503


class TestWhereAnOperationRuns:
    @pytest.fixture
    def seen(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Asked for before `inside`, so that the API is made of it."""
        return threads_of(monkeypatch, projects, "list")

    def test_reading_from_sqlite_in_the_loop_and_from_postgresql_in_a_thread(
        self, seen: list[str], inside: Inside, key: str
    ) -> None:
        assert inside.call("GET", "/v1/projects", key=key).status == 200
        in_loop = seen == [threading.current_thread().name]
        assert in_loop == inside.services.database.is_sqlite

    def test_in_a_thread_for_a_minute_after_it_took_long(
        self, seen: list[str], inside: Inside, key: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(operation, "SLOW_SECONDS", 0)
        for _ in range(2):
            assert inside.call("GET", "/v1/projects", key=key).status == 200
        assert seen[1].startswith("api")

    @pytest.fixture
    def key(self, inside: Inside) -> str:
        from server.auth import accounts, keys

        with inside.services.database.transaction(write=True) as session:
            user = accounts.create(session, email="ada@example.com", name="Ada", plan="free")
            return keys.create(
                session, user_id=user.id, name="key", permissions=["projects:read"], environment="live"
            ).key
