"""The job engine: DBOS, in this process or in workers, on the application's own database.

The conditions under which it does what we need:

- A job is enqueued in the transaction that writes its row, and its id is the row's id: enqueueing twice is harmless.
- The row is the truth, moved by compare-and-set; the engine's status is only ever read to find what got lost.
- One version of the application for ever; what a workflow does is versioned by its name (`deploy.v1`).
- A workflow here has no steps in the engine's sense. It may be killed at any moment and is run again from its start;
  `deployments/runner` keeps its own marks, so the engine would only write each of them a second time.
- Webhooks are delivered beside it, in the same processes (webhooks/lanes.py): their rows are their queue.
- On SQLite one process runs all jobs: a lock on the data folder sees to that, and by a constant executor id it finds
  its own jobs again after a crash. On PostgreSQL every process has an id of its own; see server/takeover.py.
"""

from __future__ import annotations

import fcntl
import logging
import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, WorkflowSerializationFormat
from sqlalchemy import event
from sqlmodel import Session

from server.bell import Bell
from server.deployments import reconcile, runner, sweep
from server.kit import clock, fault
from server.kit.config import Settings
from server.kit.database import POSTGRES_ARGUMENTS, Database
from server.kit.generation import Generation
from server.kit.ids import new_id
from server.kit.log import get_logger
from server.kit.scratch import sweep_scratch
from server.kit.services import Services
from server.takeover import RunningJob, Takeover
from server.webhooks import retention
from server.webhooks.lanes import Lanes

log = get_logger(__name__)

APPLICATION = "your-app"
VERSION = "1"  # never changed: a new one would leave the jobs of the old one to nobody
MAX_RECOVERIES = 3  # of a job that brings down the process that runs it
RECONCILE_SECONDS = 5.0
FORGET_SECONDS = 3600.0
SWEEPS_FOR_ORPHANS = 10  # how many sweeps there are for each search for orphans, which lists the whole store
KEEP_ENDED = timedelta(days=7)  # how long the engine remembers a job that has ended
BATCH = 500

