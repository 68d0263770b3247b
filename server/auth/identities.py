"""Accounts elsewhere that people may sign in with. They count by issuer and subject, and never by an e-mail address.

Whoever makes an account here with a password proves nothing about the address. If the same address, proved elsewhere,
led to that account, then who made it first would wait in it for its owner (pre-hijacking).
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from server.auth.openid import Profile
from server.kit import clock
from server.kit.database import Row, table_of
from server.kit.errors import Conflict
from server.kit.ids import new_id
from server.models import Identity

_identities = table_of(Identity)


def find(session: Session, issuer: str, subject: str) -> Row | None:
    """The identity of whoever the issuer calls this."""
    where = (_identities.c.issuer == issuer, _identities.c.subject == subject)
    return session.connection().execute(sa.select(_identities).where(*where)).first()


def of(session: Session, user_id: str, issuer: str) -> Row | None:
    """With what an account here is connected there."""
    where = (_identities.c.user_id == user_id, _identities.c.issuer == issuer)
    return session.connection().execute(sa.select(_identities).where(*where)).first()


def connect(session: Session, user_id: str, profile: Profile) -> str:
    """Let somebody sign in with it from now on. Answers its id; Conflict if either side has another one already."""
    identity_id, now = new_id("idn"), clock.now()
    row = {
        "id": identity_id,
        "user_id": user_id,
        "issuer": profile.issuer,
        "subject": profile.subject,
        "label": profile.label,
        "created_at": now,
        "used_at": now,
    }
    try:
        with session.begin_nested():
            session.connection().execute(_identities.insert(), row)
    except IntegrityError:
        raise Conflict(f"{profile.label} is connected with an account already, or yours is with another.") from None
    return identity_id


def used(session: Session, identity_id: str, profile: Profile) -> None:
    """Note a sign-in, and what it is called now."""
    values = {"used_at": clock.now(), "label": profile.label}
    session.connection().execute(_identities.update().where(_identities.c.id == identity_id), values)


def disconnect(session: Session, user_id: str, issuer: str) -> str | None:
    """Let nobody sign in with it any more. Answers the id of what was there.

    Whether a way in is left is for the caller to ask first: see web/identity_pages.py.
    """
    where = (_identities.c.user_id == user_id, _identities.c.issuer == issuer)
    found = session.connection().execute(_identities.delete().where(*where).returning(_identities.c.id)).scalar()
    return str(found) if found else None
