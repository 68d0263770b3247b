"""Removes events that are older than they are kept, and with them what was delivered of them."""

from __future__ import annotations

import threading
from datetime import timedelta

import sqlalchemy as sa

from server.kit import clock
from server.kit.database import table_of
from server.kit.log import get_logger
from server.kit.services import Services
from server.models import Event, WebhookDelivery

log = get_logger(__name__)

BATCH = 200
PAUSE_SECONDS = 0.1

_events = table_of(Event)
_deliveries = table_of(WebhookDelivery)

_waits = sa.exists().where(_deliveries.c.event_id == _events.c.id, _deliveries.c.next_attempt_at.is_not(None))
_old = (
    sa.select(_events.c.id)
    .where(_events.c.created_at < sa.bindparam("before", type_=_events.c.created_at.type), ~_waits)
    .order_by(_events.c.created_at)
    .limit(BATCH)
)


def sweep(services: Services, stopping: threading.Event) -> int:
    """Remove what is too old, in paced batches, and answer how many events that were. What still waits stays."""
    before = clock.now() - timedelta(days=services.settings.event_days)
    removed = 0
    while True:
        with services.database.transaction(write=True) as session:
            connection = session.connection()
            ids = connection.execute(_old, {"before": before}).scalars().all()
            connection.execute(_events.delete().where(_events.c.id.in_(ids)))
        removed += len(ids)
        if len(ids) < BATCH or stopping.wait(PAUSE_SECONDS):
            break
    if removed:
        log.info("events_removed", count=removed)
    return removed
