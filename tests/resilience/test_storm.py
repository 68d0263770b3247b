"""Webhooks in a storm: many events to many webhooks while the server is killed with kill -9 at random and each receiver
fails half of the time. Nothing may be lost; what comes twice, or out of order, is counted and explained.

`--longer`: 10,000 events to 20 webhooks, with a kill every few seconds; `--storm-events=1000`: so many.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from server.auth.actor import Actor
from server.events.record import record
from server.kit.database import table_of
from server.kit.ids import new_id
from server.models import Event, WebhookAttempt, WebhookDelivery
from server.webhooks import service
from tests.resilience import child
from tests.resilience.crowd import Crowd
from tests.support import contract_events
from tests.support.platform import Platform

events = table_of(Event)
deliveries = table_of(WebhookDelivery)
attempts = table_of(WebhookAttempt)
SETTINGS: dict[str, Any] = {
    "webhook_allow_private": True,
    "webhook_retry_seconds": ",".join(["0.5"] * 60),
    "webhook_timeout_seconds": 5,
    "job_lease_seconds": 1,
    "job_poll_seconds": 0.2,
}
BURST, PAUSE_SECONDS = 50, 0.5  # of the events: how many at once, and how long between


class Storm:
    """An installation, its processes, its receivers, and what they saw."""

    def __init__(self, platform: Platform, crowd: Crowd, *, webhooks: int, workers: int) -> None:
        self.platform, self.crowd, self.workers = platform, crowd, workers
        self.ada: Actor = platform.user()
        self.paths = [f"/{number}" for number in range(webhooks)]
        with platform.database.transaction(write=True) as session:
            for path in self.paths:
                body = {"url": crowd.url + path, "events": ["*"]}
                service.create(session, self.ada, body, platform.settings)
        self.kills = 0

    def start(self) -> BaseProcess:
        """A process that delivers."""
        part = "embedded" if self.platform.database.is_sqlite else "worker"
        settings = self.platform.settings
        return child.start(settings.data_dir, settings.database_url, {"jobs": part, **SETTINGS})

    def run(self, count: int, *, kill_every: tuple[float, float], kills: int) -> float:
        """Record events in one thread, kill in this one, until everything has been delivered. Answers the seconds."""
        began = time.monotonic()
        recorder = threading.Thread(target=self._record, args=(count,), daemon=True)
        recorder.start()
        running = [self.start() for _ in range(self.workers)]
        chance = random.Random(11)
        while recorder.is_alive() or self.waiting():
            assert time.monotonic() - began < 3000, f"{self.waiting()} still wait"
            if self.kills < kills:
                victim = chance.randrange(self.workers)
                if chance.random() < 0.8:  # the others are killed while they start
                    self.wait_until_started(running[victim])
                time.sleep(chance.uniform(*kill_every))
                running[victim].kill()
                running[victim].join()
                running[victim] = self.start()
                self.kills += 1
            else:
                time.sleep(0.2)
        for each in running:
            each.terminate()
            each.join(20)
            each.close()
        return time.monotonic() - began

    def wait_until_started(self, process: BaseProcess) -> None:
        """Return when it delivers: on a busy machine that takes longer than there is between two kills."""
        started, deadline = self.platform.settings.data_dir / child.STARTED, time.monotonic() + 60
        while not started.exists() or str(process.pid) not in started.read_text().split():
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def _record(self, count: int) -> None:
        """In bursts. Without a pause in between a single writer would keep SQLite's lock to itself: whoever waits for
        it in another process looks again only now and then. A server's own requests take turns with its deliveries."""
        for number in range(count):
            if number % BURST == 0:
                time.sleep(PAUSE_SECONDS)
            with self.platform.database.transaction(write=True) as session:
                record(session, self.ada.user_id, "project.updated", contract_events.example("project.updated"))
            if number % 20 == 0:
                self.platform.services.changes.bump()

    def waiting(self) -> int:
        """Deliveries that have not ended."""
        count = sa.select(sa.func.count()).where(deliveries.c.next_attempt_at.is_not(None))
        with self.platform.database.transaction(write=False) as session:
            return session.scalar(count) or 0

    def figures(self, seconds: float, count: int) -> dict[str, Any]:
        """What there is to say about it."""
        expected = set(range(1, count + 1))
        everything = self.crowd.seen()
        taken = {path: Counter(number for number, well in everything[path] if well) for path in self.paths}
        with self.platform.database.transaction(write=False) as session:
            written = session.scalar(sa.select(sa.func.count()).select_from(attempts)) or 0
            statuses = dict(session.execute(sa.select(deliveries.c.status, sa.func.count()).group_by("status")).all())
            last = session.scalar(sa.select(sa.func.max(events.c.sequence)))
        assert last == count
        arrived = sum(len(each) for each in everything.values())
        firsts = {path: list(dict.fromkeys(number for number, _ in seen)) for path, seen in everything.items()}
        return {
            "database": "SQLite" if self.platform.database.is_sqlite else "PostgreSQL",
            "events": count,
            "webhooks": len(self.paths),
            "workers": self.workers,
            "kills": self.kills,
            "seconds": round(seconds, 1),
            "deliveries": sum(statuses.values()),
            "delivered": statuses.get("delivered", 0),
            "lost": sum(len(expected - set(each)) for each in taken.values()),
            "requests": arrived,
            "requests_per_second": round(arrived / seconds),
            "deliveries_per_second": round(statuses.get("delivered", 0) / seconds),
            "taken_twice": sum(count - 1 for each in taken.values() for count in each.values()),
            "sent_and_not_written": arrived - written,
            "first_attempts_out_of_order": sum(
                1 for each in firsts.values() for before, after in zip(each, each[1:], strict=False) if after < before
            ),
            "taken_out_of_order_and_never_tried_before": sum(
                1
                for path in self.paths
                for before, after, was_tried in _in_turn(everything[path])
                if after < before and not was_tried
            ),
            "taken_out_of_order": sum(
                1 for path in self.paths for before, after, _ in _in_turn(everything[path]) if after < before
            ),
        }


