from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from server.auth import accounts
from server.auth.actor import Actor
from server.auth.permissions import PERMISSIONS
from server.events.record import record
from server.kit import clock
from server.kit.config import Settings
from server.kit.database import Database, table_of
from server.models import Event, WebhookDelivery
from server.webhooks import service

events = table_of(Event)
deliveries = table_of(WebhookDelivery)


@pytest.fixture
def ada(database: Database) -> Actor:
    with database.transaction(write=True) as session:
        user = accounts.create(session, email="ada@example.com", name="Ada", plan="free")
    return Actor(user.id, "key_1", "api_key", "Test", "live", frozenset(PERMISSIONS), clock.now(), None)


class TestRecord:
    def test_of_many_at_once_leaves_no_gap_and_time_never_goes_back(self, database: Database, ada: Actor) -> None:
        errors: list[Exception] = []

        def write(number: int) -> None:
            for turn in range(10):
                try:
                    with database.transaction(write=True) as session:
                        record(session, ada.user_id, "project.created", {})
                        if (turn + number) % 3 == 0:
                            raise KeyError("as if the change had failed")
                except KeyError:
                    pass
                except Exception as error:
                    errors.append(error)

        threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        with database.transaction(write=False) as session:
            rows = session.connection().execute(sa.select(events).order_by(events.c.sequence)).all()
        assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
        assert len(rows) == 40 - 14
        moments = [row.created_at for row in rows]
        assert moments == sorted(moments)

    def test_costs_three_statements_whatever_the_number_of_webhooks(self, database: Database, ada: Actor) -> None:
        with database.transaction(write=True) as session:
            for _ in range(20):
                service.create(
                    session, ada, {"url": "https://your-app.com/", "events": ["*"]}, Settings(secret_key="k" * 32)
                )
        statements: list[str] = []
        sa.event.listen(database.engine, "before_cursor_execute", lambda *each: statements.append(each[2]))
        with database.transaction(write=True) as session:
            record(session, ada.user_id, "deployment.completed", {"deployment": {}})
        assert [each.split()[0] for each in statements if not each.startswith("BEGIN")] == ["INSERT"] * 3
        with database.transaction(write=False) as session:
            assert session.scalar(sa.select(sa.func.count()).select_from(deliveries)) == 20
