"""Writes an event, and a delivery for each webhook that wants it, in the transaction of the change that it tells of.

So an event is there if and only if the change is, and whoever is to be told of it is written down with it: what can
get lost is lost together. Three statements, however many webhooks there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from server.events.types import filters_for
from server.kit import clock, fault
from server.kit.database import table_of
from server.kit.ids import new_id
from server.models import Event, EventStream, Webhook, WebhookDelivery

_streams = table_of(EventStream)
_events = table_of(Event)
_webhooks = table_of(Webhook)
_deliveries = table_of(WebhookDelivery)

_FILTERS = ("exact", "family", "every")  # what filters_for answers: a list that grows would be expanded each time
_EACH = {"sqlite": sa.func.json_each, "postgresql": sa.func.json_array_elements_text}
_DIALECTS: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgresql}
COLUMNS = (
    *("id", "webhook_id", "event_id", "event_type", "sequence", "status"),
    *("attempt_count", "round", "try_count", "next_attempt_at", "created_at"),
)


def _next(dialect: str) -> Any:
    """Count the owner's events on by one. The row stays locked to the end of the transaction: numbers have no gap, and
    whoever sees an event sees all before it."""
    insert = _DIALECTS[dialect].insert(_streams)
    later = sa.case((_streams.c.last_at > insert.excluded.last_at, _streams.c.last_at), else_=insert.excluded.last_at)
    return insert.on_conflict_do_update(
        index_elements=["owner_id"], set_={"last_sequence": _streams.c.last_sequence + 1, "last_at": later}
    ).returning(_streams.c.last_sequence, _streams.c.last_at)


def _has(dialect: str, column: Any, wanted: Any) -> Any:
    """Whether a JSON list has one of these."""
    value = _EACH[dialect](column).table_valued(sa.column("value", sa.String)).c.value
    return sa.exists().where(value.in_(wanted))


def delivery_values(event_id: Any, event_type: Any, sequence: Any, at: Any) -> list[Any]:
    """The values of COLUMNS for a delivery of this event to a row of `webhooks`."""
    return [
        # One for each event and webhook, so that none can be made twice.
        sa.literal("dlv_").concat(sa.func.substr(event_id, 5)).concat(sa.func.substr(_webhooks.c.id, 4)),
        _webhooks.c.id,
        event_id,
        event_type,
        sequence,
        sa.literal("waiting"),
        *(sa.literal(0),) * 3,
        at,
        at,
    ]


def _fan_out(dialect: str) -> Any:
    values = delivery_values(
        sa.bindparam("event_id", type_=sa.String),
        sa.bindparam("event_type", type_=sa.String),
        sa.bindparam("sequence", type_=sa.BigInteger),
        sa.bindparam("at", type_=_events.c.created_at.type),
    )
    its_project = sa.bindparam("project_id", type_=sa.String)
    only = sa.bindparam("only", type_=sa.String)
    wants = sa.and_(
        _has(dialect, _webhooks.c.events, [sa.bindparam(name, type_=sa.String) for name in _FILTERS]),
        sa.or_(sa.cast(_webhooks.c.projects, sa.String) == "[]", _has(dialect, _webhooks.c.projects, [its_project])),
    )
    return _deliveries.insert().from_select(
        COLUMNS,
        sa.select(*values).where(
            _webhooks.c.owner_id == sa.bindparam("owner_id"),
            _webhooks.c.status == "enabled",
            sa.or_(_webhooks.c.id == only, sa.and_(only.is_(None), wants)),
        ),
    )


_INSERT = _events.insert()  # made once: what is made for each request is also taken apart for each
_NEXT = {dialect: _next(dialect) for dialect in _DIALECTS}
_FAN_OUT = {dialect: _fan_out(dialect) for dialect in _DIALECTS}


def record(
    session: Session,
    owner_id: str,
    event_type: str,
    data: Mapping[str, Any],
    *,
    project_id: str | None = None,
    only: str | None = None,
) -> str:
    """Note that something has happened to what an account or team owns. Answers the event's id.

    `data` is the contract's, by the kind of thing: `{"deployment": {…}}`. `only` names the one webhook to tell.

    Call it last in the transaction: it holds a lock that all who record for this owner take turns at, and whoever
    waits for anything while holding it could be waited for by the other. After the commit call
    `services.changes.bump()`, so that the event leaves at once and not within a second.
    """
    connection = session.connection()
    dialect = connection.dialect.name
    event_id = new_id("evt")
    counted = connection.execute(
        _NEXT[dialect], {"owner_id": owner_id, "last_sequence": 1, "last_at": clock.now()}
    ).one()
    body = {"id": event_id, "type": event_type, "created_at": counted.last_at, "data": data}
    connection.execute(
        _INSERT,
        {
            "id": event_id,
            "owner_id": owner_id,
            "sequence": counted.last_sequence,
            "type": event_type,
            "project_id": project_id,
            "body": orjson.dumps(body, option=orjson.OPT_UTC_Z).decode(),
            "created_at": counted.last_at,
        },
    )
    fault.point("record.before_fan_out")
    connection.execute(
        _FAN_OUT[dialect],
        {
            "event_id": event_id,
            "event_type": event_type,
            "sequence": counted.last_sequence,
            "at": counted.last_at,
            "owner_id": owner_id,
            "project_id": project_id,
            "only": only,
            **dict(zip(_FILTERS, filters_for(event_type), strict=True)),
        },
    )
    fault.point("record.after_fan_out")
    return event_id
