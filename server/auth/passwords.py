"""Passwords: argon2id (RFC 9106), checked in the same time whether or not there is such an account."""

from __future__ import annotations

import hashlib
import threading
import unicodedata
from functools import cache

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session

from server.kit.database import table_of
from server.kit.errors import Detail, ValidationError
from server.models import User

MIN_CHARACTERS = 10
MAX_CHARACTERS = 200  # argon2 has no limit, and a megabyte of password would be work for us alone

_users = table_of(User)
# SQLite has no such lock and needs none: who writes there is alone. Who only refers to the row need not wait.
_lock = sa.select(_users.c.password_hash).where(_users.c.id == sa.bindparam("user_id")).with_for_update(key_share=True)
_hasher = PasswordHasher()
# Each check takes 64 MiB for some 50 ms. Two at a time, so that many sign-ins at once are a queue and not a flood.
_turns = threading.Semaphore(2)


@cache
def _of_nobody() -> str:
    """What an address without an account is checked against. Not made at import: every command would take the time."""
    return _hasher.hash("")


def check(password: str, *, email: str, field: str = "password") -> None:
    """Refuse a password that is too short, too long, or the address itself."""
    problem = None
    if len(password) < MIN_CHARACTERS:
        problem = f"Use at least {MIN_CHARACTERS} characters. A few words in a row are easy to keep in mind."
    elif len(password) > MAX_CHARACTERS:
        problem = f"Use at most {MAX_CHARACTERS} characters."
    elif password.strip().lower() in (email, email.partition("@")[0]) or len(set(password)) < 4:
        problem = "That would be the first guess. Use something else."
    if problem:
        raise ValidationError(details=[Detail(field, problem)])


def hashed(password: str) -> str:
    """What is stored. Takes some 50 ms: call it outside of a transaction."""
    with _turns:
        return _hasher.hash(_normal(password))


def store(session: Session, user_id: str, password_hash: str) -> None:
    """Give an account a password."""
    session.connection().execute(_users.update().where(_users.c.id == user_id), {"password_hash": password_hash})


def lock(session: Session, user_id: str) -> str | None:
    """The account's hash, which nobody changes until the transaction ends: whoever changes it locks the same row.

    What was checked outside of the transaction counts in it only while the hash is the one it was checked against.
    """
    hash_now: str | None = session.connection().execute(_lock, {"user_id": user_id}).scalar()
    return hash_now


def mark(password_hash: str | None) -> str:
    """Which hash it is, for a place that may be read: of a digest of its salt and all nobody finds the way back."""
    return hashlib.sha256((password_hash or "").encode()).hexdigest()


def hash_of(session: Session, email: str) -> tuple[str | None, str | None]:
    """The account's id and its hash. Both None where there is no such account, the hash where none was set."""
    row = (
        session.connection()
        .execute(sa.select(_users.c.id, _users.c.password_hash).where(_users.c.email == email.strip().lower()))
        .first()
    )
    return (row.id, row.password_hash) if row else (None, None)


def matches(password: str, password_hash: str | None) -> bool:
    """Whether it is the password. Takes as long without a hash as with one; call it outside of a transaction."""
    with _turns:
        try:
            return _hasher.verify(password_hash or _of_nobody(), _normal(password)) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def _normal(password: str) -> str:
    # The same word typed on another keyboard can come composed in another way (NIST SP 800-63B, 3.1.1.2).
    return unicodedata.normalize("NFKC", password)
