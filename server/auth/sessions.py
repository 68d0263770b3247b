"""Who is signed in, in which browser. Kept on the server, so that it can be ended from anywhere."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session

from server.auth import opaque, passwords
from server.kit import clock
from server.kit.database import Row, table_of
from server.kit.ids import new_id
from server.models import BrowserSession, User

LASTS = timedelta(days=30)
IDLE = timedelta(days=14)
SEEN_EVERY = timedelta(minutes=1)

_sessions = table_of(BrowserSession)
_users = table_of(User)

_by_digest = (
    sa.select(
        _sessions.c.id,
        _sessions.c.user_id,
        _sessions.c.created_at,
        _sessions.c.seen_at,
        _sessions.c.expires_at,
        _users.c.email,
        _users.c.name,
        _users.c.plan,
    )
    .join(_users, _users.c.id == _sessions.c.user_id)
    .where(
        _sessions.c.digest == sa.bindparam("digest"),
        _sessions.c.expires_at > sa.bindparam("now"),
        _sessions.c.seen_at > sa.bindparam("idle_since"),
    )
)


def create(session: Session, user_id: str, *, browser: str, address: str) -> str:
    """Sign somebody in. Answers the cookie's value, which is stored nowhere."""
    secret, now = opaque.make(opaque.SESSION), clock.now()
    session.connection().execute(
        _sessions.insert(),
        {
            "id": new_id("ses"),
            "user_id": user_id,
            "digest": opaque.digest_of(secret),
            "browser": browser[:200],
            "address": address[:45],
            "created_at": now,
            "seen_at": now,
            "expires_at": now + LASTS,
        },
    )
    return secret


def find(session: Session, secret: str | None) -> Row | None:
    """The session of a cookie, with the account's name, address and plan; None if it has ended."""
    digest = opaque.recognise(opaque.SESSION, secret)
    if digest is None:
        return None
    now = clock.now()
    return session.connection().execute(_by_digest, {"digest": digest, "now": now, "idle_since": now - IDLE}).first()


def seen(session: Session, session_id: str) -> None:
    """Note that it is in use."""
    session.connection().execute(_sessions.update().where(_sessions.c.id == session_id), {"seen_at": clock.now()})


def list_of(session: Session, user_id: str) -> list[Row]:
    """Every session of an account that has not ended, the one last seen first."""
    now = clock.now()
    statement = (
        sa.select(_sessions.c.id, _sessions.c.browser, _sessions.c.address, _sessions.c.created_at, _sessions.c.seen_at)
        .where(_sessions.c.user_id == user_id, _sessions.c.expires_at > now, _sessions.c.seen_at > now - IDLE)
        .order_by(_sessions.c.seen_at.desc())
    )
    return list(session.connection().execute(statement))


def end(session: Session, user_id: str, session_id: str) -> bool:
    """Sign one of somebody's browsers out."""
    statement = _sessions.delete().where(_sessions.c.id == session_id, _sessions.c.user_id == user_id)
    return session.connection().execute(statement).rowcount == 1


def end_all(session: Session, user_id: str, *, but: str | None = None) -> int:
    """Sign somebody out everywhere; with `but`, everywhere else. Answers from how many browsers.

    Whoever signs in at this moment locks the same row, and has a session by now or looks again whether they may.
    """
    passwords.lock(session, user_id)
    conditions = [_sessions.c.user_id == user_id, *([_sessions.c.id != but] if but else [])]
    count: int = session.connection().execute(_sessions.delete().where(*conditions)).rowcount
    return count


def sweep(session: Session) -> int:
    """Remove what has ended by itself."""
    now = clock.now()
    ended = sa.or_(_sessions.c.expires_at <= now, _sessions.c.seen_at <= now - IDLE)
    count: int = session.connection().execute(_sessions.delete().where(ended)).rowcount
    return count
