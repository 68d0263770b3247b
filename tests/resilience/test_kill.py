"""kill -9 at any moment: after a restart every deployment ends, none is stuck, half-published or lost, no blob is
missing, and nothing is left behind.

At every fault point that the source has (server/kit/fault.py), and at random under load. `--longer` makes the
random part ten times as long.
"""

from __future__ import annotations

import ast
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from server.deployments import runner, states, sweep
from server.kit import clock
from server.kit.database import table_of
from server.kit.ids import new_id
from server.models import Event, WebhookDelivery
from server.takeover import EXIT_STATUS
from server.webhooks import service as webhooks
from tests.resilience import child
from tests.support.platform import Platform
from tests.support.postgres import Postgres
from tests.support.receiver import Answer, Arrived, Receiver, receiving

SERVER = Path(__file__).parents[2] / "server"
SETTINGS: dict[str, Any] = {
    "sweep_seconds": 0.1,
    "job_poll_seconds": 0.05,
    "webhook_allow_private": True,
    "webhook_retry_seconds": "0.2,0.2,0.2",
}
LEASE = 1.0
AT_ONCE = 4  # scenarios; each is mostly waiting


def fault_points() -> list[str]:
    """Every `fault.point("…")` in the source."""
    points = []
    for path in sorted(SERVER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and (node.func.attr, getattr(node.func.value, "id", "")) == ("point", "fault")
            ):
                (name,) = node.args
                assert isinstance(name, ast.Constant), "the name of a fault point is a literal"
                points.append(str(name.value))
    assert len(points) == len(set(points)), "two fault points of one name"
    return points


POINTS = fault_points()


class Scenario:
    """An installation with something to do for each fault point, and the processes on it."""

    def __init__(self, folder: Path, database_url: str, receiver: Receiver | None = None) -> None:
        folder.mkdir()
        self.folder, self.url = folder, database_url
        self.platform = Platform(folder, database_url, jobs="external", webhook_allow_private=True).start()
        self.ada = self.platform.user()
        self.receiver = receiver
        self.processes: list[BaseProcess] = []

    def start(self, **settings: Any) -> BaseProcess:
        """A process that runs jobs."""
        part = "embedded" if self.platform.database.is_sqlite else "worker"
        process = child.start(self.folder, self.url, {"jobs": part, "job_lease_seconds": LEASE, **SETTINGS, **settings})
        self.processes.append(process)
        return process

    def close(self) -> None:
        """End what still runs."""
        for process in self.processes:
            if process.is_alive():
                process.kill()
            process.join()
            process.close()
        self.platform.stop()

    def seed(self) -> dict[str, str]:
        """Deployments that touch every step; answers how each must end."""
        platform, ada = self.platform, self.ada
        site = {
            "/index.html": child.TEXT,
            "/_redirects": b"/old /new\nnonsense\n",
            **{f"/{number}.txt": b"%d\n" % number * 600 for number in range(5)},
        }
        if self.receiver is not None:
            self.subscribe(self.receiver)
        first, second, third = platform.project(ada), platform.project(ada), platform.project(ada)
        cancelled = platform.deploy(ada, third, {"/gone.txt": b"gone"})
        platform.cancel(ada, cancelled)  # its files are the sweep's
        before = platform.deploy(ada, first, template="landing")
        runner.run(platform.services, before)  # so that the next one stores what is there already
        return {
            cancelled: "cancelled",
            before: "success",
            platform.deploy(ada, first, template="landing"): "success",
            platform.deploy(ada, third, template="docs"): "success",
            platform.deploy(ada, second, site): "success",
            platform.deploy(ada, second, {**site, "/new.html": child.TEXT + b"new"}): "success",
            platform.deploy(ada, third, template="nonsense"): "failed",
        }

    def subscribe(self, receiver: Receiver) -> None:
        """A webhook for every event, and one whose receiver does not want any more."""
        self.path = f"/{new_id('hook')}"
        with self.platform.database.transaction(write=True) as session:
            for path in (self.path, "/gone"):
                body = {"url": receiver.url + path, "events": ["*"]}
                webhooks.create(session, self.ada, body, self.platform.settings)

    def told(self) -> None:
        """Wait until every event has arrived, signed alike each time, and every delivery has ended."""
        assert self.receiver is not None
        events, deliveries = table_of(Event), table_of(WebhookDelivery)
        deadline = time.monotonic() + 60
        while True:
            with self.platform.database.transaction(write=False) as session:
                expected = {row.id: row for row in session.connection().execute(sa.select(events))}
                waiting = session.scalar(sa.select(sa.func.count()).where(deliveries.c.status == "waiting"))
            arrived = [each for each in self.receiver.arrived if each.path == self.path]
            if not waiting and {each.headers["webhook-id"] for each in arrived} == set(expected):
                break
            assert time.monotonic() < deadline, f"{len(arrived)} of {len(expected)} arrived, {waiting} wait"
            time.sleep(0.1)
        assert sorted(row.sequence for row in expected.values()) == list(range(1, len(expected) + 1))
        for each in arrived:
            row = expected[each.headers["webhook-id"]]
            assert (each.body.decode(), each.headers["webhook-sequence"]) == (row.body, str(row.sequence))
        again = len(arrived) - len(expected)
        assert again <= 2, f"{again} came twice, and a kill should cost one for each webhook at most"
        kinds = [row.type for row in expected.values()]
        assert kinds.count("deployment.started") == kinds.count("deployment.completed") + 1  # one of them failed
        assert kinds.count("webhook.disabled") == 1

    def wait_until_building(self, deployment_id: str) -> None:
        """Return in the midst of the build."""
        deadline = time.monotonic() + 20
        while self.platform.row(deployment_id).status != "building":
            assert time.monotonic() < deadline
            time.sleep(0.002)

    def settle(self, expected: dict[str, str]) -> None:
        """Wait until everything has ended and been tidied up, by the processes alone, and check every promise."""
        ended = {each: self.platform.ended(each, 120).status for each in expected}
        assert ended == expected
        deadline = time.monotonic() + 30
        while True:
            try:
                self.platform.assert_consistent()
                return
            except (AssertionError, FileNotFoundError):
                if time.monotonic() > deadline:
                    raise
                if not self.platform.database.is_sqlite:
                    # An upload may be under way in another process, so a worker waits for an hour.
                    sweep.sweep_orphans(self.platform.services, threading.Event(), clock.now() - timedelta(seconds=5))
                time.sleep(0.1)


