"""One kind of transaction on both databases, whichever half of it is used."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from server.kit import database as kit
from server.kit.database import Database, records, table_of
from server.models import User

NOW = datetime(2026, 11, 24, 12, 30, 15, 123456, UTC)
users = table_of(User)


def user(name: str) -> User:
    return User(id=f"usr_{name}", email=f"{name}@example.com", name=name, plan="free", created_at=NOW)


def names(database: Database) -> list[str]:
    with database.transaction(write=False) as session:
        return sorted(session.connection().execute(sa.select(users.c.name)).scalars())


class TestAnError:
    def test_names_its_statement_and_nothing_that_was_to_be_written(self, database: Database) -> None:
        """PostgreSQL itself would tell the whole row."""
        secret = {"password_hash": "$argon2id$" + "secret", "name": None}
        with database.transaction(write=True) as session:
            session.add(user("ada"))

        def fail() -> None:
            with database.transaction(write=True) as session:
                session.connection().execute(users.update(), secret)

        with pytest.raises(sa.exc.IntegrityError) as caught:
            fail()
        said = "".join(traceback.format_exception(caught.value))
        assert "UPDATE users" in said
        assert "$argon2id$secret" not in said
        assert "ada@example.com" not in said


class TestATransaction:
    def test_keeps_what_the_orm_and_the_connection_wrote_together(self, database: Database) -> None:
        with database.transaction(write=True) as session:
            session.add(user("ada"))  # not flushed: the end does it
            session.connection().execute(users.insert(), user("bob").model_dump())
        assert names(database) == ["ada", "bob"]

    def test_sees_in_each_half_what_the_other_wrote(self, database: Database) -> None:
        with database.transaction(write=True) as session:
            session.connection().execute(users.insert(), user("bob").model_dump())
            assert session.exec(select(User.name)).all() == ["bob"]
            session.add(user("ada"))
            session.flush()
            assert len(session.connection().execute(sa.select(users.c.name)).all()) == 2

    def test_drops_all_of_it_on_an_error(self, database: Database) -> None:
        def fail() -> None:
            with database.transaction(write=True) as session:
                session.add(user("ada"))
                session.flush()
                session.connection().execute(users.insert(), user("bob").model_dump())
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert names(database) == []

    def test_drops_all_of_it_when_what_the_orm_holds_cannot_be_written(self, database: Database) -> None:
        def fail() -> None:
            with database.transaction(write=True) as session:
                session.connection().execute(users.insert(), user("ada").model_dump())
                session.add(user("ada"))

        with pytest.raises(sa.exc.IntegrityError):
            fail()
        assert names(database) == []

    def test_gives_its_connection_back_however_it_ends(self, database: Database) -> None:
        for _ in range(20):  # there are four
            with database.transaction(write=True) as session:
                session.connection()
            with pytest.raises(RuntimeError), database.transaction(write=False) as session:
                session.get(User, "usr_ada")
                raise RuntimeError
        assert database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]

    def test_that_asks_nothing_takes_no_connection(self, database: Database) -> None:
        with database.transaction(write=False):
            assert database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]

    def test_lets_one_writer_in_after_the_other(self, database: Database) -> None:
        def add(number: int) -> None:
            with database.transaction(write=True) as session:
                count = session.connection().execute(sa.select(sa.func.count()).select_from(users)).scalar_one()
                session.connection().execute(users.insert(), user(f"{number}-after-{count}").model_dump())

        threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(names(database)) == 8
        if database.is_sqlite:
            assert {name.rpartition("-")[2] for name in names(database)} == set("01234567")


class TestMoments:
    def test_come_back_aware_and_equal(self, database: Database) -> None:
        with database.transaction(write=True) as session:
            session.add(user("ada"))
        with database.transaction(write=False) as session:
            (row,) = session.connection().execute(sa.select(users.c.created_at))
            assert row.created_at == NOW
            assert row.created_at.utcoffset() == timedelta(0)
            assert session.get_one(User, "usr_ada").created_at == NOW

    def test_without_a_zone_are_refused(self, database: Database) -> None:
        with pytest.raises(sa.exc.StatementError, match="zone"), database.transaction(write=True) as session:
            session.connection().execute(
                users.insert(), {**user("ada").model_dump(), "created_at": NOW.replace(tzinfo=None)}
            )


class TestRecords:
    def test_are_rows_with_the_columns_names(self, database: Database) -> None:
        with database.transaction(write=True) as session:
            session.add(user("ada"))
        with database.transaction(write=False) as session:
            (row,) = records(session.connection().execute(sa.select(users.c.name, users.c.id.label("key"))))
        assert (row.name, row.key) == ("ada", "usr_ada")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kit, "REST_SECONDS", 0.05)
    return


class TestAConnectionThatRested:
    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_is_replaced_when_the_server_ended_it(self, database: Database, impatient: None) -> None:
        with database.transaction(write=False) as session:
            before = session.connection().execute(sa.select(sa.func.pg_backend_pid())).scalar_one()
        killer = Database(database.url, pool_size=1)
        with killer.transaction(write=True) as session:
            # Answers once it has ended, or false after so many milliseconds.
            ended = session.connection().execute(sa.select(sa.func.pg_terminate_backend(before, 5000))).scalar_one()
        assert ended
        killer.dispose()
        time.sleep(0.1)  # longer than REST_SECONDS
        with database.transaction(write=False) as session:
            after = session.connection().execute(sa.select(sa.func.pg_backend_pid())).scalar_one()
        assert after != before

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_is_not_asked_when_it_was_just_used(self, database: Database) -> None:
        asked: list[object] = []
        dialect = database.engine.dialect
        ping = dialect.do_ping
        dialect.do_ping = lambda connection: asked.append(connection) or ping(connection)  # type: ignore[method-assign,func-returns-value]
        for _ in range(3):
            names(database)
        assert asked == []
