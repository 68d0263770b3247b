"""API keys: how they are made, recognised and looked up.

A key is `yap_live_` or `yap_test_`, 32 random characters (190 bits) and a checksum of six. The checksum lets a
mistyped key, and most of what a scanner for leaked secrets finds, be told from a real one without a query. Only the
SHA-256 of a key is stored: with that many random bits a slow hash would protect nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from server.auth.actor import Actor
from server.auth.opaque import checksum, digest_of, make
from server.auth.permissions import ALWAYS, PERMISSIONS, effective
from server.kit import clock
from server.kit.database import table_of
from server.kit.errors import Detail, Unauthorized, ValidationError
from server.kit.ids import new_id
from server.models import ApiKey

_SHAPE = re.compile(r"yap_(live|test)_([0-9A-Za-z]{32})([0-9A-Za-z]{6})")
_WORDS = {"live": "production", "test": "the sandbox"}

_keys = table_of(ApiKey)
_columns = sa.select(
    _keys.c.id,
    _keys.c.user_id,
    _keys.c.name,
    _keys.c.environment,
    _keys.c.permissions,
    _keys.c.project_ids,
    _keys.c.digest,
    _keys.c.previous_expires_at,
    _keys.c.created_at,
    _keys.c.expires_at,
    _keys.c.revoked_at,
)
_by_digest = _columns.where(_keys.c.digest == sa.bindparam("digest"))
# Asked for only when the one above finds nothing, so that most requests pay for one look into one index.
_by_previous_digest = _columns.where(_keys.c.previous_digest == sa.bindparam("digest"))


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made: the only time that its secret is known."""

    id: str
    key: str


def _hint(key: str) -> str:
    return f"{key[:9]}…{key[-4:]}"


def create(
    session: Session,
    *,
    user_id: str,
    name: str,
    permissions: Iterable[str],
    environment: str,
    expires_at: datetime | None = None,
    project_ids: Iterable[str] | None = None,
) -> NewKey:
    """Store a new key of `user_id` with exactly these permissions; the answer has its secret, once.

    `environment` is `live` or `test`; `project_ids` restricts it to these projects. Raises ValidationError for a
    permission that does not exist. What its maker may give away is for the caller to ask (api_keys/service.py).
    """
    wanted = set(permissions)
    unknown = sorted(wanted - PERMISSIONS.keys())
    if unknown:
        raise ValidationError(
            details=[
                Detail("permissions", f"There is no permission {word}; there are {', '.join(PERMISSIONS)}.")
                for word in unknown
            ]
        )
    key = make(f"yap_{environment}")
    row = ApiKey(
        id=new_id("key"),
        user_id=user_id,
        name=name,
        hint=_hint(key),
        digest=digest_of(key),
        environment=environment,
        permissions=sorted(wanted | ALWAYS),
        project_ids=None if project_ids is None else sorted(set(project_ids)),
        created_at=clock.now(),
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return NewKey(row.id, key)


def rotate(session: Session, key_id: str, environment: str, *, until: datetime | None) -> NewKey:
    """Give a key another secret. The one before it counts until then; `until` None: no longer.

    An even older one, still in its overlap, ends at once: a key has at most two secrets.
    """
    key = make(f"yap_{environment}")
    session.connection().execute(
        sa.update(_keys)
        .where(_keys.c.id == key_id)
        .values(
            previous_digest=None if until is None else _keys.c.digest,
            previous_expires_at=until,
            digest=digest_of(key),
            hint=_hint(key),
        )
    )
    return NewKey(key_id, key)


def revoke(session: Session, key_id: str) -> bool:
    """End a key from the next request on. Answers whether it was there and in force."""
    result = session.connection().execute(
        sa.update(_keys).where(_keys.c.id == key_id, _keys.c.revoked_at.is_(None)).values(revoked_at=clock.now())
    )
    return result.rowcount == 1


def recognise(token: str, environment: str) -> str:
    """The digest to look a token up by, if it has the shape of a key that counts in `environment`.

    Raises Unauthorized without a query for anything else: garbage, a typing error, the other environment's key.
    """
    match = _SHAPE.fullmatch(token)
    if match is None:
        raise Unauthorized("This is not an API key. A key begins with yap_live_ or yap_test_ and has 47 characters.")
    if checksum(token[:-6]) != match[3]:
        raise Unauthorized("This API key has a typing error: its checksum does not match. Copy it again.")
    if match[1] != environment:
        raise Unauthorized(
            f"This API key belongs to {_WORDS[match[1]]}, and this is {_WORDS[environment]}. "
            f"Use a yap_{environment}_ key."
        )
    return digest_of(token)


def authenticate(session: Session, digest: str) -> Actor:
    """The caller that the key with this digest acts for; Unauthorized if it is unknown, revoked or expired."""
    connection = session.connection()
    row = connection.execute(_by_digest, {"digest": digest}).first()
    if row is None:
        row = connection.execute(_by_previous_digest, {"digest": digest}).first()
    if row is None:
        raise Unauthorized("There is no such API key. It may have been deleted.")
    if row.revoked_at is not None:
        raise Unauthorized("This API key was revoked. Create a new one.")
    if row.expires_at is not None and row.expires_at <= clock.now():
        raise Unauthorized("This API key has expired. Create a new one.")
    if row.digest != digest and (row.previous_expires_at is None or row.previous_expires_at <= clock.now()):
        raise Unauthorized("This API key was rotated, and the time in which its former secret counted is over.")
    restriction = None if row.project_ids is None else frozenset(row.project_ids)
    return Actor(
        user_id=row.user_id,
        credential_id=row.id,
        credential_type="api_key",
        name=row.name,
        environment=row.environment,
        permissions=effective(row.permissions, restriction),
        created_at=row.created_at,
        expires_at=row.expires_at,
        project_ids=restriction,
    )
