"""The job engine in this process, on both databases."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from server import jobs
from server.auth.actor import Actor
from server.deployments import create, runner, states
from server.jobs import DataFolderInUse, JobEngine
from server.kit import clock
from server.kit.database import table_of
from server.models import JobWorker
from tests.support.platform import Platform, make_services

workers = table_of(JobWorker)
Make = Callable[..., Platform]


@pytest.fixture
def make(database_url: str, tmp_path: Path) -> Iterator[Make]:
    """Makes installations on one database and data folder; they are stopped at the end."""
    started: list[Platform] = []

    def platform(**changes: Any) -> Platform:
        made = Platform(tmp_path / "data", database_url, **changes)
        started.append(made)
        return made.start()

    yield platform
    for each in reversed(started):
        each.stop()


@pytest.fixture
def platform(make: Make) -> Platform:
    """An installation that runs its jobs."""
    return make()


@pytest.fixture
def ada(platform: Platform) -> Actor:
    return platform.user()


@pytest.fixture
def project(platform: Platform, ada: Actor) -> str:
    return platform.project(ada)


class Gate:
    """Holds every build before its first step, until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened, self.entered = threading.Event(), threading.Semaphore(0)
        self.most, self.now, self._lock = 0, 0, threading.Lock()
        real = runner._materialise

        def held(build: Any) -> None:
            with self._lock:
                self.now += 1
                self.most = max(self.most, self.now)
            self.entered.release()
            try:
                assert self.opened.wait(30)
                real(build)
            finally:
                with self._lock:
                    self.now -= 1

        monkeypatch.setattr(runner, "_materialise", held)

    def wait(self, count: int = 1) -> None:
        """Until so many builds have come."""
        for _ in range(count):
            assert self.entered.acquire(timeout=10)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate(monkeypatch)
    yield gate
    gate.opened.set()


def engine_statuses(platform: Platform) -> dict[str, str]:
    return {each.workflow_id: each.status for each in platform.jobs._list()}


def eventually(check: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)


