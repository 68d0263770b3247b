"""Writes a migration: the difference between the models and a database at the newest revision."""

from __future__ import annotations

import sys

from alembic import command

from server import schema
from server.kit.config import Settings
from server.kit.database import Database


def main(name: str) -> None:
    """Write `server/migrations/versions/<number>_<name>.py`. Read it before you commit it."""
    settings = Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    number = len(list((schema.FOLDER / "versions").glob("[0-9]*.py"))) + 1
    if number > 1:
        schema.migrate(settings.database)
    database = Database(settings.database, pool_size=1)
    with database.engine.connect() as connection:
        configuration = schema.config()
        configuration.attributes["connection"] = connection
        configuration.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        command.revision(configuration, message=name, autogenerate=True, rev_id=f"{number:04d}")


if __name__ == "__main__":
    main(sys.argv[1])
