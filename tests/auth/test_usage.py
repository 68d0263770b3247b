from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from server.auth import accounts, keys
from server.auth.usage import KeyUsage
from server.kit import clock
from server.kit.database import Database
from server.models import ApiKey
from tests.support.overlapping import overlap


@pytest.fixture
def two_keys(database: Database) -> list[str]:
    """The ids of two keys, in their order."""
    with database.transaction(write=True) as session:
        user = accounts.create(session, email="ada@example.com", name="Ada", plan="free")
        made = [
            keys.create(session, user_id=user.id, name="CI", permissions=["projects:read"], environment="live").id
            for _ in range(2)
        ]
    return sorted(made)


def noted(*key_ids: str) -> KeyUsage:
    usage = KeyUsage()
    for each in key_ids:
        usage.note(each)
    return usage


def last_used(database: Database, key_id: str) -> datetime | None:
    with database.transaction(write=False) as session:
        return session.get_one(ApiKey, key_id).last_used_at


class TestFlush:
    def test_two_processes_take_the_keys_in_one_order(self, database: Database, two_keys: list[str]) -> None:
        """Otherwise each would hold a key that the other waits for."""
        low, high = two_keys
        answers = overlap(
            database,
            lambda session: noted(low).flush(session),
            lambda session: noted(high, low).flush(session),
            then=lambda session: noted(high).flush(session),
        )
        assert answers == (1, 2)
        assert None not in (last_used(database, low), last_used(database, high))

    def test_what_could_not_be_written_is_written_with_the_next(self, database: Database, two_keys: list[str]) -> None:
        low, high = two_keys
        begun = clock.now()
        with clock.frozen(begun):
            usage = noted(low, high)

        class Broken(Session):
            def connection(self, *_arguments: Any, **_options: Any) -> Any:
                with clock.frozen(begun + timedelta(seconds=1)):
                    usage.note(low)  # used again, meanwhile
                raise ConnectionError("the database is gone")

        with pytest.raises(ConnectionError):
            usage.flush(Broken())
        with database.transaction(write=True) as session:
            assert usage.flush(session) == 2
        assert (last_used(database, low), last_used(database, high)) == (begun + timedelta(seconds=1), begun)
        with database.transaction(write=True) as session:
            assert usage.flush(session) == 0
