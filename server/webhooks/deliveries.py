"""What was and is being sent to a webhook: looked at, sent again, replayed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.auth.actor import Actor
from server.events.record import COLUMNS, delivery_values, record
from server.events.types import condition
from server.kit import clock
from server.kit.database import Row, table_of
from server.kit.errors import NotFound
from server.kit.pagination import Pages
from server.models import Event, Webhook, WebhookAttempt, WebhookDelivery
from server.webhooks import service, views

MOST_ATTEMPTS = 50  # that are shown

_webhooks = table_of(Webhook)
_deliveries = table_of(WebhookDelivery)
_attempts = table_of(WebhookAttempt)
_events = table_of(Event)

_rows = sa.select(_deliveries)
_by_id = _rows.where(_deliveries.c.webhook_id == sa.bindparam("webhook_id"), _deliveries.c.id == sa.bindparam("id"))
_body = sa.select(_events.c.body).where(_events.c.id == sa.bindparam("id"))
_last_attempts = (
    sa.select(_attempts)
    .where(_attempts.c.delivery_id == sa.bindparam("id"), _attempts.c.number <= sa.bindparam("count"))
    .order_by(_attempts.c.number.desc())
    .limit(MOST_ATTEMPTS)
)
# Anew, whatever became of it: the round tells a worker that is sending it at this moment that there is another to come.
_again = {"status": "waiting", "round": _deliveries.c.round + 1, "try_count": 0, "completed_at": None}


def list_page(
    session: Session,
    actor: Actor,
    webhook_id: str,
    *,
    page: int,
    limit: int,
    status: str | None,
    type: str | None,  # noqa: A002  (the parameter's name in the contract)
    event: str | None,
) -> tuple[list[Row], int]:
    """One page of a webhook's deliveries, the newest event first, and how many there are."""
    service.get(session, actor, webhook_id)
    wanted = {"status": status, "event_type": type, "event_id": event}
    conditions = [_deliveries.c.webhook_id == sa.bindparam("webhook_id")]
    values: dict[str, Any] = {"webhook_id": webhook_id}
    for name, value in wanted.items():
        if value is not None:
            conditions.append(_deliveries.c[name] == sa.bindparam(name))
            values[name] = value
    pages = Pages(_rows, _deliveries, conditions, _deliveries.c.sequence.desc())
    return pages.read(session, values, page=page, limit=limit)


def get(session: Session, actor: Actor, webhook_id: str, delivery_id: str) -> tuple[Row, str, list[Row]]:
    """A delivery, the body that is sent, and its last attempts, the first one first."""
    service.get(session, actor, webhook_id)
    row = _one(session, webhook_id, delivery_id)
    connection = session.connection()
    body = connection.execute(_body, {"id": row.event_id}).scalar_one()
    # One that is written between the two is not shown yet: the delivery's own fields do not know of it.
    attempts = connection.execute(_last_attempts, {"id": delivery_id, "count": row.attempt_count}).all()
    return row, body, list(reversed(attempts))


def redeliver(session: Session, actor: Actor, webhook_id: str, delivery_id: str) -> Row:
    """Send it again at once, with all its retries."""
    service.enabled(session, actor, webhook_id)
    _one(session, webhook_id, delivery_id)
    session.connection().execute(
        _deliveries.update().where(_deliveries.c.id == delivery_id).values(**_again, next_attempt_at=clock.now())
    )
    return _one(session, webhook_id, delivery_id)


def test(session: Session, actor: Actor, webhook_id: str) -> Row:
    """Send an event `webhook.test` to this webhook alone."""
    row = service.enabled(session, actor, webhook_id)
    event_id = record(session, row.owner_id, "webhook.test", {"webhook": views.in_event(row)}, only=webhook_id)
    its_event = _deliveries.c.event_id == event_id
    return session.connection().execute(_rows.where(_deliveries.c.webhook_id == webhook_id, its_event)).one()


def replay(session: Session, actor: Actor, webhook_id: str, *, scope: str, since: str | None) -> int:
    """Send again what failed and, for `missed`, what was never on its way. Answers how many deliveries that makes."""
    row = service.enabled(session, actor, webhook_id)
    connection, now = session.connection(), clock.now()
    recent = [_events.c.created_at >= clock.read(since, "since")] if since is not None else []
    failed = sa.select(_events.c.id).where(_events.c.id == _deliveries.c.event_id, *recent)
    count: int = connection.execute(
        _deliveries.update()
        .where(_deliveries.c.webhook_id == webhook_id, _deliveries.c.status == "failed", failed.exists())
        .values(**_again, next_attempt_at=now)
    ).rowcount
    if scope == "failed":
        return count
    # A test is for one webhook; and what happened to a webhook was not meant for itself.
    takes = sa.and_(condition(_events.c.type, row.events), _events.c.type != "webhook.test")
    if row.projects:
        takes = sa.and_(takes, _events.c.project_id.in_(row.projects))
    known = sa.exists().where(_deliveries.c.webhook_id == webhook_id, _deliveries.c.event_id == _events.c.id)
    at = sa.bindparam("now", now, type_=_events.c.created_at.type)
    made = connection.execute(
        _deliveries.insert().from_select(
            COLUMNS,
            sa.select(*delivery_values(_events.c.id, _events.c.type, _events.c.sequence, at))
            .select_from(_events.join(_webhooks, _webhooks.c.id == webhook_id))
            .where(_events.c.owner_id == row.owner_id, *recent, takes, ~known),
        ),
        execution_options={"preserve_rowcount": True},
    )
    return count + made.rowcount


def _one(session: Session, webhook_id: str, delivery_id: str) -> Row:
    row = session.connection().execute(_by_id, {"webhook_id": webhook_id, "id": delivery_id}).first()
    if row is None:
        raise NotFound.of("delivery")
    return row
