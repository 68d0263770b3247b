"""What the lanes read and write: whom to serve, what is due, and what became of it.

A lane is a webhook that one worker serves, and only one: so it gets one event after the other, never more at once than
it shall, and a result that is written comes from who still serves it. The row says by whom; a worker that is dead is
not in `job_workers`, and on SQLite, where there is one process, nobody is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.kit import clock, fault
from server.kit.database import Database, Row, table_of
from server.kit.log import get_logger
from server.models import Event, JobWorker, Webhook, WebhookAttempt, WebhookDelivery, WebhookSecret
from server.webhooks import outcome, service
from server.webhooks.egress import Reply
from server.webhooks.outcome import Health

log = get_logger(__name__)

BATCH = 32

_webhooks = table_of(Webhook)
_deliveries = table_of(WebhookDelivery)
_attempts = table_of(WebhookAttempt)
_secrets = table_of(WebhookSecret)
_events = table_of(Event)
_workers = table_of(JobWorker)

_now = sa.bindparam("now", type_=_deliveries.c.created_at.type)
_is_due = sa.exists().where(_deliveries.c.webhook_id == _webhooks.c.id, _deliveries.c.next_attempt_at <= _now)
_is_free = sa.or_(
    _webhooks.c.lane_worker.is_(None),
    _webhooks.c.lane_worker == sa.bindparam("worker"),
    ~sa.exists().where(_workers.c.id == _webhooks.c.lane_worker),
)
_candidates = (
    sa.select(_webhooks.c.id)
    .where(
        _webhooks.c.status == "enabled",
        _webhooks.c.is_slow == sa.bindparam("slow"),
        _webhooks.c.id.not_in(sa.bindparam("mine", expanding=True)),
        _is_free,
        _is_due,
    )
    .order_by(_webhooks.c.lane_at.asc().nulls_first())  # who has waited longest
    .limit(sa.bindparam("row_limit"))
)
_due = (
    sa.select(
        _deliveries.c.id,
        _deliveries.c.webhook_id,
        _deliveries.c.event_id,
        _deliveries.c.sequence,
        _deliveries.c.attempt_count,
        _deliveries.c.round,
        _deliveries.c.try_count,
        _events.c.body,
        _webhooks.c.url,
    )
    .select_from(
        _deliveries.join(_events, _events.c.id == _deliveries.c.event_id).join(
            _webhooks, _webhooks.c.id == _deliveries.c.webhook_id
        )
    )
    .where(
        _deliveries.c.webhook_id == sa.bindparam("webhook_id"),
        _deliveries.c.next_attempt_at <= _now,
        _webhooks.c.status == "enabled",
    )
    .order_by(_deliveries.c.next_attempt_at, _deliveries.c.sequence)
    .limit(BATCH)
)
_signers = (
    sa.select(_secrets.c.webhook_id, _secrets.c.secret, _secrets.c.signing_key, _secrets.c.key_id)
    .where(
        _secrets.c.webhook_id == sa.bindparam("webhook_id"),
        sa.or_(_secrets.c.expires_at.is_(None), _secrets.c.expires_at > _now),
    )
    .order_by(_secrets.c.id.desc())
)
_held = (
    sa.select(
        _webhooks.c.id,
        _webhooks.c.status,
        _webhooks.c.failing_since,
        _webhooks.c.failure_count,
        _webhooks.c.is_slow,
    )
    .where(_webhooks.c.id.in_(sa.bindparam("ids", expanding=True)), _webhooks.c.lane_worker == sa.bindparam("worker"))
    .order_by(_webhooks.c.id)
    .with_for_update(key_share=True)  # those who record an event meanwhile only refer to the row, and need not wait
)
# What concerns the attempt counts in any case; what concerns the schedule, unless somebody has had it sent again since.
_same_round = _deliveries.c.round == sa.bindparam("its_round")
_after = (
    _deliveries.update()
    .where(_deliveries.c.id == sa.bindparam("its_id"))
    .values(
        attempt_count=sa.bindparam("number"),
        last_response_status=sa.bindparam("last_status"),
        last_error=sa.bindparam("error"),
        try_count=sa.case((_same_round, _deliveries.c.try_count + 1), else_=_deliveries.c.try_count),
        status=sa.case((_same_round, sa.bindparam("new_status")), else_=_deliveries.c.status),
        next_attempt_at=sa.case(
            (_same_round, sa.bindparam("next_at", type_=_now.type)), else_=_deliveries.c.next_attempt_at
        ),
        completed_at=sa.case(
            (_same_round, sa.bindparam("ended_at", type_=_now.type)), else_=_deliveries.c.completed_at
        ),
    )
)
_with_health = (
    _webhooks.update()
    .where(_webhooks.c.id == sa.bindparam("its_webhook"))
    .values({each.name: sa.bindparam(each.name) for each in fields(Health)})
)


@dataclass(frozen=True, slots=True)
class Result:
    """An attempt that was made."""

    delivery: Row
    reply: Reply


@dataclass(frozen=True, slots=True)
class Release:
    """The end of a lane."""

    webhook_id: str


def candidates(database: Database, worker: str, mine: Collection[str], *, slow: bool, limit: int) -> list[str]:
    """Webhooks that nobody serves and that have something due; who has waited longest first."""
    values = {"now": clock.now(), "worker": worker, "slow": slow, "mine": list(mine), "row_limit": limit}
    with database.transaction(write=False) as session:
        return list(session.connection().execute(_candidates, values).scalars())


def claim(database: Database, worker: str, webhook_ids: Sequence[str]) -> list[str]:
    """Those of these that this worker serves from now on; another one may have been faster."""
    with database.transaction(write=True) as session:
        taken = (
            session.connection()
            .execute(
                sa.update(_webhooks)
                .where(_webhooks.c.id.in_(webhook_ids), _is_free)
                .values(lane_worker=worker, lane_at=clock.now())
                .returning(_webhooks.c.id),
                {"worker": worker},
            )
            .scalars()
            .all()
        )
        fault.point("lanes.before_claim")
    fault.point("lanes.after_claim")
    return list(taken)


def due(database: Database, webhook_id: str) -> tuple[list[Row], list[Row]]:
    """What is to be sent to a webhook now, in its order, and the secrets to sign it with, sealed."""
    values = {"webhook_id": webhook_id, "now": clock.now()}
    with database.transaction(write=False) as session:
        connection = session.connection()
        rows = list(connection.execute(_due, values))
        secrets = list(connection.execute(_signers, values)) if rows else []
    rows.sort(key=lambda row: row.sequence)  # what is due again goes before what is newer
    return rows, secrets


def write(
    database: Database, worker: str, results: Sequence[Result], releases: Sequence[Release], schedule: Sequence[float]
) -> dict[str, bool]:
    """Write down what became of attempts, and end lanes, in one transaction.

    Answers for each webhook that is still this worker's whether it is enabled and as quick, or slow, as it was.
    """
    ids = sorted({each.delivery.webhook_id for each in results} | {each.webhook_id for each in releases})
    goes_on: dict[str, bool] = {}
    with database.transaction(write=True) as session:
        held = {row.id: row for row in session.connection().execute(_held, {"ids": ids, "worker": worker})}
        attempts, changes = [], []
        healths = {key: Health(row.failing_since, row.failure_count, row.is_slow) for key, row in held.items()}
        reasons: dict[str, str] = {}
        for each in results:
            webhook_id = each.delivery.webhook_id
            if webhook_id not in held:
                continue  # deleted, or another worker's by now
            enabled = held[webhook_id].status == "enabled"
            judged = _judge(each, healths[webhook_id], schedule, enabled=enabled)
            healths[webhook_id] = judged.health
            if judged.reason is not None and enabled:
                reasons.setdefault(webhook_id, judged.reason)
            attempts.append(judged.attempt)
            changes.append(judged.change)
        if attempts:
            session.connection().execute(_attempts.insert(), attempts)
            fault.point("deliver.after_attempts")
            session.connection().execute(_after, changes)
            fault.point("deliver.after_deliveries")
        changed = []
        for webhook_id, row in held.items():
            before = Health(row.failing_since, row.failure_count, row.is_slow)
            goes_on[webhook_id] = (
                row.status == "enabled" and webhook_id not in reasons and healths[webhook_id].is_slow == row.is_slow
            )
            if healths[webhook_id] != before:
                changed.append({"its_webhook": webhook_id, **asdict(healths[webhook_id])})
        if changed:
            session.connection().execute(_with_health, changed)
        _release(session, worker, releases)
        fault.point("deliver.after_webhooks")
        for webhook_id, reason in reasons.items():
            service.disable(session, webhook_id, reason)
        fault.point("deliver.before_commit")
    fault.point("deliver.after_commit")
    return goes_on


@dataclass(frozen=True, slots=True)
class _Judged:
    """What follows from a result."""

    health: Health
    reason: str | None  # why the webhook is disabled
    attempt: dict[str, Any]
    change: dict[str, Any]


def _judge(result: Result, before: Health, schedule: Sequence[float], *, enabled: bool) -> _Judged:
    try:
        health = outcome.health_after(before, result.reply)
        reason = outcome.gives_up(health, result.reply)
        return _Judged(health, reason, _attempt(result), _change(result, schedule, enabled=enabled))
    except Exception:
        # Something in an answer that nobody here has thought of. If it went on, no result of this moment would be
        # written, and the receiver would be sent the same event for ever, at no charge to its record.
        log.exception("webhook_answer_not_read", delivery_id=result.delivery.id)
        if result.reply == result.reply.without_its_answer():
            raise
        bare = Result(result.delivery, result.reply.without_its_answer())
        return _judge(bare, before, schedule, enabled=enabled)


def is_the_answer_s(error: Exception) -> bool:
    """Whether writing failed because of what was to be written, and not because the database was away."""
    if isinstance(error, sa.exc.DBAPIError):
        return isinstance(error, sa.exc.DataError)
    return isinstance(error, (sa.exc.StatementError, ValueError, TypeError, OverflowError))


def _attempt(result: Result) -> dict[str, Any]:
    reply = result.reply
    return {
        "delivery_id": result.delivery.id,
        "number": result.delivery.attempt_count + 1,
        "at": reply.at,
        "url": result.delivery.url,
        "duration_ms": reply.duration_ms,
        "response_status": reply.status,
        "response_headers": [list(each) for each in reply.headers],
        "response_body": reply.body,
        "response_truncated": reply.truncated,
        "error": _error(reply),
    }


def _change(result: Result, schedule: Sequence[float], *, enabled: bool) -> dict[str, Any]:
    reply = result.reply
    error = _error(reply)
    tries = result.delivery.try_count + 1
    chance = outcome.chance_of(result.delivery.webhook_id, tries)
    again = outcome.next_attempt(reply, tries, schedule, chance) if error and enabled else None
    return {
        "its_id": result.delivery.id,
        "its_round": result.delivery.round,
        "number": result.delivery.attempt_count + 1,
        "last_status": reply.status,
        "error": error,
        "new_status": "delivered" if error is None else "failed" if again is None else "waiting",
        "next_at": again,
        "ended_at": None if again is not None else clock.now(),
    }


def _error(reply: Reply) -> str | None:
    error = outcome.error_of(reply)
    return error[:500] if error is not None else None


def _release(session: Session, worker: str, releases: Sequence[Release]) -> None:
    if releases:
        session.connection().execute(
            _webhooks.update()
            .where(_webhooks.c.id.in_([each.webhook_id for each in releases]), _webhooks.c.lane_worker == worker)
            .values(lane_worker=None)
        )
