"""Coming into a team by an invitation: the one place for all the ways there, so that each is told in its audit log."""

from __future__ import annotations

from sqlmodel import Session

from server.kit.database import Row
from server.models import User
from server.teams import invitations
from server.web.room import Room


def join(room: Room, session: Session, account: Row, token: str) -> Row:
    """Accept an invitation for whoever is signed in, and answer its row. Last in a transaction: see `Visit.note`.

    Raises what `invitations.accept` raises. Who makes an account by it is signed in first, in the same transaction:
    so the entry has a person and a session, as any other. (Their own chain comes before the team's then, against the
    order of ids, but nobody else can know the chain of an account that is not committed.)
    """
    row = invitations.accept(session, session.get_one(User, account.user_id), token)
    room.visit(session, account, write=True).note("invitation.accept", row.id, owner_id=row.team_id)
    return row
