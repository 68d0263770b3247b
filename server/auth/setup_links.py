"""Links that set an account's password, once: for the first account, and for whoever forgot theirs."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session

from server.auth import opaque
from server.kit import clock
from server.kit.database import Row, table_of
from server.kit.ids import new_id
from server.models import SetupLink, User

VALID_HOURS = 48

_links = table_of(SetupLink)
_users = table_of(User)


def create(session: Session, user_id: str) -> str:
    """A new secret for `/setup?token=…`. Links that were made before for the same account end."""
    now = clock.now()
    secret = opaque.make(opaque.SETUP)
    session.connection().execute(_links.delete().where(_links.c.user_id == user_id, _links.c.used_at.is_(None)))
    session.connection().execute(
        _links.insert(),
        {
            "id": new_id("link"),
            "user_id": user_id,
            "digest": opaque.digest_of(secret),
            "created_at": now,
            "expires_at": now + timedelta(hours=VALID_HOURS),
        },
    )
    return secret


def for_first_account(session: Session) -> str | None:
    """A secret for the account that was made first, while none has a password; None from then on."""
    if session.connection().execute(sa.select(_users.c.id).where(_users.c.password_hash.is_not(None))).first():
        return None
    first = session.connection().execute(sa.select(_users.c.id).order_by(_users.c.id).limit(1)).scalar()
    return create(session, first) if first else None


def url(base_url: str, secret: str) -> str:
    """Where it leads. The secret stands in the query, which no log line of ours has."""
    return f"{base_url}/setup?token={secret}"


def find(session: Session, secret: str | None) -> Row | None:
    """The account (id, email, name) that an unused link in time is for."""
    digest = opaque.recognise(opaque.SETUP, secret)
    if digest is None:
        return None
    return (
        session.connection()
        .execute(
            sa.select(_users.c.id, _users.c.email, _users.c.name)
            .join(_links, _links.c.user_id == _users.c.id)
            .where(_links.c.digest == digest, _links.c.used_at.is_(None), _links.c.expires_at > clock.now())
        )
        .first()
    )


def use(session: Session, secret: str) -> bool:
    """Use the link up. Of two at once, one gets True."""
    digest = opaque.digest_of(secret)
    result = session.connection().execute(
        _links.update()
        .where(_links.c.digest == digest, _links.c.used_at.is_(None), _links.c.expires_at > clock.now())
        .values(used_at=clock.now())
    )
    return result.rowcount == 1
