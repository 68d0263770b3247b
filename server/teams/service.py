"""Teams, and what role somebody has in them.

`get` is the only way to a team: it asks for the caller's place in it in the same query. A team that the caller does not
belong to is as missing as one that never was.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.auth.actor import Actor
from server.events.record import record
from server.kit import clock
from server.kit.database import Row, table_of
from server.kit.errors import Conflict, Detail, Forbidden, NotFound, ValidationError
from server.kit.ids import new_id
from server.kit.pagination import Pages
from server.models import Project, Team, TeamMember, User
from server.teams.roles import CHANGE_TEAM, DELETE_TEAM, SEE, denied

_teams = table_of(Team)
_members = table_of(TeamMember)
_projects = table_of(Project)
_users = table_of(User)

_roles = sa.select(_members.c.team_id, _members.c.role).where(_members.c.user_id == sa.bindparam("user_id"))
# A team with the caller's role in it.
_rows = sa.select(_teams.c.id, _teams.c.name, _teams.c.created_at, _teams.c.updated_at, _members.c.role).select_from(
    _members.join(_teams, _teams.c.id == _members.c.team_id)
)
_mine = _members.c.user_id == sa.bindparam("user_id")
_by_id = _rows.where(_mine, _teams.c.id == sa.bindparam("id"))
_pages = Pages(_rows, _members, [_mine], _members.c.team_id.desc())
_names = (
    sa.select(_teams.c.name.label("team"), _users.c.name.label("member"))
    .select_from(_teams.join(_users, sa.true()))
    .where(_teams.c.id == sa.bindparam("team_id"), _users.c.id == sa.bindparam("user_id"))
)
_lock = sa.select(_teams.c.id).where(_teams.c.id == sa.bindparam("id")).with_for_update()


def roles(session: Session, user_id: str) -> dict[str, str]:
    """Team id → role, for every team that the person belongs to at this moment."""
    return {row.team_id: row.role for row in session.connection().execute(_roles, {"user_id": user_id})}


def entrusted(session: Session, actor: Actor, team_id: str, action: str) -> None:
    """Raises for who may not do `action` (of roles.py) in the team that a request's `team_id` names.

    ValidationError for who does not belong to it: it is named in a body, not looked up.
    """
    role = roles(session, actor.user_id).get(team_id)
    if role is None:
        raise ValidationError(details=[Detail("team_id", "There is no such team, or you do not belong to it.")])
    reason = denied(role, action)
    if reason is not None:
        raise Forbidden(reason)


def list_page(session: Session, actor: Actor, *, page: int, limit: int) -> tuple[list[Row], int]:
    """One page of the caller's teams, newest first, and how many there are."""
    return _pages.read(session, {"user_id": actor.user_id}, page=page, limit=limit)


def get(session: Session, actor: Actor, team_id: str, action: str = SEE) -> Row:
    """The team and the caller's `role` in it, if that role may do `action` (of roles.py): Forbidden otherwise.

    NotFound for who does not belong to it.
    """
    row = session.connection().execute(_by_id, {"id": team_id, "user_id": actor.user_id}).first()
    if row is None:
        raise NotFound.of("team")
    reason = denied(row.role, action)
    if reason is not None:
        raise Forbidden(reason)
    return row


def held(session: Session, actor: Actor, team_id: str, action: str) -> Row:
    """As `get`, and nobody else changes the team or who belongs to it until the transaction ends.

    The lock comes first: who waited for it has the role that was left by whoever had it, which may be none.
    """
    lock(session, team_id)
    return get(session, actor, team_id, action)


def create(session: Session, actor: Actor, body: dict[str, Any]) -> Row:
    """A new team with this `name`, whose owner is the caller."""
    now, team_id = clock.now(), new_id("team")
    connection = session.connection()
    connection.execute(_teams.insert(), {"id": team_id, "name": body["name"], "created_at": now, "updated_at": now})
    join(session, team_id, actor.user_id, "owner")
    return get(session, actor, team_id)


def update(session: Session, actor: Actor, team_id: str, body: dict[str, Any]) -> Row:
    """Change the fields of `body` and no others."""
    held(session, actor, team_id, CHANGE_TEAM)
    session.connection().execute(_teams.update().where(_teams.c.id == team_id), {**body, "updated_at": clock.now()})
    return get(session, actor, team_id)


def delete(session: Session, actor: Actor, team_id: str) -> None:
    """Remove the team, its memberships and invitations; Conflict while it has projects.

    Deleting a team must not delete sites by the way, nor hand them to somebody who did not ask for them.
    """
    held(session, actor, team_id, DELETE_TEAM)
    connection = session.connection()
    count = connection.execute(
        sa.select(sa.func.count()).select_from(_projects).where(_projects.c.owner_id == team_id)
    ).scalar_one()
    if count:
        what = "1 project" if count == 1 else f"{count} projects"
        raise Conflict(f"This team has {what}. Delete or transfer each of them first.", code="team_has_projects")
    connection.execute(_teams.delete().where(_teams.c.id == team_id))


def lock(session: Session, team_id: str) -> None:
    """Take turns with whoever else changes who belongs to this team, until the transaction ends."""
    session.connection().execute(_lock, {"id": team_id})


def join(session: Session, team_id: str, user_id: str, role: str) -> None:
    """Make a person who is not a member one. Whether they may is for the caller to ask. Event: team.member_added"""
    session.connection().execute(
        _members.insert(), {"team_id": team_id, "user_id": user_id, "role": role, "created_at": clock.now()}
    )
    tell(session, team_id, user_id, role, "team.member_added")


def tell(session: Session, team_id: str, user_id: str, role: str, event_type: str) -> None:
    """Record an event of somebody's place in a team; last in the transaction, see `events.record`."""
    names = session.connection().execute(_names, {"team_id": team_id, "user_id": user_id}).one()
    member = {"user_id": user_id, "name": names.member, "role": role}
    record(session, team_id, event_type, {"team": {"id": team_id, "name": names.team}, "member": member})