def large_site() -> dict[str, bytes]:
    """One whose build takes a second or more: 12 MB that are worth compressing."""
    return {f"/{number}.html": os.urandom(20_000).hex().encode() for number in range(300)}


def well_or_gone(arrived: Arrived, _: object) -> Answer:
    """One webhook's receiver is well, the other's has gone."""
    return Answer(410 if arrived.path == "/gone" else 204)


def killed_at(scenario: Scenario, point: str) -> None:
    """A process that is killed at `point`; then another one, on SQLite in its place, on PostgreSQL beside it."""
    try:
        expected = scenario.seed()
        victim = scenario.start(fault_point=point)
        victim.join(90)
        assert victim.exitcode == -signal.SIGKILL, f"nothing came to {point}"
        scenario.start()
        scenario.settle(expected)
        scenario.told()
    finally:
        scenario.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def outcomes(request: pytest.FixtureRequest, folder: Path) -> Iterator[dict[str, Future[None]]]:
    """How each fault point was survived: all are tried at once, a few at a time."""
    postgres: Postgres | None = None if request.param == "sqlite" else request.getfixturevalue("postgres")

    def survive(point: str) -> None:
        url = postgres.create() if postgres is not None else ""
        killed_at(Scenario(folder / f"{request.param}-{point}", url, receiver), point)

    with receiving() as receiver, ThreadPoolExecutor(AT_ONCE) as pool:
        receiver.answer = well_or_gone
        yield {point: pool.submit(survive, point) for point in POINTS}


class TestEveryFaultPoint:
    @pytest.mark.parametrize("point", POINTS)
    def test_is_survived(self, outcomes: dict[str, Future[None]], point: str) -> None:
        outcomes[point].result()

    def test_stands_between_any_two_steps(self) -> None:
        for step in ("begin", "materialise", "check", "compress", "publish", "fail", "sweep"):
            assert {f"{step}.before_commit", f"{step}.after_commit"} <= set(POINTS)

    def test_stands_between_any_two_writes_of_a_delivery(self) -> None:
        steps = ("before_send", "after_send", "after_attempts", "after_deliveries", "after_webhooks", "before_commit")
        assert {f"deliver.{step}" for step in (*steps, "after_commit")} <= set(POINTS)
        assert {"lanes.before_claim", "lanes.after_claim"} <= set(POINTS)
        assert {"record.before_fan_out", "record.after_fan_out"} <= set(POINTS)


