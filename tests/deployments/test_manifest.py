from __future__ import annotations

import hashlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from server.deployments import logs, manifest
from server.deployments.sources import Ingested, IngestedFile
from server.kit import clock
from server.kit.database import Database
from server.models import Blob, Deployment, Project, User

OWNERS = ("usr_ada", "usr_bob")


def digest_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def ingested(prefix: str, files: dict[str, str], warnings: tuple[str, ...] = ()) -> Ingested:
    """A site that was ingested: contents by path."""
    lines = (IngestedFile(path, digest_of(content), len(content)) for path, content in files.items())
    return Ingested(prefix, tuple(lines), warnings)


def record(database: Database, deployment_id: str, files: dict[str, str], *, owner: str = "usr_ada") -> list[str]:
    with database.transaction(write=True) as session:
        return manifest.record(session, owner, deployment_id, ingested(deployment_id, files))


def load(database: Database, deployment_id: str) -> list[Any]:
    with database.transaction(write=False) as session:
        return list(manifest.load(session, deployment_id))


@pytest.fixture
def database(database: Database) -> Database:
    """With two people, a project of each, and deployments d0 … d9 of the first."""
    now = clock.now()
    with database.transaction(write=True) as session:
        for owner in OWNERS:
            session.add(User(id=owner, email=f"{owner}@example.org", name=owner, created_at=now))
        session.flush()
        for owner in OWNERS:
            session.add(
                Project(
                    id=f"proj_{owner}",
                    owner_id=owner,
                    user_id=owner,
                    name="A site",
                    slug=owner.replace("_", "-"),
                    template="blank",
                    created_at=now,
                    updated_at=now,
                )
            )
        session.flush()
        for number in range(10):
            session.add(
                Deployment(
                    id=f"d{number}",
                    project_id="proj_usr_ada",
                    number=number + 1,
                    status="queued",
                    source={"type": "template"},
                    created_at=now,
                )
            )
    return database


class TestRecord:
    def test_writes_what_load_reads(self, database: Database) -> None:
        assert record(database, "d0", {"/b.html": "two", "/a.html": "one", "/copy.html": "one"}) == []
        one, two = digest_of("one"), digest_of("two")
        assert [tuple(row) for row in load(database, "d0")] == [
            ("/a.html", one, 3, f"d0/{one}", None, None),
            ("/b.html", two, 3, f"d0/{two}", None, None),
            ("/copy.html", one, 3, f"d0/{one}", None, None),
        ]

    def test_keeps_every_character_of_a_path(self, database: Database) -> None:
        paths = ["/😀 日本語/é'\"%:?.html", "/\u2028\ufeff\U0010ffff", "/$[0]"]
        record(database, "d0", {path: path for path in paths})
        assert {row.path for row in load(database, "d0")} == set(paths)

    def test_writes_the_totals(self, database: Database) -> None:
        record(database, "d0", {"/a": "12345", "/b": "123", "/copy": "123"})
        with database.transaction(write=False) as session:
            deployment = session.get_one(Deployment, "d0")
        assert (deployment.file_count, deployment.size_bytes) == (3, 11)

    def test_writes_what_was_skipped_to_the_log(self, database: Database) -> None:
        site = ingested("d0", {"/a": "x"}, ("Skipped 1 entry.", "Skipped 2 entries."))
        with database.transaction(write=True) as session:
            manifest.record(session, "usr_ada", "d0", site)
        with database.transaction(write=False) as session:
            lines = logs.read(session, "d0", after=0, limit=10)
        assert [(line.level, line.message) for line in lines] == [
            ("warning", "Skipped 1 entry."),
            ("warning", "Skipped 2 entries."),
        ]

    def test_shares_what_the_owner_has_and_answers_what_was_stored_in_vain(self, database: Database) -> None:
        record(database, "d0", {"/a": "same", "/b": "old"})
        duplicates = record(database, "d1", {"/a": "same", "/b": "new", "/copy": "same"})
        assert duplicates == [f"d1/{digest_of('same')}"]
        assert [row.key for row in load(database, "d1")] == [
            f"d0/{digest_of('same')}",
            f"d1/{digest_of('new')}",
            f"d0/{digest_of('same')}",
        ]

    def test_shares_nothing_between_owners(self, database: Database) -> None:
        record(database, "d0", {"/a": "same"})
        assert record(database, "d1", {"/a": "same"}, owner="usr_bob") == []
        assert load(database, "d1")[0].key == f"d1/{digest_of('same')}"

    def test_keeps_what_is_known_of_a_shared_blob(self, database: Database) -> None:
        record(database, "d0", {"/a": "same"})
        with database.transaction(write=True) as session:
            blob = session.execute(sa.select(Blob)).scalar_one()
            blob.gzip_bytes, blob.brotli_bytes, blob.compressed = 3, 2, True
        record(database, "d1", {"/a": "same"})
        assert tuple(load(database, "d1")[0][4:]) == (3, 2)

    def test_takes_as_many_files_as_a_site_may_have_in_few_statements(self, database: Database) -> None:
        files = {f"/folder/{number}.html": f"content {number}" for number in range(20_000)}
        statements: list[str] = []
        event.listen(database.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
        assert record(database, "d0", files) == []
        assert len(statements) < 8
        assert len(load(database, "d0")) == 20_000
        assert len(record(database, "d1", files)) == 20_000

    def test_looks_each_blob_up_in_the_index(self, database: Database) -> None:
        """With many blobs and no statistics SQLite would rather read them all for every file."""
        owned = ({f"/{number}": f"{deployment} {number}" for number in range(20_000)} for deployment in range(2))
        for number, files in enumerate(owned):
            record(database, f"d{number}", files)
        before = time.perf_counter()
        record(database, "d2", {f"/{number}": f"new {number}" for number in range(2000)})
        assert time.perf_counter() - before < 3  # 0.05 s; by reading them all, 80 million rows

    def test_leaves_nothing_when_the_transaction_fails(self, database: Database) -> None:
        def fail() -> None:
            with database.transaction(write=True) as session:
                manifest.record(session, "usr_ada", "d0", ingested("d0", {"/a": "x"}))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert load(database, "d0") == []
        with database.transaction(write=False) as session:
            assert session.execute(sa.select(sa.func.count()).select_from(Blob)).scalar_one() == 0

    def test_of_many_at_once_with_the_same_content_makes_one_blob_of_each(self, database: Database) -> None:
        """In opposite orders too, which deadlocks where rows are not inserted in one order."""
        names = [f"/{number}" for number in range(300)]
        start = threading.Barrier(4)

        def write(number: int) -> list[str]:
            order = names if number % 2 else names[::-1]
            start.wait()
            return record(database, f"d{number}", {name: name for name in order})

        with ThreadPoolExecutor(4) as threads:
            duplicates = list(threads.map(write, range(4)))
        assert sorted(map(len, duplicates)) == [0, 300, 300, 300]
        (winner,) = (number for number in range(4) if not duplicates[number])
        for number in range(4):
            assert {row.key.partition("/")[0] for row in load(database, f"d{number}")} == {f"d{winner}"}


class TestLoad:
    def test_of_a_deployment_without_files_is_empty(self, database: Database) -> None:
        assert load(database, "d0") == []
        assert load(database, "unknown") == []