class TestStart:
    def test_a_second_process_on_the_data_folder_is_refused_with_what_to_do(
        self, platform: Platform, database_url: str
    ) -> None:
        second = make_services(platform.settings)
        with pytest.raises(DataFolderInUse, match=r"YOUR_APP_DATA_DIR.*YOUR_APP_JOBS=external"):
            JobEngine(platform.settings).start(second)
        second.database.dispose()

    def test_the_data_folder_is_free_again_after_the_stop(self, make: Make) -> None:
        first = make()
        first.jobs.stop()
        make()

    def test_a_process_that_only_enqueues_may_stand_beside(self, platform: Platform, make: Make) -> None:
        beside = make(jobs="external")
        actor = beside.user()
        deployment = beside.deploy(actor, beside.project(actor))
        assert platform.ended(deployment).status == "success"

    def test_a_failed_start_leaves_nothing_behind(self, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object) -> None:
            raise RuntimeError("as if the database went away")

        with monkeypatch.context() as patch:
            patch.setattr(JobEngine, "_launch", broken)
            with pytest.raises(RuntimeError, match="went away"):
                make()
        actor = (platform := make()).user()
        assert platform.ended(platform.deploy(actor, platform.project(actor))).status == "success"
        with platform.database.transaction(write=False) as session:
            known = session.connection().execute(sa.select(sa.func.count()).select_from(workers)).scalar_one()
        assert known == (0 if platform.database.is_sqlite else 1)

    def test_the_engines_log_goes_through_ours(self, platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
        logging.getLogger("dbos").warning("heard")
        assert "heard" in caplog.text


class TestEnqueue:
    def test_a_committed_deployment_is_built(self, platform: Platform, ada: Actor, project: str) -> None:
        assert platform.ended(platform.deploy(ada, project)).status == "success"
        platform.assert_consistent()

    def test_a_transaction_that_is_rolled_back_enqueues_nothing(
        self, platform: Platform, ada: Actor, project: str
    ) -> None:
        with platform.database.transaction(write=True) as session:
            create.from_request(session, platform.jobs, ada, project, None, platform.settings.limits)
            session.rollback()
        assert engine_statuses(platform) == {}

    def test_twice_is_harmless(self, platform: Platform, ada: Actor, project: str, gate: Gate) -> None:
        deployment = platform.deploy(ada, project)
        for _ in range(2):
            with platform.database.transaction(write=True) as session:
                platform.jobs.enqueue(session, "deploy", deployment, partition=project)
        gate.opened.set()
        platform.ended(deployment)
        eventually(lambda: engine_statuses(platform) == {deployment: "SUCCESS"})
        with platform.database.transaction(write=True) as session:
            platform.jobs.enqueue(session, "deploy", deployment, partition=project)
        assert engine_statuses(platform) == {deployment: "SUCCESS"}

    def test_arguments_are_json_in_the_database_not_pickle(self, platform: Platform, ada: Actor, project: str) -> None:
        deployment = platform.deploy(ada, project)
        platform.ended(deployment)
        table = "workflow_input" if platform.database.is_sqlite else "dbos.workflow_input"
        with platform.database.transaction(write=False) as session:
            inputs = session.connection().execute(sa.text(f"SELECT inputs FROM {table}")).scalar_one()  # noqa: S608
        assert f'"{deployment}"' in inputs


class TestConcurrency:
    def test_builds_of_one_project_go_one_after_the_other_in_their_order(
        self, platform: Platform, ada: Actor, project: str, gate: Gate
    ) -> None:
        ids = []
        for _ in range(3):
            ids.append(platform.deploy(ada, project))
            time.sleep(0.002)  # an id sorts by its millisecond
        gate.wait()
        time.sleep(0.3)
        assert [platform.row(each).status for each in ids] == ["building", "queued", "queued"]
        gate.opened.set()

        rows = [platform.ended(each) for each in ids]
        assert gate.most == 1
        for before, after in pairwise(rows):
            assert before.completed_at is not None
            assert after.started_at is not None
            assert before.completed_at <= after.started_at
        assert platform.project_row(project).live_deployment_id == ids[-1]

    def test_builds_of_many_projects_go_at_once_up_to_the_setting(self, make: Make, gate: Gate) -> None:
        platform = make(job_concurrency=3)
        actor = platform.user()
        ids = [platform.deploy(actor, platform.project(actor)) for _ in range(6)]
        gate.wait(3)
        time.sleep(0.3)
        assert gate.most == 3
        gate.opened.set()
        assert {platform.ended(each).status for each in ids} == {"success"}
        assert gate.most == 3

    def test_forty_deployments_all_succeed(self, platform: Platform, ada: Actor) -> None:
        projects = [platform.project(ada) for _ in range(8)]
        ids = [platform.deploy(ada, project) for _ in range(5) for project in projects]
        assert {platform.ended(each, 60).status for each in ids} == {"success"}
        eventually(lambda: set(engine_statuses(platform).values()) == {"SUCCESS"})
        platform.assert_consistent()


class TestCancel:
    def test_takes_a_waiting_job_off_the_queue(self, platform: Platform, ada: Actor, project: str, gate: Gate) -> None:
        running, waiting = platform.deploy(ada, project), platform.deploy(ada, project)
        gate.wait()
        platform.cancel(ada, waiting)
        assert engine_statuses(platform) == {running: "PENDING", waiting: "CANCELLED"}
        gate.opened.set()
        assert platform.ended(running).status == "success"
        assert platform.row(waiting).started_at is None

    def test_stops_a_running_build_and_lets_the_next_one_in_after_it(
        self, platform: Platform, ada: Actor, project: str, gate: Gate
    ) -> None:
        first, second = platform.deploy(ada, project), platform.deploy(ada, project)
        gate.wait()
        platform.cancel(ada, first)
        time.sleep(0.3)
        assert platform.row(second).status == "queued"  # never two builds of a project at once
        gate.opened.set()
        assert platform.ended(second).status == "success"
        assert platform.row(first).status == "cancelled"
        assert gate.most == 1
        platform.assert_consistent()

    def test_of_a_job_that_has_ended_changes_nothing(self, platform: Platform, ada: Actor, project: str) -> None:
        deployment = platform.deploy(ada, project)
        platform.ended(deployment)
        eventually(lambda: engine_statuses(platform) == {deployment: "SUCCESS"})
        platform.jobs.cancel("deploy", deployment)
        assert engine_statuses(platform) == {deployment: "SUCCESS"}


class TestReconcile:
    def test_fails_a_deployment_whose_job_the_engine_does_not_have(
        self, platform: Platform, ada: Actor, project: str, gate: Gate
    ) -> None:
        deployment = platform.deploy(ada, project)
        gate.wait()
        platform.jobs._client.delete_workflows([deployment])
        platform.jobs.reconcile()
        row = platform.row(deployment)
        assert (row.status, row.error_code) == ("failed", "job_lost")
        assert platform.log(deployment)[-1] == ("error", row.error_message)

    def test_leaves_those_alone_that_wait_or_run(
        self, platform: Platform, ada: Actor, project: str, gate: Gate
    ) -> None:
        ids = [platform.deploy(ada, project) for _ in range(2)]
        gate.wait()
        platform.jobs.reconcile()
        assert [platform.row(each).status for each in ids] == ["building", "queued"]

    def test_fails_a_deployment_whose_job_failed_without_a_word(
        self, platform: Platform, ada: Actor, project: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> None:
            raise RuntimeError("as if the database was away, too far to say that it failed")

        monkeypatch.setattr(runner, "_begin", broken)
        monkeypatch.setattr(runner, "fail", broken)
        deployment = platform.deploy(ada, project)
        eventually(lambda: engine_statuses(platform) == {deployment: "ERROR"})
        monkeypatch.undo()
        platform.jobs.reconcile()
        assert platform.row(deployment).error_code == "job_lost"

    def test_takes_the_job_of_a_cancelled_deployment_off_the_queue(
        self, platform: Platform, ada: Actor, project: str, gate: Gate
    ) -> None:
        """The process may have ended between the cancel's commit and the call that follows it."""
        first, second = platform.deploy(ada, project), platform.deploy(ada, project)
        gate.wait()
        with platform.database.transaction(write=True) as session:
            assert states.move(session, second, to="cancelled", from_=states.OPEN, completed_at=clock.now())
        platform.jobs.reconcile()
        assert engine_statuses(platform) == {first: "PENDING", second: "CANCELLED"}

    def test_takes_the_jobs_of_a_deleted_project_off_the_queue(
        self, platform: Platform, ada: Actor, project: str, gate: Gate
    ) -> None:
        ids = [platform.deploy(ada, project) for _ in range(3)]
        gate.wait()
        platform.delete_project(ada, project)
        platform.jobs.reconcile()
        assert sorted(engine_statuses(platform).values()) == ["CANCELLED", "CANCELLED", "PENDING"]
        gate.opened.set()
        eventually(lambda: engine_statuses(platform)[ids[0]] == "SUCCESS")

    def test_happens_by_itself(self, make: Make, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(jobs, "RECONCILE_SECONDS", 0.05)
        platform = make()
        actor = platform.user()
        deployment = platform.deploy(actor, platform.project(actor))
        gate.wait()
        platform.jobs._client.delete_workflows([deployment])
        eventually(lambda: platform.row(deployment).status == "failed")


class TestStop:
    def test_lets_a_running_build_end(self, make: Make, gate: Gate) -> None:
        platform = make(drain_seconds=10)
        actor = platform.user()
        deployment = platform.deploy(actor, platform.project(actor))
        gate.wait()
        threading.Timer(0.5, gate.opened.set).start()
        platform.jobs.stop()
        assert platform.row(deployment).status == "success"

    def test_with_nothing_running_takes_no_time_to_speak_of(self, make: Make) -> None:
        platform = make()
        began = time.monotonic()
        platform.jobs.stop()
        assert time.monotonic() - began < 3

    def test_what_was_waiting_is_built_after_the_next_start(self, make: Make) -> None:
        beside = make(jobs="external")
        actor = beside.user()
        deployment = beside.deploy(actor, beside.project(actor))
        beside.jobs.stop()
        assert make().ended(deployment).status == "success"


class TestForgetting:
    def test_the_engine_forgets_what_ended_long_ago(
        self, platform: Platform, ada: Actor, project: str, gate: Gate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gate.opened.set()
        deployment = platform.deploy(ada, project)
        eventually(lambda: engine_statuses(platform) == {deployment: "SUCCESS"})
        gate.wait()
        gate.opened.clear()
        running = platform.deploy(ada, project)
        gate.wait()

        platform.jobs._forget()
        assert engine_statuses(platform) == {deployment: "SUCCESS", running: "PENDING"}
        monkeypatch.setattr(jobs, "KEEP_ENDED", timedelta(seconds=-60))
        platform.jobs._forget()
        assert engine_statuses(platform) == {running: "PENDING"}
        assert platform.row(deployment).status == "success"
