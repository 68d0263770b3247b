"""Reading the audit log. What is written, and how, stands in chain.py."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.auth.actor import Actor
from server.kit.database import Row, table_of
from server.kit.errors import NotFound
from server.kit.pagination import Pages
from server.models import AuditEntry, User
from server.teams import service as teams
from server.teams.roles import SEE_AUDIT_LOG

_entries = table_of(AuditEntry)
_users = table_of(User)

# The name is the one that the person has now; who is gone has none.
_rows = sa.select(_entries, _users.c.name.label("actor_name")).select_from(
    _entries.outerjoin(_users, _users.c.id == _entries.c.actor_id)
)
_FILTERS = {
    "actor": _entries.c.actor_id == sa.bindparam("actor"),
    "action": _entries.c.action == sa.bindparam("action"),
    "object": _entries.c.object_id == sa.bindparam("object"),
    "since": _entries.c.at >= sa.bindparam("since"),
    "until": _entries.c.at < sa.bindparam("until"),
}


@lru_cache
def _pages(filters: frozenset[str]) -> Pages:
    """The statements for these filters, built once for each combination that is asked for."""
    conditions = [_entries.c.owner_id == sa.bindparam("chain"), *(_FILTERS[name] for name in sorted(filters))]
    return Pages(_rows, _entries, conditions, _entries.c.number.desc())


def list_page(
    session: Session, actor: Actor, *, page: int, limit: int, team: str | None, filters: Mapping[str, Any]
) -> tuple[list[Row], int]:
    """One page of a chain, the newest entry first, and how many entries there are.

    The caller's own chain; with `team`, the team's, if the caller's role there may see it (Forbidden otherwise). A team
    that is not the caller's has no entries. `filters`: see _FILTERS; None for one that does not count.
    """
    if team is not None:
        try:
            teams.get(session, actor, team, SEE_AUDIT_LOG)
        except NotFound:
            return [], 0
    values = {name: value for name, value in filters.items() if value is not None}
    pages = _pages(frozenset(values))
    return pages.read(session, {**values, "chain": team or actor.user_id}, page=page, limit=limit)