WAITING = ("ENQUEUED", "DELAYED")
ACTIVE = (*WAITING, "PENDING")
DEAD_LETTERED = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"
ENDED = ("SUCCESS", "ERROR", "CANCELLED", DEAD_LETTERED)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job, and what its room has to say about it."""

    workflow: str  # its name in the engine; what it does may only change together with the version in it
    queue: str
    run: Callable[[Services, str], None]
    open_ids: Callable[[Services], Sequence[str]]
    obsolete: Callable[[Services, Sequence[str]], Sequence[str]]
    lost: Callable[[Services, str], bool]
    poisonous: Callable[[Services, str], bool]


KINDS = {
    "deploy": Kind(
        "deploy.v1",
        "deploys",
        runner.run,
        reconcile.open_ids,
        reconcile.obsolete,
        reconcile.lost,
        reconcile.poisonous,
    )
}


class DataFolderInUse(RuntimeError):
    """Another process runs jobs on this data folder."""


class JobEngine:
    """The engine as one process sees it. `settings.jobs` says its part:

    embedded  enqueues, and runs jobs
    worker    the same, in a process of its own
    external  enqueues only

    The engine underneath is global to the process, so one of these can be started at a time.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._runs_jobs = settings.jobs != "external"
        self._stopping = threading.Event()
        self._undo = ExitStack()
        self._running = 0
        self._counting = threading.Lock()
        self._bell = Bell(Generation(settings.data_dir / "jobs.generation"))
        self._client: DBOSClient
        self._services: Services

    # ------------------------------------------------------------------------------------- for the rooms

    def enqueue(self, session: Session, workflow: str, job_id: str, *, partition: str) -> None:
        """See `kit.services.Jobs`."""
        kind = KINDS[workflow]
        self._client.enqueue_in_transaction(
            session,
            {
                "workflow_name": kind.workflow,
                "queue_name": kind.queue,
                "workflow_id": job_id,
                "queue_partition_key": partition,
                "app_version": VERSION,
                # JSON. The engine's default is pickle, which whoever can write to the database could abuse.
                "serialization_type": WorkflowSerializationFormat.PORTABLE,
            },
            job_id,
        )

    def wake(self) -> None:
        """See `kit.services.Jobs`."""
        self._bell.ring()

    def cancel(self, workflow: str, job_id: str) -> None:
        """Take a waiting job off its queue. One that runs is left to notice what became of its row.

        To cancel that too would free its project's place in the queue, and a second build would start beside it.
        """
        if any(each.status in WAITING for each in self._list(workflow_ids=[job_id])):
            self._client.cancel_workflow(job_id)

    # ----------------------------------------------------------------------------------- for the process

    def start(self, services: Services) -> None:
        """Create the engine's tables if need be, and run jobs from now on. Blocks on the database.

        Raises DataFolderInUse, and then leaves nothing behind.
        """
        settings = self._settings
        fault.arm(settings.fault_point)
        _route_logs()
        started_at = clock.now()
        with ExitStack() as undo:
            sqlite = services.database.is_sqlite
            if self._runs_jobs and (sqlite or settings.jobs == "embedded"):
                undo.enter_context(_sole_runner(settings.data_dir / "jobs.lock"))
            engine = _engine(settings, connections=settings.job_concurrency + 8 if self._runs_jobs else 2)
            undo.callback(engine.dispose)
            DBOS.migrate(engine.url.render_as_string(hide_password=False))
            self._client = DBOSClient(system_database_engine=engine, application_name=APPLICATION)
            undo.callback(self._client.destroy)
            self._services = services
            if self._runs_jobs:
                # Connections of their own: a job never takes one that a request waits for.
                database = Database(settings.database, pool_size=settings.job_concurrency + 4 + 2)
                undo.callback(database.dispose)
                self._services = replace(services, database=database)
                executor = "local" if sqlite else new_id("worker")
                if not sqlite:
                    takeover = Takeover(database, self, executor, settings.job_lease_seconds)
                    takeover.start()
                    undo.callback(takeover.stop)
                self._launch(engine, executor)
                undo.callback(DBOS.destroy, destroy_registry=True)
                alone = sqlite and settings.jobs == "embedded"
                lanes = Lanes(database, settings, services.changes, new_id("worker") if sqlite else executor)
                lanes.start()
                undo.callback(lanes.stop)
                keeper = threading.Thread(
                    target=self._keep_house, args=(started_at if alone else None,), name="jobs-keeper", daemon=True
                )
                undo.callback(keeper.join)
                undo.callback(self._stopping.set)
                keeper.start()
                log.info("jobs_started", executor_id=executor, concurrency=settings.job_concurrency)
            self._undo = undo.pop_all()

    def stop(self) -> None:
        """Claim no more jobs and let the running ones end within `drain_seconds`.

        If some have not ended by then, everything stays open that they might use, and the process must leave without
        waiting for them (`os._exit`): whoever takes them over starts them again.
        """
        self._stopping.set()
        if self._runs_jobs and self._running:
            DBOS.destroy(workflow_completion_timeout_sec=math.ceil(self._settings.drain_seconds))
            if self._running:
                log.warning("jobs_left_running", count=self._running)
                self._undo.pop_all()
                return
        self._undo.close()

    # ------------------------------------------------------------------------------------ for the takeover

    def running(self) -> Sequence[RunningJob]:
        """See `takeover.Claims`."""
        return [
            RunningJob(each.workflow_id, each.executor_id or "", each.queue_name or "")
            for each in self._list(status="PENDING")
        ]

    def queue_again(self, job: RunningJob) -> None:
        """See `takeover.Claims`."""
        self._client.resume_workflow(job.id, queue_name=job.queue)

    def give_up(self, job: RunningJob) -> None:
        """See `takeover.Claims`."""
        for kind in KINDS.values():
            if kind.queue == job.queue:
                kind.poisonous(self._services, job.id)
        self._client.cancel_workflow(job.id)

    # -------------------------------------------------------------------------------------------- inside

    def _launch(self, engine: sa.Engine, executor: str) -> None:
        concurrency = self._settings.job_concurrency
        engine_itself = DBOS(
            config={
                "name": APPLICATION,
                "system_database_engine": engine,
                "application_version": VERSION,
                "executor_id": executor,
                "log_level": "WARNING",
                "max_executor_threads": concurrency * len(KINDS) + 2,
                "use_listen_notify": False,  # it polls a hundred times a second for messages that nobody sends
                "notification_listener_polling_interval_sec": 0.25,  # the stop waits for it
                "run_migrations": False,
            }
        )
        for kind in KINDS.values():
            self._register(kind)
            # Before the launch, which looks for queues at once and then every second.
            self._client.register_queue(
                kind.queue,
                worker_concurrency=concurrency,
                partition_concurrency=1,
                polling_interval_sec=self._settings.job_poll_seconds,
            )
        # Before the launch, too: a thread that waits already hears nothing.
        threads = [f"queue-worker-{kind.queue}" for kind in KINDS.values()]
        engine_itself.background_thread_stop_events = self._bell.wakes(threads)
        DBOS.launch()

    def _register(self, kind: Kind) -> None:
        @DBOS.workflow(name=kind.workflow, max_recovery_attempts=MAX_RECOVERIES)
        def workflow(job_id: str) -> None:
            with self._counted():
                kind.run(self._services, job_id)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._counting:
            self._running += 1
        try:
            yield
        finally:
            with self._counting:
                self._running -= 1

    def _list(self, **conditions: Any) -> list[Any]:
        return self._client.list_workflows(
            application_name=APPLICATION, load_input=False, load_output=False, **conditions
        )

    def _keep_house(self, alone_since: datetime | None) -> None:
        """The chores, each at its own pace, until the process stops. One that fails is tried again the next time."""
        services, stopping = self._services, self._stopping
        every: list[tuple[float, Callable[[], object]]] = [
            (RECONCILE_SECONDS, self.reconcile),
            (self._settings.sweep_seconds, lambda: sweep.sweep(services, stopping)),
            (
                self._settings.sweep_seconds * SWEEPS_FOR_ORPHANS,
                lambda: sweep_scratch(self._settings.data_dir / "incoming"),
            ),
            (
                self._settings.sweep_seconds * SWEEPS_FOR_ORPHANS,
                lambda: sweep.sweep_orphans(services, stopping, alone_since or clock.now() - sweep.ORPHAN_AGE),
            ),
            (FORGET_SECONDS, self._forget),
            (FORGET_SECONDS, lambda: retention.sweep(services, stopping)),
        ]
        due = [time.monotonic()] * len(every)
        while True:
            for index, (seconds, chore) in enumerate(every):
                if stopping.is_set():
                    return
                if due[index] <= time.monotonic():
                    try:
                        chore()
                    except Exception:
                        log.exception("chore_failed")
                    due[index] = time.monotonic() + seconds
            stopping.wait(max(0.0, min(due) - time.monotonic()))

    def reconcile(self) -> None:
        """Fail the rows whose job the engine does not have any more, and drop the jobs that no row needs."""
        services = self._services
        for kind in KINDS.values():
            # The rows first: a job ends after its row, so one that is open now and has no job has lost it.
            rows = kind.open_ids(services)
            statuses = {each.workflow_id: each.status for each in self._list(workflow_ids=list(rows))} if rows else {}
            for job_id in rows:
                status = statuses.get(job_id)
                if status not in ACTIVE:
                    end = kind.poisonous if status == DEAD_LETTERED else kind.lost
                    if end(services, job_id):
                        log.error("job_lost", job_id=job_id, status=status)
            waiting = [each.workflow_id for each in self._list(status=list(WAITING), name=kind.workflow, limit=BATCH)]
            for job_id in kind.obsolete(services, waiting) if waiting else ():
                self._client.cancel_workflow(job_id)

    def _forget(self) -> None:
        """Remove what the engine remembers of jobs that ended long ago; the rows tell what became of them."""
        before = (clock.now() - KEEP_ENDED).isoformat()
        while ended := self._list(status=list(ENDED), completed_before=before, limit=BATCH):
            self._client.delete_workflows([each.workflow_id for each in ended])
            if self._stopping.wait(sweep.PAUSE_SECONDS):
                return


