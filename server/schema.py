"""The tables and their versions: Alembic, run from code."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from server.kit.database import Database

FOLDER = Path(__file__).parent / "migrations"


def config() -> Config:
    """Alembic's configuration; there is no alembic.ini."""
    configuration = Config()
    configuration.set_main_option("script_location", str(FOLDER))
    return configuration


def shown(url: str) -> str:
    """A database URL that may be printed: its password hidden."""
    return make_url(url).render_as_string(hide_password=True)


def current(connection: sa.Connection) -> str | None:
    """The revision that the database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The newest revision that this code knows."""
    revision = ScriptDirectory.from_config(config()).get_current_head()
    assert revision is not None
    return revision


def migrate(url: str, revision: str = "head") -> tuple[str | None, str | None]:
    """Go to `revision`, up or down, in one transaction; `base` removes every table. Answers before and after."""
    database = Database(url, pool_size=1)
    try:
        with database.engine.execution_options(write=True).connect() as connection:
            if database.is_sqlite:
                # Alembic changes a table by copying it and dropping the first. With the checks on, the drop would
                # delete what refers to it; they can only be switched outside of a transaction.
                connection.connection.execute("PRAGMA foreign_keys=OFF")
            before = current(connection)
            configuration = config()
            configuration.attributes["connection"] = connection
            known = [each.revision for each in ScriptDirectory.from_config(configuration).walk_revisions()]
            downwards = revision == "base" or (
                before in known and revision in known and known.index(revision) > known.index(before)
            )
            (command.downgrade if downwards else command.upgrade)(configuration, revision)
            after = current(connection)
            if database.is_sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"the migration would leave references to nothing: {broken[:3]}")
            connection.commit()
        return before, after
    finally:
        database.dispose()
