"""Rules, queries and writes of OAuth applications. `get` is the access check and the fetch in one call.

Nobody gives away what their own credential does not have, as with API keys: an application that has a secret gets
tokens for the account of whoever manages it, with all its scopes and without anybody's consent (client credentials).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.auth import opaque, scopes
from server.auth.actor import Actor
from server.auth.permissions import expand
from server.kit import clock
from server.kit.database import Row, table_of
from server.kit.errors import Conflict, Detail, Forbidden, NotFound, ValidationError
from server.kit.ids import new_id
from server.kit.pagination import Pages
from server.models import OAuthApp
from server.oauth_apps import redirects

SECRETS_OVERLAP = timedelta(hours=24)  # how long the secret before a rotation still counts

_apps = table_of(OAuthApp)
_of_user = sa.select(_apps).where(_apps.c.user_id == sa.bindparam("user_id"))
_pages = Pages(sa.select(_apps), _apps, [_apps.c.user_id == sa.bindparam("user_id")], _apps.c.id.desc())
_one = _of_user.where(_apps.c.id == sa.bindparam("id"))


def list_page(session: Session, actor: Actor, *, page: int, limit: int) -> tuple[list[Row], int]:
    """One page of the applications that the caller manages, newest first, and how many there are."""
    return _pages.read(session, {"user_id": actor.user_id}, page=page, limit=limit)


def get(session: Session, actor: Actor, app_id: str) -> Row:
    """The application, if the caller manages it: NotFound otherwise."""
    row = session.connection().execute(_one, {"user_id": actor.user_id, "id": app_id}).first()
    if row is None:
        raise NotFound.of("application")
    return row


def create(session: Session, actor: Actor, body: dict[str, Any]) -> tuple[Row, str | None]:
    """A new application, and its secret if it is one that can keep one: the only time that it is known.

    Forbidden for scopes beyond the caller's permissions, and for a secret that would outlive the caller's key.
    """
    confidential = body.get("type", "confidential") == "confidential"
    require_pkce = body.get("require_pkce", True)
    wanted = body.get("scopes", ["read"])
    _must_hold(actor, wanted)
    if confidential:
        _must_last(actor)
    _check(body, confidential=confidential, require_pkce=require_pkce)
    now, app_id = clock.now(), new_id("app")
    secret = opaque.make(opaque.CLIENT_SECRET) if confidential else None
    session.connection().execute(
        _apps.insert(),
        {
            "id": app_id,
            "user_id": actor.user_id,
            "name": body["name"],
            "homepage_url": body.get("homepage_url"),
            "confidential": confidential,
            "require_pkce": require_pkce,
            "redirect_uris": body["redirect_uris"],
            "scopes": [each for each in scopes.SCOPES if each in wanted],
            "secret_digest": opaque.digest_of(secret) if secret else None,
            "secret_hint": _hint(secret) if secret else None,
            "created_at": now,
            "updated_at": now,
        },
    )
    return get(session, actor, app_id), secret


def update(session: Session, actor: Actor, app_id: str, body: dict[str, Any]) -> Row:
    """Change the fields of `body` and no others. What people allowed before stays as they allowed it.

    Forbidden for who does not hold all that the application may ask for, before or after.
    """
    app = get(session, actor, app_id)
    after = body.get("scopes", app.scopes)
    _must_hold(actor, [*app.scopes, *after])
    if app.confidential and not expand(after) <= expand(app.scopes):
        _must_last(actor)
    _check(body, confidential=app.confidential, require_pkce=body.get("require_pkce", app.require_pkce))
    session.connection().execute(_apps.update().where(_apps.c.id == app_id), {**body, "updated_at": clock.now()})
    return get(session, actor, app_id)


def rotate_secret(session: Session, actor: Actor, app_id: str) -> tuple[Row, str]:
    """A new secret; the present one counts for another day. The one before that ends now.

    Forbidden for who does not hold all that the application may ask for, or whose key ends before the secret.
    """
    app = get(session, actor, app_id)
    if not app.confidential:
        raise Conflict("A public application has no secret.", code="no_secret")
    _must_hold(actor, app.scopes)
    _must_last(actor)
    secret, now = opaque.make(opaque.CLIENT_SECRET), clock.now()
    session.connection().execute(
        _apps.update()
        .where(_apps.c.id == app_id)
        .values(
            secret_digest=opaque.digest_of(secret),
            secret_hint=_hint(secret),
            # As it is when this is written: of two rotations at once the second keeps the first one's secret.
            old_secret_digest=_apps.c.secret_digest,
            old_secret_until=now + SECRETS_OVERLAP,
            updated_at=now,
        )
    )
    return get(session, actor, app_id), secret


def delete(session: Session, actor: Actor, app_id: str) -> None:
    """Remove the application; every token that it holds ends with it."""
    get(session, actor, app_id)
    session.connection().execute(_apps.delete().where(_apps.c.id == app_id))


def _must_hold(actor: Actor, wanted: Iterable[str]) -> None:
    missing = sorted(expand(wanted) - actor.permissions)
    if missing:
        raise Forbidden(
            f"Your own credential lacks {', '.join(missing)}, so it can neither give nor take over an application that "
            "may ask for it.",
            missing=missing,
        )


def _must_last(actor: Actor) -> None:
    """A secret has no end, so a key that has one gives none. One that is restricted to projects never comes here:
    `permissions.effective` leaves no `oauth_apps:write` on it."""
    if actor.credential_type == "api_key" and actor.expires_at is not None:
        raise Forbidden(
            f"Your own key ends at {clock.rfc3339(actor.expires_at)}, and what an application with a secret may do "
            "does not end. Use a key without an expiry, or the console."
        )


def _check(body: dict[str, Any], *, confidential: bool, require_pkce: bool) -> None:
    details = [
        Detail(f"redirect_uris.{index}", problem)
        for index, uri in enumerate(body.get("redirect_uris", ()))
        if (problem := redirects.problem(uri))
    ]
    if not confidential and not require_pkce:
        details.append(Detail("require_pkce", "A public application always uses PKCE (RFC 9700, section 2.1.1)."))
    homepage = body.get("homepage_url")
    if homepage is not None and not homepage.startswith(("https://", "http://")):
        details.append(Detail("homepage_url", "This is not the address of a web page."))
    if details:
        raise ValidationError(details=details)


def _hint(secret: str) -> str:
    return f"{secret[:4]}…{secret[-4:]}"
