"""One engine, one kind of transaction, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import math
import threading
import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Session, SQLModel

# A row of a select of columns. SQLAlchemy 2.1 types it as a tuple, which hides the columns' names.
Row = Any


def table_of(model: type[SQLModel]) -> sa.Table:
    """The table of a model, which SQLModel makes with the class and does not declare."""
    return model.__table__  # type: ignore[attr-defined, no-any-return]


def records(result: sa.CursorResult[Any]) -> list[Row]:
    """All rows, as named tuples. An attribute of SQLAlchemy's own rows costs 0.4 µs, of these 0.02: it pays when a view
    reads twenty of each.
    """
    return list(map(_shape(tuple(result.keys()))._make, result.all()))


@lru_cache(maxsize=256)
def _shape(names: tuple[str, ...]) -> Any:
    return namedtuple("Record", names)  # the names are known when the statement has run


CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# A process that was stopped, or whose machine is gone, holds what it locked until PostgreSQL ends its transaction.
# No transaction of ours waits for anything, so one that has been idle this long is such a one.
POSTGRES_ARGUMENTS = {"options": "-c idle_in_transaction_session_timeout=20s"}


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite keeps no zone, so it is put back when read."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a zone reached the database")
        return value.astimezone(UTC) if value is not None else None

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """One call for each value instead of TypeDecorator's three: a page of projects has 80 of them."""
        return _moment if dialect.name == "sqlite" else None  # PostgreSQL's are aware, and in the connection's zone


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


class _Session(Session):
    """A session that costs next to nothing until its ORM half is used.

    `connection()` is the connection itself, opened and begun at the first call; a Session's own would go through its
    state machine each time. What the ORM does joins the same transaction.
    """

    def __init__(self, engine: sa.Engine) -> None:
        super().__init__(expire_on_commit=False)
        self._engine = engine
        self.opened: sa.Connection | None = None

    def connection(self, *_arguments: Any, **_options: Any) -> sa.Connection:
        if self.opened is None:
            self.opened = self._engine.connect()
            self.opened.begin()
        return self.opened

    def get_bind(self, *_arguments: Any, **_options: Any) -> sa.Connection:
        return self.connection()

    def end(self, *, commit: bool) -> None:
        """Write what the ORM still holds, and end the transaction."""
        try:
            if self.in_transaction() or self.new:
                self.commit() if commit else self.rollback()
            if commit and self.opened is not None:
                self.opened.commit()
        finally:
            if self.in_transaction():
                self.close()
            if self.opened is not None:
                self.opened.close()


class Database:
    """The engine and its transactions. `pool_size` connections and no more: a thread waits rather than overflow."""

    def __init__(self, url: str, *, pool_size: int) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.answered_at = -math.inf  # on time.monotonic(); kept by who asks for it (server/health)
        # SQLite lets one writer in, and has the others look again after a pause that grows; this lets the next in at
        # once. Other processes and the job engine still meet at SQLite's own lock.
        self._writer: AbstractContextManager[object] = threading.Lock() if self.is_sqlite else nullcontext()
        # `hide_parameters`: an error names its statement, and stands in the log. What was to be written does not.
        if self.is_sqlite:
            self.engine = sa.create_engine(
                url,
                pool_size=pool_size,
                max_overflow=0,
                connect_args={"check_same_thread": False, "timeout": 30},
                hide_parameters=True,
            )
            event.listen(self.engine, "connect", _configure_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
            self._reading = self.engine
        else:
            self.engine = sa.create_engine(
                url, pool_size=pool_size, max_overflow=0, connect_args=POSTGRES_ARGUMENTS, hide_parameters=True
            )
            event.listen(self.engine, "handle_error", _without_detail)
            event.listen(self.engine, "checkin", _note_return)
            event.listen(self.engine, "checkout", _check_what_rested)
            # Each statement of READ COMMITTED sees a snapshot of its own anyway: BEGIN and COMMIT would add two trips.
            self._reading = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._writing = self.engine.execution_options(write=True)

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[Session]:
        """A session in one transaction: committed at the end of the block, rolled back on any error.

        `write` takes SQLite's write lock at the start (BEGIN IMMEDIATE): a reader that turns writer half-way would
        otherwise fail with "database is locked" however long it is willing to wait. Without it, what would be written
        may be kept statement by statement: only read there.
        """
        with self._writer if write else nullcontext():
            session = _Session(self._writing if write else self._reading)
            try:
                yield session
            except BaseException:
                session.end(commit=False)
                raise
            session.end(commit=True)

    @contextmanager
    def snapshot(self) -> Iterator[sa.Connection]:
        """A connection that sees all along what there was at its first query. For reading much; it blocks nobody."""
        engine = self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="REPEATABLE READ")
        with engine.connect() as connection:
            yield connection

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _without_detail(context: sa.engine.ExceptionContext) -> None:
    """PostgreSQL's own words repeat the row that it refused ("Failing row contains …"), which is for no log either."""
    detail = getattr(getattr(context.original_exception, "diag", None), "message_detail", None)
    if detail:
        for error in (context.original_exception, context.sqlalchemy_exception):
            if error is not None:
                error.args = tuple(str(each).replace(detail, "(not shown)") for each in error.args)


REST_SECONDS = 1.0


def _note_return(_connection: Any, record: Any) -> None:
    record.info["returned"] = time.monotonic()


def _check_what_rested(connection: Any, record: Any, proxy: Any) -> None:
    """Ask a connection that was not used for a while whether it still stands, as pool_pre_ping asks each time."""
    if time.monotonic() - record.info.get("returned", time.monotonic()) > REST_SECONDS:
        try:
            proxy._pool._dialect.do_ping(connection)
        except Exception as error:
            raise sa.exc.DisconnectionError from error


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged write outlives a power cut, as it does on PostgreSQL
        "foreign_keys=ON",
        "busy_timeout=30000",
        "cache_size=-16000",
        "mmap_size=268435456",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # On the driver's connection: through SQLAlchemy the five letters cost as much as a query.
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")
