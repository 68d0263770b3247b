"""Places in a team for people who have no account yet.

An invitation is a link with 256 random bits, of which only the SHA-256 is kept. Whoever has the link may accept it,
once, within a week: it can be sent to any of a person's addresses. It ends with its sender's right to give its role.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session

from server.auth.actor import Actor
from server.kit import clock
from server.kit.config import Settings
from server.kit.database import Row, table_of
from server.kit.errors import Detail, NotFound, ValidationError
from server.kit.ids import new_id
from server.kit.pagination import Pages
from server.models import Team, TeamInvitation, TeamMember, User
from server.teams import service
from server.teams.roles import MANAGE_MEMBERS, ROLES, gives, rank

KEEP = timedelta(days=7)
GONE = "There is no such invitation: it was accepted, withdrawn, replaced by a newer one, or it has expired."

_invitations = table_of(TeamInvitation)
_members = table_of(TeamMember)
_teams = table_of(Team)
_users = table_of(User)

_columns = [_invitations.c[name] for name in TeamInvitation.model_fields if name != "digest"]
_open = sa.and_(_invitations.c.team_id == sa.bindparam("team_id"), _invitations.c.expires_at > sa.bindparam("now"))
_pages = Pages(sa.select(*_columns), _invitations, [_open], _invitations.c.id.desc())
# What the sender, by their role at this moment, may still give: who could has the link, and could use it themselves.
_inviters = _members.alias()
_still_given = sa.or_(
    *(sa.and_(_inviters.c.role == role, _invitations.c.role.in_(sorted(gives(role)))) for role in ROLES if gives(role))
)
_looked_at = (
    sa.select(
        *_columns,
        _teams.c.name.label("team_name"),
        _users.c.name.label("inviter_name"),
    )
    .select_from(
        _invitations.join(_teams, _teams.c.id == _invitations.c.team_id)
        .join(_users, _users.c.id == _invitations.c.invited_by)
        .join(
            _inviters,
            sa.and_(_inviters.c.team_id == _invitations.c.team_id, _inviters.c.user_id == _invitations.c.invited_by),
        )
    )
    .where(
        _invitations.c.digest == sa.bindparam("digest"),
        _invitations.c.expires_at > sa.bindparam("now"),
        _still_given,
    )
)


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation that was just made: the only time that its token is known."""

    row: Row
    token: str


def url(settings: Settings, token: str) -> str:
    """The link to send to the person. The console answers it (server/web)."""
    return f"{settings.base_url}/invitations/{token}"


def create(session: Session, actor: Actor, team_id: str, *, email: str, role: str) -> NewInvitation:
    """Invite an address (lower case) that has no account, in place of an invitation that it has.

    Whether the caller may is asked in `members.add`, the only one that calls this.
    """
    if "@" not in email[1:-1]:
        raise ValidationError(details=[Detail("email", "This is not an e-mail address.")])
    token, now, invitation_id = secrets.token_urlsafe(32), clock.now(), new_id("inv")
    connection = session.connection()
    connection.execute(_invitations.delete().where(_invitations.c.team_id == team_id, _invitations.c.email == email))
    connection.execute(
        _invitations.insert(),
        {
            "id": invitation_id,
            "team_id": team_id,
            "email": email,
            "role": role,
            "digest": _digest(token),
            "invited_by": actor.user_id,
            "created_at": now,
            "expires_at": now + KEEP,
        },
    )
    row = connection.execute(sa.select(*_columns).where(_invitations.c.id == invitation_id)).one()
    return NewInvitation(row, token)


def list_page(session: Session, actor: Actor, team_id: str, *, page: int, limit: int) -> tuple[list[Row], int]:
    """One page of the invitations that can still be accepted, newest first, and how many there are."""
    service.get(session, actor, team_id, MANAGE_MEMBERS)
    return _pages.read(session, {"team_id": team_id, "now": clock.now()}, page=page, limit=limit)


def revoke(session: Session, actor: Actor, team_id: str, invitation_id: str) -> None:
    """Make the link worthless; NotFound if it was accepted already."""
    service.held(session, actor, team_id, MANAGE_MEMBERS)
    result = session.connection().execute(
        _invitations.delete().where(_invitations.c.team_id == team_id, _invitations.c.id == invitation_id)
    )
    if result.rowcount == 0:
        raise NotFound.of("invitation")


def withdraw(session: Session, team_id: str, user_id: str, role: str | None) -> None:
    """End what somebody has sent who has this role from now on, None for none, and may not give so much any more."""
    session.connection().execute(
        _invitations.delete().where(
            _invitations.c.team_id == team_id,
            _invitations.c.invited_by == user_id,
            _invitations.c.role.not_in(sorted(gives(role))),
        )
    )


def look_at(session: Session, token: str) -> Row:
    """What a link offers, for the page that asks whether to accept: the invitation, `team_name`, `inviter_name`.

    NotFound if it counts no more.
    """
    row = session.connection().execute(_looked_at, {"digest": _digest(token), "now": clock.now()}).first()
    if row is None:
        raise NotFound(GONE)
    return row


def accept(session: Session, user: User, token: str) -> Row:
    """Make `user` a member of the team, and answer the invitation's row (`team_id`, `role` …).

    NotFound if it counts no more. The link counts once: of two who accept it at the same moment, one does. Whoever is
    a member already keeps the higher of the two roles.
    """
    # The team is locked first, as by whoever removes the inviter: two locks are always taken in one order.
    service.lock(session, look_at(session, token).team_id)
    look_at(session, token)  # again: from here on nobody changes what its sender may give
    connection = session.connection()
    row = connection.execute(
        _invitations.delete()
        .where(_invitations.c.digest == _digest(token), _invitations.c.expires_at > clock.now())
        .returning(*_columns)
    ).first()
    if row is None:
        raise NotFound(GONE)
    place = sa.and_(_members.c.team_id == row.team_id, _members.c.user_id == user.id)
    before = connection.execute(sa.select(_members.c.role).where(place)).scalar()
    if before is None:
        service.join(session, row.team_id, user.id, row.role)
    elif rank(row.role) > rank(before):
        connection.execute(_members.update().where(place).values(role=row.role))
    return row


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
