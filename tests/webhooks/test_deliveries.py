"""Sent again: what failed, and what was missed."""

from __future__ import annotations

import json

import pytest

from server.auth.actor import Actor
from server.kit import clock
from server.webhooks import deliveries
from tests.support.platform import Platform
from tests.support.receiver import Answer, Receiver
from tests.webhooks.delivering import count, subscribe, until


@pytest.fixture
def ada(platform: Platform) -> Actor:
    return platform.user()


class TestReplay:
    def test_sends_what_failed_and_what_was_missed(self, platform: Platform, ada: Actor, receiver: Receiver) -> None:
        before = platform.project(ada)
        since = clock.now()
        missed = platform.project(ada)
        webhook, _ = subscribe(platform, ada, receiver.url, "project.*")
        receiver.answer = lambda *_: Answer(500)
        failed = platform.project(ada)
        receiver.wait(3)
        until(lambda: count(platform, ada, webhook, "failed") == 1)
        receiver.arrived.clear()
        receiver.answer = lambda *_: Answer()

        def replay(scope: str) -> int:
            with platform.database.transaction(write=True) as session:
                count = deliveries.replay(session, ada, webhook, scope=scope, since=clock.rfc3339(since))
            platform.services.changes.bump()
            return count

        assert replay("failed") == 1
        (again,) = receiver.wait(1)
        assert json.loads(again.body)["data"]["project"]["id"] == failed
        assert replay("failed") == 0
        assert replay("missed") == 1
        assert json.loads(receiver.wait(2)[1].body)["data"]["project"]["id"] == missed
        assert before not in str(receiver.arrived)
