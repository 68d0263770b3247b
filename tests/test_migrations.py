"""The tables' versions: forward, back and forward again, with data in, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

import server.models  # noqa: F401  (registers the tables)
from server import schema
from server.auth import accounts, keys
from server.kit import clock
from server.kit.database import Database
from server.kit.ids import new_id


def revisions() -> list[str]:
    script = ScriptDirectory.from_config(schema.config())
    return [each.revision for each in script.walk_revisions()][::-1]


def fill(url: str) -> None:
    """A person with a key, and a project with a deployment of one file: every kind of reference."""
    database = Database(url, pool_size=1)
    now = clock.now()
    with database.transaction(write=True) as session:
        user = accounts.create(session, email="ada@example.com", name="Ada", plan="free")
        keys.create(session, user_id=user.id, name="CI", permissions=["projects:read"], environment="live")
        tables = SQLModel.metadata.tables
        project, deployment = new_id("proj"), new_id("deploy")
        rows: list[tuple[str, dict[str, Any]]] = [
            ("projects", {"id": project, "owner_id": user.id, "user_id": user.id, "name": "x", "slug": "x",
                          "status": "active", "template": "blank", "visibility": "private", "deployment_count": 1,
                          "live_number": 0, "created_at": now, "updated_at": now}),
            ("deployments", {"id": deployment, "project_id": project, "number": 1, "status": "success",
                             "source": {"type": "template", "template": "blank"}, "file_count": 1, "size_bytes": 3,
                             "created_at": now}),
            ("blobs", {"id": 1, "owner_id": user.id, "digest": "0" * 64, "size_bytes": 3, "key": "x/y",
                       "compressed": False, "created_at": now}),
            ("deployment_files", {"deployment_id": deployment, "path": "/index.html", "blob_id": 1}),
            ("teams", {"id": "team_1", "name": "x", "created_at": now, "updated_at": now}),
            ("team_invitations", {"id": "inv_1", "team_id": "team_1", "email": "x@example.com", "role": "member",
                                  "digest": "0" * 64, "invited_by": user.id, "created_at": now, "expires_at": now}),
            ("audit_chains", {"owner_id": user.id, "number": 1, "hash": "0" * 64}),
            ("audit_entries", {"id": "aud_1", "owner_id": user.id, "number": 1, "at": now, "action": "x.y",
                               "changes": [], "hash": "0" * 64}),
            ("deployment_logs", {"deployment_id": deployment, "number": 1, "at": now, "level": "info", "message": "x"}),
        ]  # fmt: skip
        for name, row in rows:
            session.connection().execute(tables[name].insert(), row)
    database.dispose()


def count(url: str) -> dict[str, int]:
    database = Database(url, pool_size=1)
    with database.transaction(write=False) as session:
        names = sa.inspect(session.connection()).get_table_names()
        counts = {
            name: session.connection().execute(sa.text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608
            for name in names
            if name in SQLModel.metadata.tables
        }
    database.dispose()
    return counts


class TestMigrate:
    def test_makes_exactly_the_tables_of_the_models(self, database_url: str) -> None:
        schema.migrate(database_url)
        database = Database(database_url, pool_size=1)
        with database.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            differences = compare_metadata(context, SQLModel.metadata)
        database.dispose()
        assert [each for each in differences if "dbos" not in str(each)] == []

    def test_goes_up_down_and_up_again_with_data_in(self, database_url: str) -> None:
        every = revisions()
        schema.migrate(database_url)
        fill(database_url)
        before = count(database_url)
        assert before["deployment_files"] == 1
        for revision in every[::-1][1:]:
            assert schema.migrate(database_url, revision)[1] == revision
        schema.migrate(database_url)
        after = count(database_url)
        assert {name: after[name] for name in ("users", "projects", "deployments", "blobs")} == {
            name: before[name] for name in ("users", "projects", "deployments", "blobs")
        }
        assert schema.migrate(database_url, "base")[1] is None
        assert count(database_url) == {}
        assert schema.migrate(database_url)[1] == every[-1]

    def test_0008_leaves_each_webhook_one_present_secret(self, database_url: str) -> None:
        """Two rotations at once could leave two: the newest stays, the others count for another day."""
        schema.migrate(database_url, "0007")
        fill(database_url)
        database = Database(database_url, pool_size=1)
        webhooks, secrets = (SQLModel.metadata.tables[name] for name in ("webhooks", "webhook_secrets"))
        now = clock.now()
        with database.transaction(write=True) as session:
            connection = session.connection()
            user = accounts.find(session, "ada@example.com").id
            for webhook in ("wh_1", "wh_2"):
                row = {"id": webhook, "owner_id": user, "user_id": user, "url": "https://example.com/", "events": ["*"],
                       "projects": [], "status": "enabled", "failure_count": 0, "is_slow": False, "created_at": now,
                       "updated_at": now}  # fmt: skip
                connection.execute(webhooks.insert(), row)
            for id_, webhook, expires_at in (
                ("whs_1", "wh_1", now),
                ("whs_2", "wh_1", None),
                ("whs_3", "wh_1", None),
                ("whs_4", "wh_1", None),
                ("whs_5", "wh_2", None),
            ):
                row = {"id": id_, "webhook_id": webhook, "secret": "s", "signing_key": "k", "public_key": "p",
                       "created_at": now, "expires_at": expires_at}  # fmt: skip
                connection.execute(secrets.insert(), row)
        schema.migrate(database_url, "0008")
        with database.transaction(write=False) as session:
            rows = session.connection().execute(sa.select(secrets.c.id, secrets.c.expires_at).order_by(secrets.c.id))
            found = {row.id: row.expires_at for row in rows}
        assert [id_ for id_, at in found.items() if at is None] == ["whs_4", "whs_5"]
        assert found["whs_1"] == now
        for id_ in ("whs_2", "whs_3"):
            assert timedelta(hours=24) <= found[id_] - now < timedelta(hours=24, minutes=5)
        schema.migrate(database_url, "0007")
        assert schema.migrate(database_url)[1] == revisions()[-1]
        database.dispose()

    def test_a_second_time_changes_nothing(self, database_url: str) -> None:
        first, second = schema.migrate(database_url), schema.migrate(database_url)
        assert first == (None, revisions()[-1])
        assert second == (revisions()[-1], revisions()[-1])
