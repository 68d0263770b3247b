"""Two transactions of which the second begins while the first has done its work and is not yet committed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.kit.database import Database

Work = Callable[[Session], Any]

WAITS_SECONDS = 5.0
_WAITING = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def overlap(database: Database, first: Work, second: Work, then: Work | None = None) -> tuple[Any, Any]:
    """What each answered, or the exception that it raised.

    On PostgreSQL the first commits as soon as the second waits for it or has ended; SQLite lets one writer in, so there
    the second begins when the first has ended. `then` is what the first still does before it commits.
    """
    answers: list[Any] = [None, None]
    done = threading.Event()

    def run(number: int, work: Work) -> None:
        try:
            with database.transaction(write=True) as session:
                answers[number] = work(session)
                if number == 0:
                    done.set()
                    _until_it_waits(database, other)
                    if then is not None:
                        then(session)
        except Exception as error:
            answers[number] = error
        finally:
            done.set()

    other = threading.Thread(target=lambda: (done.wait(), run(1, second)))
    other.start()
    run(0, first)
    other.join()
    return answers[0], answers[1]


def _until_it_waits(database: Database, other: threading.Thread) -> None:
    deadline = time.monotonic() + WAITS_SECONDS
    while not database.is_sqlite and other.is_alive() and time.monotonic() < deadline:
        with database.transaction(write=False) as session:
            if session.connection().execute(_WAITING).scalar_one():
                return
        time.sleep(0.01)
