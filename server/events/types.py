"""Every kind of event, and the filters that name them. The contract's `EventType` is compared with this table."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

TYPES = (
    "deployment.started",
    "deployment.completed",
    "deployment.failed",
    "deployment.cancelled",
    "deployment.promoted",
    "project.created",
    "project.updated",
    "project.deleted",
    "team.member_added",
    "team.member_removed",
    "webhook.disabled",
    "webhook.test",
)


def filters_for(event_type: str) -> list[str]:
    """What a webhook may have in `events` to be sent this: `deployment.failed`, `deployment.*`, `*`."""
    return [event_type, f"{event_type.partition('.')[0]}.*", "*"]


def condition(column: sa.Column[Any], filters: list[str]) -> sa.ColumnElement[bool]:
    """The same the other way round: whether a column has a type that one of these filters names."""
    wanted = [each for each in TYPES if set(filters_for(each)) & set(filters)]
    return column.in_(wanted)