@pytest.fixture(params=["sqlite", "postgresql"])
def scenario(request: pytest.FixtureRequest, folder: Path) -> Iterator[Scenario]:
    """An installation of the test's own."""
    url = request.getfixturevalue("postgres").create() if request.param == "postgresql" else ""
    scenario = Scenario(folder / new_id("scenario"), url)
    yield scenario
    scenario.close()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


class TestUnderLoad:
    def test_kills_at_random_moments_lose_nothing_that_was_acknowledged(
        self, scenario: Scenario, request: pytest.FixtureRequest
    ) -> None:
        kills = 80 if request.config.getoption("--longer", default=False) else 7
        chance = random.Random(4)
        projects = [scenario.platform.project(scenario.ada) for _ in range(6)]
        count = 1 if scenario.platform.database.is_sqlite else 2

        def start() -> BaseProcess:
            part = "embedded" if count == 1 else "worker"
            settings = {"jobs": part, "job_lease_seconds": 2, **SETTINGS}
            process = child.start(scenario.folder, scenario.url, settings, deploy_as=(scenario.ada, projects))
            scenario.processes.append(process)
            return process

        acknowledgements = scenario.folder / "acknowledged"
        running = [start() for _ in range(count)]
        for _ in range(kills):
            before, patience = _size(acknowledgements), time.monotonic() + 20
            while _size(acknowledgements) == before and time.monotonic() < patience:
                time.sleep(0.05)
            time.sleep(chance.uniform(0, 1))
            victim = chance.randrange(count)
            running[victim].kill()
            running[victim].join()
            running[victim] = start()
        for process in running:
            process.kill()
            process.join()
        scenario.start()

        acknowledged = acknowledgements.read_text().split()
        assert len(acknowledged) > kills
        # Whatever is there at four kills is held to be their cause. That nobody forgets it is what matters.
        ended = {each: scenario.platform.ended(each, 120) for each in acknowledged}
        given_up = {each for each, row in ended.items() if row.error_code == "build_crashed"}
        assert len(given_up) <= scenario.platform.settings.job_concurrency
        scenario.settle({each: "failed" if each in given_up else "success" for each in acknowledged})

    def test_a_job_that_brings_down_every_process_is_given_up(self, scenario: Scenario) -> None:
        poison = scenario.platform.deploy(scenario.ada, scenario.platform.project(scenario.ada))
        for _ in range(4):
            victim = scenario.start(fault_point="begin.after_commit")
            victim.join(90)
            assert victim.exitcode == -signal.SIGKILL
        scenario.start(fault_point="begin.after_commit")

        row = scenario.platform.ended(poison)
        assert (row.status, row.error_code) == ("failed", "build_crashed")
        after = scenario.platform.deploy(scenario.ada, scenario.platform.project(scenario.ada), template="nonsense")
        with scenario.platform.database.transaction(write=True) as session:
            assert states.move(session, after, to="cancelled", from_=states.OPEN, completed_at=clock.now())


class TestATermination:
    def test_in_the_midst_of_a_build_leaves_it_to_the_next_start(self, scenario: Scenario) -> None:
        ada, platform = scenario.ada, scenario.platform
        impatient = scenario.start(drain_seconds=0)
        slow = platform.deploy(ada, platform.project(ada), large_site())
        scenario.wait_until_building(slow)
        impatient.terminate()
        impatient.join(10)
        assert impatient.exitcode == 0
        assert platform.row(slow).status == "building"
        scenario.start()
        scenario.settle({slow: "success"})


class TestAStoppedWorker:
    """`kill -STOP`, or a machine that is cut off: it holds its locks, and may come back when nobody expects it."""

    @pytest.mark.parametrize("point", ["begin.before_commit", "materialise.after_ingest"])
    def test_is_taken_over_whatever_it_had_locked_and_leaves_at_once_when_it_goes_on(
        self, postgres: Postgres, folder: Path, point: str
    ) -> None:
        scenario = Scenario(folder / new_id("stopped"), postgres.create())
        try:
            stopped = scenario.start(fault_point=f"{point}:stop")
            project = scenario.platform.project(scenario.ada)
            expected = {scenario.platform.deploy(scenario.ada, project, template="landing"): "success"}
            assert stopped.pid is not None
            _wait_until_stopped(stopped.pid)
            scenario.start()
            scenario.settle(expected)
            os.kill(stopped.pid, signal.SIGCONT)
            stopped.join(10)
            assert stopped.exitcode == EXIT_STATUS
            scenario.settle(expected)
        finally:
            scenario.close()


def _wait_until_stopped(pid: int) -> None:
    deadline = time.monotonic() + 60
    while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
        assert time.monotonic() < deadline
        time.sleep(0.01)
