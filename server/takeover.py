"""The jobs of dead workers are taken over, on PostgreSQL, where several processes run jobs.

Every worker says on the database's clock that it is alive. When one has been silent for the lease, a sweep strikes it
off and queues its jobs again. A worker that finds itself struck off leaves at once: it was only stopped, or cut off
from the database, and another does its work now.

Whoever was itself cut off strikes nobody off until it has been back for a whole lease. So after the database was away
every worker gets the time to report again, and a restart of PostgreSQL costs no worker and no job.

On SQLite one process runs all jobs, and finds its own again when it starts.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import sqlalchemy as sa
from sqlmodel import Session

from server.kit import clock
from server.kit.database import Database, table_of
from server.kit.log import get_logger
from server.models import JobTakeover, JobWorker

log = get_logger(__name__)

MAX_TAKEOVERS = 3  # after that many the next death of a job's worker is held against the job
FORGET_AFTER = timedelta(days=1)
EXIT_STATUS = 70  # EX_SOFTWARE
_LOCK = 7_201_164_311_905_877_332  # pg_advisory_xact_lock, one for all sweepers of a database

_workers = table_of(JobWorker)
_takeovers = table_of(JobTakeover)
_now = sa.func.extract("epoch", sa.func.clock_timestamp()).cast(sa.Double)


@dataclass(frozen=True, slots=True)
class RunningJob:
    """A job that a worker has claimed."""

    id: str
    worker_id: str
    queue: str


class Claims(Protocol):
    """What the job engine has to offer for this."""

    def running(self) -> Sequence[RunningJob]:
        """Every job that some worker has claimed, dead or alive."""

    def queue_again(self, job: RunningJob) -> None:
        """Let another worker claim it."""

    def give_up(self, job: RunningJob) -> None:
        """End the job, and tell whoever waits for it that it failed."""


def _leave() -> None:
    os._exit(EXIT_STATUS)  # not sys.exit: no cleanup may touch what now belongs to another


class Takeover:
    """This worker's sign of life, and its sweeps after the others."""

    def __init__(
        self,
        database: Database,
        claims: Claims,
        worker_id: str,
        lease_seconds: float,
        *,
        leave: Callable[[], None] = _leave,
    ) -> None:
        self._database, self._claims, self._id = database, claims, worker_id
        self._lease, self._pause = lease_seconds, lease_seconds / 5
        self._leave = leave
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="takeover", daemon=True)

    def start(self) -> None:
        """Report before the first job is claimed, and from then on."""
        with self._database.transaction(write=True) as session:
            session.connection().execute(_workers.insert().values(id=self._id, seen=_now))
        self._reported = self._back_since = time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """Sign off, once no job runs here any more: what was claimed is taken over at the next sweep."""
        self._stopping.set()
        self._thread.join()
        with self._database.transaction(write=True) as session:
            session.connection().execute(_workers.delete().where(_workers.c.id == self._id))

    def _run(self) -> None:
        while not self._stopping.wait(self._pause):
            try:
                if not self._report():
                    log.error("worker_struck_off", worker_id=self._id)
                    self._leave()
                    return
                if time.monotonic() - self._back_since >= self._lease:
                    self.sweep()
            except Exception:
                log.exception("takeover_failed", worker_id=self._id)

    def _report(self) -> bool:
        """Answers False for a worker that was struck off."""
        with self._database.transaction(write=True) as session:
            updated = session.connection().execute(
                sa.update(_workers).where(_workers.c.id == self._id).values(seen=_now)
            )
            alive = updated.rowcount == 1
        now = time.monotonic()
        if now - self._reported > self._lease / 2:
            self._back_since = now
        self._reported = now
        return alive

    def sweep(self) -> None:
        """Strike off the silent, and queue the jobs of every worker that is not on the list."""
        with self._database.transaction(write=True) as session:
            connection = session.connection()
            if not connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_LOCK))).scalar_one():
                return  # another worker is at it
            connection.execute(_workers.delete().where(_workers.c.seen < _now - self._lease, _workers.c.id != self._id))
            # After the jobs were read: a worker reports before it claims, so it cannot be missing for being new.
            jobs = self._claims.running()
            alive = set(connection.execute(sa.select(_workers.c.id)).scalars())
            for job in jobs:
                if job.worker_id not in alive:
                    self._take_over(session, job)
            connection.execute(_takeovers.delete().where(_takeovers.c.at < clock.now() - FORGET_AFTER))

    def _take_over(self, session: Session, job: RunningJob) -> None:
        count = self._count(session, job.id)
        log.warning("job_taken_over", job_id=job.id, worker_id=job.worker_id, times=count)
        if count > MAX_TAKEOVERS:
            self._claims.give_up(job)
        else:
            self._claims.queue_again(job)

    def _count(self, session: Session, job_id: str) -> int:
        """The engine's own counter starts anew when a job is queued again, so this one counts the deaths."""
        connection, now = session.connection(), clock.now()
        counted = connection.execute(
            sa.update(_takeovers)
            .where(_takeovers.c.job_id == job_id)
            .values(count=_takeovers.c.count + 1, at=now)
            .returning(_takeovers.c.count)
        ).scalar()
        if counted is None:
            connection.execute(_takeovers.insert(), {"job_id": job_id, "count": 1, "at": now})
        return counted or 1
