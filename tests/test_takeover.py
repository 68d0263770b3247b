"""Dead workers and those that only look dead, on a real PostgreSQL with the job engine's real tables."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from server.kit.database import table_of
from server.models import JobTakeover, JobWorker
from server.takeover import MAX_TAKEOVERS, Takeover
from tests.support.platform import Platform
from tests.support.postgres import Postgres

LEASE = 5.0  # a pause of this machine must not look like a death
SHORT = 1.0  # where a lease has to run out, and nothing is lost when it takes longer than that
workers = table_of(JobWorker)
takeovers = table_of(JobTakeover)


@pytest.fixture
def platform(postgres: Postgres, tmp_path: Path) -> Iterator[Platform]:
    """An installation whose process enqueues and runs nothing."""
    platform = Platform(tmp_path, postgres.create(), jobs="external").start()
    yield platform
    platform.stop()


class Watched(Takeover):
    """A takeover that says when it would have left the process."""

    def __init__(self, platform: Platform, worker_id: str, lease_seconds: float = LEASE) -> None:
        self.left = threading.Event()
        super().__init__(platform.database, platform.jobs, worker_id, lease_seconds, leave=self.left.set)


def claimed(platform: Platform, worker_id: str, count: int = 1) -> list[str]:
    """Deployments whose jobs a worker has claimed, as the engine writes it down."""
    actor = platform.user()
    ids = [platform.deploy(actor, platform.project(actor)) for _ in range(count)]
    claim(platform, worker_id, ids)
    return ids


def claim(platform: Platform, worker_id: str, ids: list[str]) -> None:
    with platform.database.transaction(write=True) as session:
        session.connection().execute(
            sa.text(
                "UPDATE dbos.workflow_status SET status = 'PENDING', executor_id = :worker "
                "WHERE workflow_uuid = ANY(:ids)"
            ),
            {"worker": worker_id, "ids": ids},
        )


def engine_statuses(platform: Platform) -> dict[str, str]:
    with platform.database.transaction(write=False) as session:
        rows = session.connection().execute(sa.text("SELECT workflow_uuid, status FROM dbos.workflow_status"))
        return {row.workflow_uuid: row.status for row in rows}


def report(platform: Platform, worker_id: str, seconds_ago: float) -> None:
    """A worker's sign of life of a while ago."""
    seen = sa.func.extract("epoch", sa.func.clock_timestamp()).cast(sa.Double) - seconds_ago
    with platform.database.transaction(write=True) as session:
        session.connection().execute(workers.insert().values(id=worker_id, seen=seen))


def known_workers(platform: Platform) -> set[str]:
    with platform.database.transaction(write=False) as session:
        return set(session.connection().execute(sa.select(workers.c.id)).scalars())


def seen(platform: Platform, worker_id: str) -> float:
    with platform.database.transaction(write=False) as session:
        moment: float = session.connection().execute(sa.select(workers.c.seen).filter_by(id=worker_id)).scalar_one()
        return moment


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"it did not come to that in {seconds} s"
        time.sleep(0.02)


def counts(platform: Platform) -> dict[str, int]:
    with platform.database.transaction(write=False) as session:
        rows = session.connection().execute(sa.select(takeovers.c.job_id, takeovers.c.count))
        return {row.job_id: row.count for row in rows}


