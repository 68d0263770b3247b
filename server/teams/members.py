"""Who belongs to a team. Whoever leaves has no access from the next request on: roles are read with each one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.auth.actor import Actor
from server.kit.database import Row, table_of
from server.kit.errors import Conflict, Detail, Forbidden, NotFound, ValidationError
from server.kit.pagination import Pages
from server.models import TeamMember, User
from server.teams import invitations, service
from server.teams.invitations import NewInvitation
from server.teams.roles import MANAGE_MEMBERS, MANAGE_OWNERS, SEE, denied

_members = table_of(TeamMember)
_users = table_of(User)

_rows = sa.select(
    _members.c.team_id, _members.c.user_id, _members.c.role, _members.c.created_at, _users.c.name, _users.c.email
).select_from(_members.join(_users, _users.c.id == _members.c.user_id))
_its = _members.c.team_id == sa.bindparam("team_id")
# Those who came first before the others: IDs tell apart who came at the same moment.
_pages = Pages(_rows, _members, [_its], _members.c.created_at, _members.c.user_id)
_one = _rows.where(_its, _members.c.user_id == sa.bindparam("user_id"))
_owners = sa.select(sa.func.count()).select_from(_members).where(_its, _members.c.role == "owner")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of adding somebody: one of the two."""

    member: Row | None
    invitation: NewInvitation | None


def list_page(session: Session, actor: Actor, team_id: str, *, page: int, limit: int) -> tuple[list[Row], int]:
    """One page of a team's members, those who came first before the others, and how many there are."""
    service.get(session, actor, team_id)
    return _pages.read(session, {"team_id": team_id}, page=page, limit=limit)


def add(session: Session, actor: Actor, team_id: str, body: dict[str, Any]) -> Added:
    """Make a person a member: by `user_id`, or by `email`, which is invited if nobody has it. `role`: their role.

    Raises Conflict for somebody who is a member, ValidationError for a `user_id` that there is not.
    """
    _may_give(service.held(session, actor, team_id, MANAGE_MEMBERS), body["role"])
    by_id = "user_id" in body
    if by_id == ("email" in body):
        raise ValidationError(details=[Detail("user_id", "Give user_id or email, one of the two.")])
    address = "" if by_id else body["email"].strip().lower()
    condition = _users.c.id == body["user_id"] if by_id else _users.c.email == address
    user_id = session.connection().execute(sa.select(_users.c.id).where(condition)).scalar()
    if user_id is None and by_id:
        raise ValidationError(details=[Detail("user_id", "There is no such person.")])
    if user_id is None:
        return Added(None, invitations.create(session, actor, team_id, email=address, role=body["role"]))
    if _find(session, team_id, user_id) is not None:
        raise Conflict("This person is a member already. Change their role instead.", code="already_member")
    service.join(session, team_id, user_id, body["role"])
    return Added(_find(session, team_id, user_id), None)


def change_role(session: Session, actor: Actor, team_id: str, user_id: str, role: str) -> Row:
    """Give a member another role; Conflict if that would leave the team without an owner.

    The invitations that the member has sent and could not send any more end too.
    """
    team = service.held(session, actor, team_id, MANAGE_MEMBERS)
    member = _get(session, team_id, user_id)
    _may_give(team, member.role)
    _may_give(team, role)
    if member.role == "owner" and role != "owner":
        _keep_an_owner(session, team_id)
    session.connection().execute(
        _members.update().where(_members.c.team_id == team_id, _members.c.user_id == user_id).values(role=role)
    )
    invitations.withdraw(session, team_id, user_id, role)
    return _get(session, team_id, user_id)


def remove(session: Session, actor: Actor, team_id: str, user_id: str) -> None:
    """End a membership: anybody may leave, an admin may remove others, an owner may remove owners.

    Conflict for the last owner. The invitations that the person has sent end too.
    """
    leaves = user_id == actor.user_id
    team = service.held(session, actor, team_id, SEE if leaves else MANAGE_MEMBERS)
    member = _get(session, team_id, user_id)
    if not leaves:
        _may_give(team, member.role)
    if member.role == "owner":
        _keep_an_owner(session, team_id)
    session.connection().execute(_members.delete().where(_members.c.team_id == team_id, _members.c.user_id == user_id))
    invitations.withdraw(session, team_id, user_id, None)
    service.tell(session, team_id, user_id, member.role, "team.member_removed")


def _find(session: Session, team_id: str, user_id: str) -> Row | None:
    return session.connection().execute(_one, {"team_id": team_id, "user_id": user_id}).first()


def _get(session: Session, team_id: str, user_id: str) -> Row:
    row = _find(session, team_id, user_id)
    if row is None:
        raise NotFound.of("user")
    return row


def _may_give(team: Row, role: str) -> None:
    """Only an owner has to do with owners; everything else is asked before this."""
    reason = denied(team.role, MANAGE_OWNERS) if role == "owner" else None
    if reason is not None:
        raise Forbidden(reason)


def _keep_an_owner(session: Session, team_id: str) -> None:
    if session.connection().execute(_owners, {"team_id": team_id}).scalar_one() < 2:
        raise Conflict(
            "This is the team's last owner. Make somebody else an owner first, or delete the team.", code="last_owner"
        )
