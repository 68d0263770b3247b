from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import sqlalchemy.exc

from server import schema
from server.audit_log import chain
from server.audit_log.chain import Origin, Verified
from server.auth.actor import Actor
from server.kit import clock
from server.kit.database import Database, table_of
from server.models import AuditChain, AuditEntry
from tests.support.running import RunningServer

ADA = Actor("usr_ada", "key_1", "api_key", "CI", "live", frozenset(), clock.now(), None)
ENTRIES = table_of(AuditEntry)
CHAINS = table_of(AuditChain)

CHANGES: tuple[dict[str, Any], ...] = (
    {"action": "teams.get"},
    {"actor_id": "usr_eve"},
    {"actor_id": None},
    {"at": clock.now()},
    {"changes": [["role", "viewer"]]},
    {"address": None},
    {"object_id": "team_2"},
    {"credential_id": "key_2"},
    {"request_id": "req_2"},
    {"id": "aud_x"},
)


def write(database: Database, owner: str, count: int = 1, **sent: Any) -> None:
    for _ in range(count):
        with database.transaction(write=True) as session:
            chain.record(
                session,
                Origin(ADA, "203.0.113.7", "req_1"),
                owner_id=owner,
                action="teams.update",
                object_id="team_1",
                sent=sent,
            )


def verify(database: Database, against: dict[str, tuple[int, str]] | None = None) -> Verified:
    with database.snapshot() as connection:
        return chain.verify(connection, against)


def tamper(database: Database, statement: Any) -> None:
    """What somebody can do who has the database's file or its password: switch off what forbids it."""
    with database.transaction(write=True) as session:
        connection = session.connection()
        if database.is_sqlite:
            for word in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS audit_entries_no_{word}")
        else:
            connection.exec_driver_sql("ALTER TABLE audit_entries DISABLE TRIGGER USER")
        connection.execute(statement)


class TestRecord:
    def test_takes_whatever_a_proxy_says_the_address_is(self, database: Database) -> None:
        with database.transaction(write=True) as session:
            chain.record(session, Origin(ADA, "x" * 300, "req_1"), owner_id="usr_ada", action="x.y")
        with database.transaction(write=False) as session:
            assert session.connection().execute(sa.select(ENTRIES.c.address)).scalar_one() == "x" * 60
        assert verify(database).entries == 1

    def test_keeps_who_did_what_with_what_where_from_and_when(self, database: Database) -> None:
        write(database, "team_1", role="admin", name="Secret plans", password="hunter2")
        with database.transaction(write=False) as session:
            row = session.connection().execute(sa.select(ENTRIES)).one()
        assert (row.owner_id, row.number, row.action, row.object_id) == ("team_1", 1, "teams.update", "team_1")
        assert (row.actor_id, row.credential_id, row.credential_type) == ("usr_ada", "key_1", "api_key")
        assert (row.address, row.request_id) == ("203.0.113.7", "req_1")
        assert abs((clock.now() - row.at).total_seconds()) < 60
        assert row.changes == [["name", None], ["password", None], ["role", "admin"]]

    def test_goes_with_the_transaction(self, database: Database) -> None:
        with pytest.raises(ZeroDivisionError), database.transaction(write=True) as session:
            chain.record(session, Origin(ADA), owner_id="usr_ada", action="x.y")
            raise ZeroDivisionError
        assert verify(database) == Verified(0, [], [])

    def test_counts_without_a_gap_when_many_write_at_once(self, database: Database) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda number: write(database, f"team_{number % 2}"), range(40)))
        found = verify(database)
        assert (found.entries, found.problems) == (40, [])
        assert [(each["owner_id"], each["number"]) for each in found.ends] == [("team_0", 20), ("team_1", 20)]

    def test_does_not_wait_for_another_chain(self, database: Database) -> None:
        if database.is_sqlite:
            pytest.skip("SQLite has one writer at a time anyway")
        write(database, "team_1")
        write(database, "team_2")
        with database.transaction(write=True) as session:
            chain.record(session, Origin(ADA), owner_id="team_1", action="x.y")
            with ThreadPoolExecutor(1) as pool:
                pool.submit(write, database, "team_2").result(timeout=10)

    def test_is_for_ever(self, database: Database) -> None:
        write(database, "team_1")
        for statement in (ENTRIES.update().values(action="x"), ENTRIES.delete()):
            with (
                pytest.raises(sqlalchemy.exc.DBAPIError, match="append-only"),
                database.transaction(write=True) as session,
            ):
                session.connection().execute(statement)


