"""The log of events, as its readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.auth.actor import Actor
from server.events.types import condition
from server.kit.database import Row, table_of
from server.kit.errors import NotFound
from server.models import Event, EventStream, TeamMember

_events = table_of(Event)
_streams = table_of(EventStream)
_members = table_of(TeamMember)

_membership = sa.select(_members.c.team_id).where(
    _members.c.user_id == sa.bindparam("user_id"), _members.c.team_id == sa.bindparam("team_id")
)
_latest = sa.select(_streams.c.last_sequence).where(_streams.c.owner_id == sa.bindparam("owner_id"))
_by_id = sa.select(_events).where(_events.c.id == sa.bindparam("id"))
_after = (
    sa.select(_events)
    .where(_events.c.owner_id == sa.bindparam("owner_id"), _events.c.sequence > sa.bindparam("after"))
    .order_by(_events.c.sequence)
    .limit(sa.bindparam("row_limit"))
)


@dataclass(frozen=True, slots=True)
class Page:
    """Events in their order, and where to go on."""

    rows: list[Row]
    next: int
    complete: bool  # nothing follows at the moment
    latest: int


def list_page(
    session: Session,
    actor: Actor,
    *,
    team: str | None,
    after: int,
    limit: int,
    type: str | None,  # noqa: A002  (the parameter's name in the contract)
    project: str | None,
) -> Page:
    """The caller's events after a number, or those of a team that the caller belongs to."""
    owner_id = team or actor.user_id
    if not _sees(session, actor, owner_id):
        return Page([], after, True, 0)
    connection = session.connection()
    # Before the events: all up to this number are there, so the next page may begin behind it.
    latest = connection.execute(_latest, {"owner_id": owner_id}).scalar() or 0
    statement, values = _after, {"owner_id": owner_id, "after": after, "row_limit": limit}
    if type is not None:
        statement = statement.where(condition(_events.c.type, [type]))
    if project is not None:
        statement = statement.where(_events.c.project_id == sa.bindparam("project_id"))
        values["project_id"] = project
    rows = list(connection.execute(statement, values))
    last = rows[-1].sequence if rows else after
    complete = len(rows) < limit or last >= latest
    return Page(rows, max(last, latest) if complete else last, complete, latest)


def get(session: Session, actor: Actor, event_id: str) -> Row:
    """The event, if the caller sees the account or team that it happened in: NotFound otherwise."""
    row = session.connection().execute(_by_id, {"id": event_id}).first()
    if row is None or not _sees(session, actor, row.owner_id):
        raise NotFound.of("event")
    return row


def _sees(session: Session, actor: Actor, owner_id: str) -> bool:
    if owner_id == actor.user_id:
        return True
    # Not by teams.service: whatever happens in a team is recorded from there, and rooms import in one direction.
    values: dict[str, Any] = {"user_id": actor.user_id, "team_id": owner_id}
    return session.connection().execute(_membership, values).first() is not None