def _in_turn(seen: list[tuple[int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """Each two events that were taken one after the other, and whether the second one had been tried before."""
    tried: set[int] = set()
    before = 0
    for number, well in seen:
        if well:
            yield before, number, number in tried
            before = number
        tried.add(number)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_is_lost_in_a_storm(
    request: pytest.FixtureRequest, folder: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    longer = request.config.getoption("--longer", default=False)
    wanted = request.config.getoption("--storm-events", default=0)
    longer = longer or wanted > 0
    count, webhooks, kills = (wanted or 10_000, 20, 10_000) if longer else (40, 5, 2)
    url = request.getfixturevalue("postgres").create() if database == "postgresql" else ""
    platform = Platform(folder / new_id("storm"), url, jobs="external", **SETTINGS).start()
    try:
        with Crowd(platform.settings.data_dir) as crowd:
            storm = Storm(platform, crowd, webhooks=webhooks, workers=2 if url else 1)
            seconds = storm.run(count, kill_every=(2, 6) if longer else (0.6, 1.2), kills=kills)
            figures = storm.figures(seconds, count)
    finally:
        platform.stop()
    with capsys.disabled():
        print(f"\n{json.dumps(figures)}")
    assert figures["lost"] == 0
    assert figures["delivered"] == figures["deliveries"] == count * webhooks
    # A kill costs what was under way: one event for each webhook, since no receiver is slow.
    assert figures["sent_and_not_written"] <= figures["kills"] * webhooks
    assert figures["taken_twice"] <= figures["sent_and_not_written"]
    # What comes out of order is what was tried again: an event never overtakes one that was never sent.
    assert figures["first_attempts_out_of_order"] == figures["taken_out_of_order_and_never_tried_before"] == 0
