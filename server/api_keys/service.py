"""A person's API keys. Nobody gives away what their own credential does not have.

That holds for making a key and for laying hands on one: whoever changes or rotates a key must hold all that it holds,
reach as far as it reaches and last as long as it lasts, for a rotation shows a secret. Revoking only takes away, and
needs no more than the permission.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.auth import keys
from server.auth.actor import Actor
from server.auth.keys import NewKey
from server.auth.permissions import ALWAYS, WITHIN_PROJECTS
from server.kit import clock
from server.kit.database import Row, table_of
from server.kit.errors import Detail, Forbidden, NotFound, ValidationError
from server.models import ApiKey
from server.projects import service as projects

OVERLAP_HOURS = 24  # unless the caller says otherwise

_keys = table_of(ApiKey)

_columns = [_keys.c[name] for name in ApiKey.model_fields if name not in ("digest", "previous_digest")]
_own = sa.and_(_keys.c.user_id == sa.bindparam("user_id"), _keys.c.environment == sa.bindparam("environment"))
_by_id = sa.select(*_columns).where(_own, _keys.c.id == sa.bindparam("id"), _keys.c.revoked_at.is_(None))
_all = sa.select(*_columns).where(_own).order_by(_keys.c.id.desc())


def list_page(session: Session, actor: Actor, *, page: int, limit: int, revoked: bool) -> tuple[list[Row], int]:
    """One page of the caller's keys, newest first, and how many there are: those in force, or those `revoked`.

    A credential that is restricted to projects sees the keys that reach no further.
    """
    ended = _keys.c.revoked_at.is_not(None) if revoked else _keys.c.revoked_at.is_(None)
    rows = session.connection().execute(_all.where(ended), _values(actor)).all()
    # A person has few keys, and no database compares lists in JSON as the other one does: so the page is cut here.
    seen = [row for row in rows if _within(actor, row.project_ids)]
    start = (page - 1) * limit
    return seen[start : start + limit], len(seen)


def get(session: Session, actor: Actor, key_id: str, *, command: bool = False) -> Row:
    """The key, if it is the caller's, in force, and within the caller's restriction: NotFound otherwise.

    With `command`, Forbidden for who does not hold all that it holds.
    """
    row = session.connection().execute(_by_id, {**_values(actor), "id": key_id}).first()
    if row is None or not _within(actor, row.project_ids):
        raise NotFound.of("key")
    if command:
        _must_hold(actor, row.permissions)
    return row


def create(session: Session, actor: Actor, body: dict[str, Any]) -> tuple[Row, NewKey]:
    """A new key of the caller's, and its secret, once. `body` is the contract's ApiKeyCreate."""
    project_ids = body.get("project_ids")
    expires_at = _moment(body.get("expires_at"))
    _must_outlive(actor, expires_at)
    _check(session, actor, body["permissions"], project_ids, expires_at)
    new = keys.create(
        session,
        user_id=actor.user_id,
        name=body["name"],
        permissions=body["permissions"],
        environment=actor.environment,
        expires_at=expires_at,
        project_ids=project_ids,
    )
    return get(session, actor, new.id), new


def update(session: Session, actor: Actor, key_id: str, body: dict[str, Any]) -> Row:
    """Change the fields of `body` and no others."""
    before = get(session, actor, key_id, command=True)
    changes = dict(body)
    if "expires_at" in body:
        changes["expires_at"] = _moment(body["expires_at"])
    merged = {
        "permissions": before.permissions,
        "project_ids": before.project_ids,
        "expires_at": before.expires_at,
        **changes,
    }
    _must_outlive(actor, merged["expires_at"])
    # What stays as it is was checked when it was set: a project that is gone since then must not stand in the way.
    _check(
        session,
        actor,
        merged["permissions"],
        merged["project_ids"],
        changes.get("expires_at"),
        known=before.project_ids or (),
    )
    if "permissions" in changes:
        changes["permissions"] = sorted({*changes["permissions"], *ALWAYS})
    if changes.get("project_ids") is not None:
        changes["project_ids"] = sorted(set(changes["project_ids"]))
    session.connection().execute(sa.update(_keys).where(_keys.c.id == key_id).values(**changes))
    return get(session, actor, key_id)


def rotate(session: Session, actor: Actor, key_id: str, *, overlap_hours: int) -> tuple[Row, NewKey]:
    """Give the key a new secret; the one before it counts for `overlap_hours` more (0: no longer)."""
    row = get(session, actor, key_id, command=True)
    _must_outlive(actor, row.expires_at)
    until = clock.now() + timedelta(hours=overlap_hours) if overlap_hours else None
    new = keys.rotate(session, key_id, row.environment, until=until)
    return get(session, actor, key_id), new


def revoke(session: Session, actor: Actor, key_id: str) -> None:
    """End the key from the next request on. It stays in the list of those that were revoked."""
    get(session, actor, key_id)
    keys.revoke(session, key_id)


def _values(actor: Actor) -> dict[str, str]:
    return {"user_id": actor.user_id, "environment": actor.environment}


def _within(actor: Actor, project_ids: Iterable[str] | None) -> bool:
    """Whether a key with this restriction reaches no further than the caller's credential."""
    return actor.project_ids is None or (project_ids is not None and actor.project_ids.issuperset(project_ids))


def _must_hold(actor: Actor, permissions: Iterable[str]) -> None:
    missing = sorted(set(permissions) - actor.permissions)
    if missing:
        raise Forbidden(
            f"Your own credential lacks {', '.join(missing)}, so it can neither give nor take over a key that has it.",
            missing=missing,
        )


def _must_outlive(actor: Actor, expires_at: datetime | None) -> None:
    """A key that ends makes, changes and rotates none that ends later. It may rotate itself."""
    limit = actor.expires_at if actor.credential_type == "api_key" else None
    if limit is not None and (expires_at is None or expires_at > limit):
        raise Forbidden(
            f"Your own key ends at {clock.rfc3339(limit)}, so it makes, changes and rotates none that ends later. Give "
            "a key's expires_at, and no later moment than that."
        )


def _check(
    session: Session,
    actor: Actor,
    permissions: list[str],
    project_ids: list[str] | None,
    expires_at: datetime | None,
    *,
    known: Iterable[str] = (),
) -> None:
    """May the caller give this away? Forbidden for more than their own; ValidationError for what cannot be."""
    _must_hold(actor, permissions)
    if not _within(actor, project_ids):
        raise Forbidden(
            f"Your own credential is restricted to {', '.join(sorted(actor.project_ids or ()))}. "
            "Give a key's project_ids, and none but these."
        )
    details = []
    if expires_at is not None and expires_at <= clock.now():
        details.append(Detail("expires_at", "This moment is over."))
    if project_ids is not None:
        details += [
            Detail("permissions", f"{each} reaches beyond projects. Leave it out, or leave out project_ids.")
            for each in sorted(set(permissions) - WITHIN_PROJECTS)
        ]
        mine = projects.own(session, actor, set(project_ids) - set(known))
        details += [
            Detail("project_ids", f"There is no project {each}, or it is not yours.")
            for each in project_ids
            if each not in mine and each not in known
        ]
    if details:
        raise ValidationError(details=details)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else clock.read(text, "expires_at")
