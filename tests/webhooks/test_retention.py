"""What is removed, and when."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

from server.auth.actor import Actor
from server.kit import clock
from server.kit.database import table_of
from server.models import Event, WebhookDelivery
from server.webhooks import retention
from tests.support.platform import Platform
from tests.support.receiver import Answer, Receiver
from tests.webhooks.delivering import ended, send, subscribe


@pytest.fixture
def ada(platform: Platform) -> Actor:
    return platform.user()


class TestRetention:
    def test_removes_what_is_old_and_does_not_wait(self, platform: Platform, ada: Actor, receiver: Receiver) -> None:
        webhook, _ = subscribe(platform, ada, receiver.url)
        done = send(platform, ada, webhook)
        ended(platform, ada, done, webhook)
        receiver.answer = lambda *_: Answer(500, {"Retry-After": "3600"})
        waiting = send(platform, ada, webhook)
        receiver.wait(2)
        time.sleep(0.2)
        assert retention.sweep(platform.services, threading.Event()) == 0
        with clock.frozen(clock.now() + timedelta(days=91)):
            assert retention.sweep(platform.services, threading.Event()) >= 1
        its, its_event = table_of(WebhookDelivery).c, table_of(Event).c
        with platform.database.transaction(write=False) as session:
            left = session.connection().execute(sa.select(its.id).where(its.webhook_id == webhook)).scalars().all()
            events = session.scalars(sa.select(its_event.sequence).where(its_event.owner_id == ada.user_id)).all()
        assert (left, events) == ([waiting], [2])
