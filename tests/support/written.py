"""What a database has written to its disk, as whoever steals a copy would read it."""

from __future__ import annotations

import psycopg

from server.kit.config import Settings


def written(settings: Settings) -> bytes:
    """All of it: the files of SQLite, each row of each table of PostgreSQL."""
    if not settings.database_url:
        return b"".join(path.read_bytes() for path in settings.data_dir.glob("your-app.db*"))
    found = []
    with psycopg.connect(settings.database_url) as connection:
        query = "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
        for schema, table in connection.execute(query).fetchall():
            if schema not in ("pg_catalog", "information_schema"):
                with connection.cursor().copy(f'COPY "{schema}"."{table}" TO STDOUT') as copy:  # type: ignore[arg-type]
                    found += [bytes(each) for each in copy]
    return b"".join(found)