class TestVerify:
    @pytest.fixture
    def written(self, database: Database) -> Database:
        write(database, "team_1", 5, role="admin")
        write(database, "usr_ada", 2)
        assert verify(database).problems == []
        return database

    def numbers(self, database: Database) -> list[tuple[str, int]]:
        return [(each.owner_id, each.number) for each in verify(database).problems]

    def test_finds_each_changed_value(self, database: Database) -> None:
        for number, change in enumerate(CHANGES):
            owner = f"team_{number}"
            write(database, owner, 3, role="admin")
            which = sa.and_(ENTRIES.c.owner_id == owner, ENTRIES.c.number == 2)
            tamper(database, ENTRIES.update().where(which).values(**change))
        assert self.numbers(database) == [(f"team_{number}", 2) for number in range(len(CHANGES))]

    def test_finds_a_removed_entry(self, database: Database) -> None:
        for number in (1, 2, 3):  # the first, one in the middle, the last
            write(database, f"team_{number}", 3)
            which = sa.and_(ENTRIES.c.owner_id == f"team_{number}", ENTRIES.c.number == number)
            tamper(database, ENTRIES.delete().where(which))
        assert self.numbers(database) == [("team_1", 2), ("team_2", 3), ("team_3", 3)]

    def test_finds_an_entry_put_in(self, written: Database) -> None:
        with written.transaction(write=False) as session:
            last = session.connection().execute(sa.select(ENTRIES).where(ENTRIES.c.owner_id == "usr_ada")).all()[-1]
        row = {**last._mapping, "id": "aud_x", "number": 3, "action": "x.y"}
        row["hash"] = chain._hash(last.hash, row)
        tamper(written, ENTRIES.insert().values(**row))
        assert self.numbers(written) == [("usr_ada", 3)]

    def test_finds_a_removed_log(self, written: Database) -> None:
        tamper(written, ENTRIES.delete().where(ENTRIES.c.owner_id == "team_1"))
        assert self.numbers(written) == [("team_1", 5)]
        tamper(written, CHAINS.delete().where(CHAINS.c.owner_id == "usr_ada"))
        assert self.numbers(written) == [("team_1", 5), ("usr_ada", 2)]

    def test_finds_what_was_made_anew_by_an_end_kept_elsewhere(self, written: Database) -> None:
        """Whoever may write can make all hashes anew; not those that stand where they may not write."""
        kept = {each["owner_id"]: (each["number"], each["hash"]) for each in verify(written).ends}
        write(written, "team_1")
        assert verify(written, kept).problems == []
        with written.transaction(write=False) as session:
            rows = session.connection().execute(sa.select(ENTRIES).where(ENTRIES.c.owner_id == "team_1")).all()
        before = chain.START
        for row in sorted(rows, key=lambda each: each.number):
            forged = {**row._mapping, "actor_id": "usr_eve"}
            before = forged["hash"] = chain._hash(before, forged)
            tamper(written, ENTRIES.update().where(ENTRIES.c.id == row.id).values(**forged))
        tamper(written, CHAINS.update().where(CHAINS.c.owner_id == "team_1").values(hash=before))
        assert verify(written).problems == []
        assert [each.owner_id for each in verify(written, kept).problems] == ["team_1"]


class TestCommand:
    def test_says_whether_all_is_well_and_what_is_not(self, tmp_path: Path) -> None:
        server = RunningServer(tmp_path)
        schema.migrate(server.settings.database)
        write(server.database, "team_1", 3)
        good = server.command("verify-audit-log", "--json")
        assert good.returncode == 0, good.stderr
        told = json.loads(good.stdout)
        assert (told["entries"], told["problems"]) == (3, [])
        told["ends"][0]["hash"] = "0" * 64  # kept elsewhere: another end than the one that is here now
        (tmp_path / "kept.json").write_text(json.dumps(told))
        tamper(server.database, ENTRIES.update().where(ENTRIES.c.number == 2).values(action="x.y"))
        bad = server.command("verify-audit-log", "--against", str(tmp_path / "kept.json"))
        assert bad.returncode == 1
        assert "team_1, entry 2" in bad.stderr
        assert "team_1, entry 3: Its hash is not the one that was kept elsewhere." in bad.stderr
        server.database.dispose()
