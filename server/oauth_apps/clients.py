"""Applications as the authorization server meets them: by `client_id`, and with a secret or without."""

from __future__ import annotations

import hmac

import sqlalchemy as sa
from sqlmodel import Session

from server.auth import opaque
from server.kit import clock
from server.kit.database import Row, table_of
from server.models import OAuthApp

_apps = table_of(OAuthApp)
_by_id = sa.select(_apps).where(_apps.c.id == sa.bindparam("id"))


def find(session: Session, client_id: str) -> Row | None:
    """The application with this `client_id`."""
    return session.connection().execute(_by_id, {"id": client_id}).first() if len(client_id) <= 40 else None


def proves(app: Row, secret: str | None) -> bool:
    """Whether this is the application itself. A public one has nothing to prove and must not claim that it has."""
    if not app.confidential:
        return secret is None
    digest = opaque.recognise(opaque.CLIENT_SECRET, secret)
    if digest is None:
        return False
    known = [app.secret_digest]
    if app.old_secret_until is not None and app.old_secret_until > clock.now():
        known.append(app.old_secret_digest)
    return any(hmac.compare_digest(digest, each) for each in known)
