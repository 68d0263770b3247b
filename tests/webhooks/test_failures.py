"""Receivers that fail, and what becomes of their events and of everybody else's."""

from __future__ import annotations

import json
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from server.auth.actor import Actor
from server.events.record import record
from server.kit import clock
from server.kit.database import table_of
from server.models import Webhook
from server.webhooks import deliveries, egress, outcome
from server.webhooks.egress import Reply
from tests.support import contract_events
from tests.support.platform import Platform
from tests.support.receiver import Answer, Receiver, receiving
from tests.webhooks.delivering import SETTINGS, count, ended, look, send, state, subscribe, until


@pytest.fixture
def ada(platform: Platform) -> Actor:
    return platform.user()


class TestAReceiverThatFails:
    def test_is_tried_again_and_each_attempt_is_there_to_see(
        self, platform: Platform, ada: Actor, receiver: Receiver
    ) -> None:
        answers = iter([Answer(500, {"X-Reason": "tired"}, b"not\0now"), Answer(302, {"Location": "/"}), Answer(200)])
        receiver.answer = lambda *_: next(answers)
        webhook, _ = subscribe(platform, ada, receiver.url)
        row = ended(platform, ada, delivery := send(platform, ada, webhook), webhook)
        assert (row.status, row.attempt_count, row.last_error, row.last_response_status) == ("delivered", 3, None, 200)
        _, attempts = look(platform, ada, delivery, webhook)
        assert [(each.number, each.response_status) for each in attempts] == [(1, 500), (2, 302), (3, 200)]
        assert ["x-reason", "tired"] in attempts[0].response_headers
        assert attempts[0].response_body == "not\ufffdnow"
        assert "redirects are not followed" in attempts[1].error
        assert len({each.headers["webhook-id"] for each in receiver.arrived}) == 1
        assert len({each.body for each in receiver.arrived}) == 1
        assert state(platform, webhook).failing_since is None

    def test_for_good_is_given_up_after_the_last_attempt_and_can_be_sent_again(
        self, platform: Platform, ada: Actor, receiver: Receiver
    ) -> None:
        receiver.answer = lambda *_: Answer(503)
        webhook, _ = subscribe(platform, ada, receiver.url)
        row = ended(platform, ada, delivery := send(platform, ada, webhook), webhook)
        assert (row.status, row.attempt_count, row.next_attempt_at) == ("failed", 3, None)
        assert state(platform, webhook).failing_since is not None
        receiver.answer = lambda *_: Answer(200)
        with platform.database.transaction(write=True) as session:
            assert deliveries.redeliver(session, ada, webhook, delivery).status == "waiting"
        row = ended(platform, ada, delivery, webhook)
        assert (row.status, row.attempt_count) == ("delivered", 4)
        assert state(platform, webhook).failing_since is None

    def test_that_is_being_sent_to_is_sent_to_again_on_request(
        self, platform: Platform, ada: Actor, receiver: Receiver
    ) -> None:
        goes_on = threading.Event()

        def slowly(*_: object) -> Answer:
            goes_on.wait(10)
            return Answer(200)

        receiver.answer = slowly
        webhook, _ = subscribe(platform, ada, receiver.url)
        delivery = send(platform, ada, webhook)
        receiver.wait(1)
        with platform.database.transaction(write=True) as session:
            deliveries.redeliver(session, ada, webhook, delivery)
        goes_on.set()
        receiver.wait(2)
        row = ended(platform, ada, delivery, webhook)
        assert (row.status, row.attempt_count, row.try_count) == ("delivered", 2, 1)

    def test_is_not_asked_before_its_retry_after(self, platform: Platform, ada: Actor, receiver: Receiver) -> None:
        receiver.answer = lambda *_: Answer(429, {"Retry-After": "3600"})
        webhook, _ = subscribe(platform, ada, receiver.url)
        delivery = send(platform, ada, webhook)
        until(lambda: look(platform, ada, delivery, webhook)[1])
        row, attempts = look(platform, ada, delivery, webhook)
        assert (row.status, len(attempts)) == ("waiting", 1)
        assert timedelta(minutes=59) < row.next_attempt_at - clock.now() <= timedelta(minutes=60)

    def test_with_a_retry_after_that_no_clock_has_is_tried_as_often_as_any_other(
        self, platform: Platform, ada: Actor, receiver: Receiver
    ) -> None:
        hostile = "Mon, 01 Jan 2030 00:00:00 +99999999999999999999"
        receiver.answer = lambda *_: Answer(500, {"Retry-After": hostile})
        webhook, _ = subscribe(platform, ada, receiver.url)
        row = ended(platform, ada, delivery := send(platform, ada, webhook), webhook)
        assert (row.status, row.attempt_count, len(receiver.arrived)) == ("failed", 3, 3)
        _, attempts = look(platform, ada, delivery, webhook)
        assert ["retry-after", hostile] in attempts[0].response_headers
        assert state(platform, webhook).failure_count == 3

    def test_with_what_nobody_has_thought_of_is_tried_as_often_as_any_other(
        self, platform: Platform, ada: Actor, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """And the results that are written with it are written."""
        known = outcome.retry_after

        def retry_after(reply: Reply, now: datetime) -> timedelta:
            if reply.header("retry-after") == "odd":
                raise RuntimeError
            return known(reply, now)

        monkeypatch.setattr(outcome, "retry_after", retry_after)
        receiver.answer = lambda *_: Answer(500, {"Retry-After": "odd"})
        webhook, _ = subscribe(platform, ada, receiver.url)
        with receiving() as well:
            other, _ = subscribe(platform, ada, well.url)
            sent = [(send(platform, ada, each), each) for each in (webhook, other) for _ in range(3)]
            rows = [ended(platform, ada, delivery, each) for delivery, each in sent]
        assert [(each.status, each.attempt_count) for each in rows] == [("failed", 3)] * 3 + [("delivered", 1)] * 3
        _, attempts = look(platform, ada, *sent[0])
        assert attempts[0].error == "What came back could not be read, so it counts as no answer."
        assert (len(receiver.arrived), len(well.arrived)) == (9, 3)

    def test_with_what_the_database_does_not_take_is_tried_as_often_as_any_other(
        self, platform: Platform, ada: Actor, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(egress, "storable", lambda text: text + "\ud800")
        receiver.answer = lambda *_: Answer(500, {}, b"no\0text")
        webhook, _ = subscribe(platform, ada, receiver.url)
        row = ended(platform, ada, delivery := send(platform, ada, webhook), webhook)
        assert (row.status, row.attempt_count, len(receiver.arrived)) == ("failed", 3, 3)
        _, attempts = look(platform, ada, delivery, webhook)
        assert (attempts[0].response_status, attempts[0].response_body) == (None, "")

    def test_with_410_disables_its_webhook_and_the_others_are_told(
        self, platform: Platform, ada: Actor, receiver: Receiver
    ) -> None:
        receiver.answer = lambda arrived, _: Answer(410 if arrived.path == "/gone" else 204)
        webhook, _ = subscribe(platform, ada, f"{receiver.url}/gone")
        subscribe(platform, ada, f"{receiver.url}/other", "webhook.disabled")
        ended(platform, ada, delivery := send(platform, ada, webhook), webhook)
        (told,) = receiver.wait(1, path="/other")
        assert json.loads(told.body)["data"]["webhook"] == {
            "id": webhook,
            "url": f"{receiver.url}/gone",
            "status": "disabled",
            "disabled_reason": "gone",
        }
        row = state(platform, webhook)
        assert (row.status, row.disabled_reason) == ("disabled", "gone")
        assert look(platform, ada, delivery, webhook)[0].status == "failed"
        platform.project(ada)
        time.sleep(0.3)
        assert len(receiver.wait(1, path="/gone")) == 1
        assert count(platform, ada, webhook) == 1, "none is made that nobody would send"

    def test_for_five_days_disables_its_webhook_and_what_waits_is_given_up(
        self, platform: Platform, ada: Actor, receiver: Receiver
    ) -> None:
        receiver.answer = lambda *_: Answer(500, {"Retry-After": "600"})
        webhook, _ = subscribe(platform, ada, receiver.url)
        first = send(platform, ada, webhook)
        until(lambda: look(platform, ada, first, webhook)[1] and state(platform, webhook).failing_since)
        table = table_of(Webhook)
        with platform.database.transaction(write=True) as session:
            long_ago = clock.now() - timedelta(days=5)
            session.connection().execute(sa.update(table).where(table.c.id == webhook).values(failing_since=long_ago))
        second = send(platform, ada, webhook)
        assert ended(platform, ada, second, webhook).status == "failed"
        row, _ = look(platform, ada, first, webhook)
        assert (row.status, row.last_error, row.next_attempt_at) == ("failed", "The webhook was disabled.", None)
        assert state(platform, webhook).disabled_reason == "failing"

    def test_delays_nobody_else(self, tmp_path: Path, request: pytest.FixtureRequest) -> None:
        platform = Platform(
            tmp_path, "", **SETTINGS, webhook_timeout_seconds=30, webhook_concurrency=4, drain_seconds=0
        )
        platform.start()
        request.addfinalizer(platform.stop)
        ada = platform.user()
        with receiving() as dead, receiving() as well:
            dead.answer = lambda *_: time.sleep(20)  # type: ignore[func-returns-value]
            table = table_of(Webhook)
            silent = [subscribe(platform, ada, f"{dead.url}/{number}", "project.*")[0] for number in range(8)]
            with platform.database.transaction(write=True) as session:
                session.connection().execute(sa.update(table).values(is_slow=True))  # as after the first timeout
            lively, _ = subscribe(platform, ada, well.url)
            with platform.database.transaction(write=True) as session:
                for _ in range(3):  # in one, so that no lane begins with the first alone
                    record(session, ada.user_id, "project.updated", contract_events.example("project.updated"))
            platform.services.changes.bump()
            dead.wait(12)
            assert len({each.path for each in dead.arrived}) == 4, "no more of them at once than may be"
            began = time.monotonic()
            for _ in range(10):
                send(platform, ada, lively)
            well.wait(13, seconds=5)
            assert time.monotonic() - began < 5
            assert len(dead.arrived) <= 4 * 8
            assert silent