class TestSweep:
    def test_queues_the_jobs_of_a_worker_that_was_silent_for_the_lease_again(self, platform: Platform) -> None:
        ids = claimed(platform, "worker_dead", 2)
        report(platform, "worker_dead", seconds_ago=LEASE * 1.5)

        Watched(platform, "worker_me").sweep()

        assert engine_statuses(platform) == dict.fromkeys(ids, "ENQUEUED")
        assert known_workers(platform) == set()
        assert counts(platform) == dict.fromkeys(ids, 1)

    def test_queues_the_jobs_of_a_worker_that_nobody_knows_any_more_again(self, platform: Platform) -> None:
        ids = claimed(platform, "worker_forgotten")

        Watched(platform, "worker_me").sweep()

        assert engine_statuses(platform) == dict.fromkeys(ids, "ENQUEUED")

    def test_leaves_the_jobs_of_a_worker_that_reports_alone(self, platform: Platform) -> None:
        ids = claimed(platform, "worker_alive")
        report(platform, "worker_alive", seconds_ago=LEASE * 0.5)

        Watched(platform, "worker_me").sweep()

        assert engine_statuses(platform) == dict.fromkeys(ids, "PENDING")
        assert counts(platform) == {}

    def test_gives_up_a_job_that_brings_down_every_worker(self, platform: Platform) -> None:
        (job,) = claimed(platform, "worker_0")
        takeover = Watched(platform, "worker_me")
        for death in range(1, MAX_TAKEOVERS + 1):
            takeover.sweep()
            assert engine_statuses(platform) == {job: "ENQUEUED"}
            assert platform.row(job).status == "queued"
            claim(platform, f"worker_{death}", [job])

        takeover.sweep()

        assert engine_statuses(platform) == {job: "CANCELLED"}
        assert (platform.row(job).status, platform.row(job).error_code) == ("failed", "build_crashed")

    def test_takes_every_job_over_once_when_several_sweep_at_the_same_time(self, platform: Platform) -> None:
        ids = claimed(platform, "worker_dead", 20)
        barrier = threading.Barrier(4)

        def race(number: int) -> None:
            takeover = Watched(platform, f"worker_{number}")
            barrier.wait()
            for _ in range(3):
                takeover.sweep()

        threads = [threading.Thread(target=race, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert engine_statuses(platform) == dict.fromkeys(ids, "ENQUEUED")
        assert counts(platform) == dict.fromkeys(ids, 1)


class TestReporting:
    def test_a_worker_is_on_the_list_from_its_start_to_its_stop(self, platform: Platform) -> None:
        takeover = Watched(platform, "worker_me", SHORT)
        takeover.start()
        begun = seen(platform, "worker_me")
        until(lambda: seen(platform, "worker_me") > begun + SHORT * 2)
        Watched(platform, "worker_other").sweep()
        assert known_workers(platform) == {"worker_me"}
        takeover.stop()
        assert known_workers(platform) == set()
        assert not takeover.left.is_set()

    def test_a_worker_that_was_struck_off_leaves(self, platform: Platform) -> None:
        takeover = Watched(platform, "worker_me", SHORT)
        takeover.start()
        with platform.database.transaction(write=True) as session:
            session.connection().execute(workers.delete())
        assert takeover.left.wait(60)
        takeover.stop()

    def test_a_dead_worker_is_struck_off_after_the_lease_by_itself(self, platform: Platform) -> None:
        (job,) = claimed(platform, "worker_dead")
        began = time.monotonic()
        report(platform, "worker_dead", seconds_ago=0)
        takeover = Watched(platform, "worker_me", SHORT)
        takeover.start()
        until(lambda: engine_statuses(platform)[job] == "ENQUEUED")
        assert time.monotonic() - began > SHORT * 0.9
        takeover.stop()

    def test_after_the_database_was_away_everybody_gets_a_lease_to_report_again(self, platform: Platform) -> None:
        lease = SHORT * 3
        report(platform, "worker_slow", seconds_ago=0)
        takeover = Watched(platform, "worker_me", lease)
        takeover.start()
        with platform.database.engine.begin() as connection:  # nobody can report meanwhile
            connection.execute(sa.text("LOCK TABLE job_workers IN ACCESS EXCLUSIVE MODE"))
            known = set(connection.execute(sa.select(workers.c.id)).scalars())
            assert known == {"worker_me", "worker_slow"}, "the lock came too late"
            time.sleep(lease * 1.2)
            back = time.monotonic()
        until(lambda: known_workers(platform) == {"worker_me"})
        assert time.monotonic() - back > lease * 0.9
        takeover.stop()