@contextmanager
def _sole_runner(path: Path) -> Iterator[None]:
    """Hold the data folder for this process, to its end at most."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DataFolderInUse(
                f"Another process already runs jobs on the data folder {path.parent.resolve()}. Stop that one, or give "
                "this one a folder of its own (YOUR_APP_DATA_DIR). To run more than one process, use PostgreSQL "
                "(YOUR_APP_DATABASE_URL), YOUR_APP_JOBS=external and `python -m server worker`."
            ) from None
        yield


def _engine(settings: Settings, *, connections: int) -> sa.Engine:
    """The engine's own connections to the application's database."""
    if not settings.database.startswith("sqlite"):
        return sa.create_engine(
            settings.database,
            pool_size=connections,
            max_overflow=0,
            pool_pre_ping=True,
            connect_args=POSTGRES_ARGUMENTS,
            hide_parameters=True,
        )
    engine = sa.create_engine(
        settings.database,
        pool_size=connections,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": 30},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _configure_sqlite)
    return engine


def _configure_sqlite(connection: Any, _record: object) -> None:
    # The engine's queries find out whether there is work without a write lock, and take it at once when they write.
    connection.isolation_level = "IMMEDIATE"
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",  # what a power cut takes from the engine's own bookkeeping is done once more
        "foreign_keys=ON",
        "busy_timeout=30000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _route_logs() -> None:
    """Send the engine's log through ours. A handler that is there keeps it from adding one and cutting us off."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.propagate = True
