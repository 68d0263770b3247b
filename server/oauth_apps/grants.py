"""What a person allowed an application, and the codes and tokens that carry it (RFC 6749, RFC 7636, RFC 9700).

Codes and refresh tokens are used up by a conditional update: of several requests at once exactly one wins. What comes
after is either an honest client's second try or a thief, and nobody can tell which: the whole family ends. Only a
refresh token that was exchanged moments ago gets another pair, for clients that refresh from two places at once.

Functions answer `Refused` instead of raising, because a refusal can have an effect (the family's end) that must be
committed.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from sqlmodel import Session

from server.auth import opaque
from server.kit import clock
from server.kit.database import Row, table_of
from server.kit.ids import new_id
from server.kit.log import get_logger
from server.models import OAuthApp, OAuthCode, OAuthGrant, OAuthToken

log = get_logger(__name__)

CODE_LASTS = timedelta(seconds=60)
ACCESS_LASTS = timedelta(hours=1)
REFRESH_LASTS = timedelta(days=90)  # from the last use: each exchange makes a new one
GRACE = timedelta(seconds=10)

_apps = table_of(OAuthApp)
_grants = table_of(OAuthGrant)
_codes = table_of(OAuthCode)
_tokens = table_of(OAuthToken)


@dataclass(frozen=True, slots=True)
class Refused:
    """An error of RFC 6749, section 5.2."""

    error: str
    description: str


@dataclass(frozen=True, slots=True)
class Issued:
    """New tokens. The only time that they are known."""

    access_token: str
    refresh_token: str | None
    scopes: list[str]
    expires_in_seconds: int


def allow(
    session: Session, app: Row, user_id: str, *, scopes: Sequence[str], redirect_uri: str, code_challenge: str | None
) -> str:
    """The person agreed: answers the code for the application."""
    now, grant_id, code = clock.now(), new_id("grant"), opaque.make(opaque.CODE)
    connection = session.connection()
    connection.execute(_codes.delete().where(_codes.c.expires_at < now - timedelta(days=1)))
    connection.execute(
        _grants.insert(),
        {"id": grant_id, "app_id": app.id, "user_id": user_id, "scopes": list(scopes), "created_at": now},
    )
    connection.execute(
        _codes.insert(),
        {
            "digest": opaque.digest_of(code),
            "grant_id": grant_id,
            "redirect_uri": redirect_uri,
            "code_challenge": code_challenge,
            "expires_at": now + CODE_LASTS,
        },
    )
    return code


def redeem(
    session: Session, app: Row, code: str, *, redirect_uri: str | None, verifier: str | None
) -> Issued | Refused:
    """Exchange a code (RFC 6749, section 4.1.3; RFC 7636, section 4.6)."""
    digest = opaque.recognise(opaque.CODE, code)
    row = (
        session.connection()
        .execute(
            sa.select(_codes, _grants.c.app_id, _grants.c.user_id, _grants.c.scopes, _grants.c.revoked_at)
            .join(_grants, _grants.c.id == _codes.c.grant_id)
            .where(_codes.c.digest == digest)
        )
        .first()
        if digest
        else None
    )
    if row is None or row.app_id != app.id:
        return Refused("invalid_grant", "There is no such code. Codes are for one application, once, for a minute.")
    problem = _mismatch(app, row, redirect_uri, verifier)
    if problem:
        return Refused("invalid_grant", problem)
    used = session.connection().execute(
        _codes.update()
        .where(_codes.c.digest == digest, _codes.c.used_at.is_(None), _codes.c.expires_at > clock.now())
        .values(used_at=clock.now())
    )
    if used.rowcount == 1 and row.revoked_at is None:
        return _issue(session, app.id, row.user_id, row.scopes, grant_id=row.grant_id)
    if row.expires_at <= clock.now():
        return Refused("invalid_grant", "This code has expired. Codes are good for a minute.")
    _end_family(session, row.grant_id, "code_reused")
    return Refused("invalid_grant", "This code was used before. What came of it was revoked.")


def _mismatch(app: Row, row: Row, redirect_uri: str | None, verifier: str | None) -> str | None:
    if redirect_uri != row.redirect_uri:
        return "redirect_uri is not the one that the code was asked for with."
    if row.code_challenge is None:
        # A verifier without a challenge is what a downgrade looks like (RFC 9700, section 4.8.2).
        return "code_verifier without a code_challenge in the authorization request." if verifier else None
    if not verifier or not 43 <= len(verifier) <= 128 or not verifier.isascii():
        return "code_verifier is missing, or not of 43 to 128 characters (RFC 7636, section 4.1)."
    if not hmac.compare_digest(create_s256_code_challenge(verifier), row.code_challenge):
        return "code_verifier does not fit the code_challenge."
    return None


def refresh(session: Session, app: Row, token: str, *, narrowed: list[str] | None) -> Issued | Refused:
    """Exchange a refresh token for a new pair (RFC 6749, section 6; rotation by RFC 9700, section 4.14.2)."""
    now, connection = clock.now(), session.connection()
    digest = opaque.recognise(opaque.REFRESH_TOKEN, token)
    row = (
        connection.execute(
            sa.select(_tokens, _grants.c.revoked_at.label("grant_revoked_at"), _grants.c.scopes.label("granted"))
            .join(_grants, _grants.c.id == _tokens.c.grant_id)
            .where(_tokens.c.digest == digest, _tokens.c.kind == "refresh")
        ).first()
        if digest
        else None
    )
    if row is None or row.app_id != app.id:
        return Refused("invalid_grant", "There is no such refresh token.")
    if row.grant_revoked_at is not None or row.revoked_at is not None:
        return Refused("invalid_grant", "This refresh token was revoked.")
    if row.expires_at <= now:
        return Refused("invalid_grant", "This refresh token has expired.")
    if narrowed is not None and not set(narrowed) <= set(row.granted):
        return Refused("invalid_scope", "A refresh can narrow the scopes and not widen them.")
    used = connection.execute(
        _tokens.update().where(_tokens.c.id == row.id, _tokens.c.used_at.is_(None)).values(used_at=now)
    )
    if used.rowcount == 0:
        used_at = connection.execute(sa.select(_tokens.c.used_at).where(_tokens.c.id == row.id)).scalar_one()
        if used_at < now - GRACE:
            _end_family(session, row.grant_id, "refresh_token_reused")
            return Refused(
                "invalid_grant", "This refresh token was used before. All tokens of its family were revoked."
            )
    return _issue(session, app.id, row.user_id, row.granted, grant_id=row.grant_id, access_scopes=narrowed)


def for_app_itself(session: Session, app: Row, scopes: list[str]) -> Issued:
    """Client credentials (RFC 6749, section 4.4): the token acts for the account that manages the application."""
    return _issue(session, app.id, app.user_id, scopes, grant_id=None)


def _issue(
    session: Session,
    app_id: str,
    user_id: str,
    scopes: list[str],
    *,
    grant_id: str | None,
    access_scopes: list[str] | None = None,
) -> Issued:
    now, connection = clock.now(), session.connection()
    access, renewal = opaque.make(opaque.ACCESS_TOKEN), opaque.make(opaque.REFRESH_TOKEN) if grant_id else None
    common = {"app_id": app_id, "user_id": user_id, "grant_id": grant_id, "created_at": now}
    lines = [("access", access, access_scopes or scopes, ACCESS_LASTS)]
    if renewal:
        lines.append(("refresh", renewal, scopes, REFRESH_LASTS))
    connection.execute(_tokens.delete().where(_tokens.c.app_id == app_id, _tokens.c.expires_at <= now))
    connection.execute(
        _tokens.insert(),
        [
            {
                **common,
                "id": new_id("tok"),
                "kind": kind,
                "digest": opaque.digest_of(text),
                "scopes": its_scopes,
                "expires_at": now + lasts,
            }
            for kind, text, its_scopes, lasts in lines
        ],
    )
    return Issued(access, renewal, access_scopes or scopes, int(ACCESS_LASTS.total_seconds()))


def revoke_token(session: Session, app: Row, token: str) -> None:
    """RFC 7009: a refresh token ends its whole family, an access token itself. Another's token is left alone."""
    row = _find(session, token)
    if row is None or row.app_id != app.id:
        return
    if row.kind == "refresh":
        _end_family(session, row.grant_id, "revoked_by_application")
    else:
        session.connection().execute(
            _tokens.update()
            .where(_tokens.c.id == row.id, _tokens.c.revoked_at.is_(None))
            .values(revoked_at=clock.now())
        )


def introspect(session: Session, app: Row, token: str) -> Row | None:
    """RFC 7662: a token of this application's own that counts now; None for any other."""
    row = _find(session, token)
    counts = (
        row is not None
        and row.app_id == app.id
        and row.revoked_at is None
        and row.grant_revoked_at is None
        and row.expires_at > clock.now()
        and not (row.kind == "refresh" and row.used_at is not None)
    )
    return row if counts else None


def _find(session: Session, token: str) -> Row | None:
    digest = opaque.recognise(opaque.ACCESS_TOKEN, token) or opaque.recognise(opaque.REFRESH_TOKEN, token)
    if digest is None:
        return None
    return (
        session.connection()
        .execute(
            sa.select(_tokens, _grants.c.revoked_at.label("grant_revoked_at"))
            .outerjoin(_grants, _grants.c.id == _tokens.c.grant_id)
            .where(_tokens.c.digest == digest)
        )
        .first()
    )


def _end_family(session: Session, grant_id: str, reason: str) -> None:
    session.connection().execute(
        _grants.update().where(_grants.c.id == grant_id, _grants.c.revoked_at.is_(None)).values(revoked_at=clock.now())
    )
    log.warning("oauth_grant_ended", grant_id=grant_id, reason=reason)


def authorized(session: Session, user_id: str) -> list[Row]:
    """The applications that somebody allows to act for them: app_id, name, homepage_url, when, how often."""
    return list(
        session.connection().execute(
            sa.select(
                _grants.c.app_id,
                _apps.c.name,
                _apps.c.homepage_url,
                sa.func.max(_grants.c.created_at, type_=_grants.c.created_at.type).label("allowed_at"),
                sa.func.count().label("grants"),
            )
            .join(_apps, _apps.c.id == _grants.c.app_id)
            .where(_grants.c.user_id == user_id, _grants.c.revoked_at.is_(None))
            .where(sa.exists().where(_tokens.c.grant_id == _grants.c.id, _tokens.c.expires_at > clock.now()))
            .group_by(_grants.c.app_id, _apps.c.name, _apps.c.homepage_url)
            .order_by(_apps.c.name)
        )
    )


def scopes_of(session: Session, user_id: str, app_id: str) -> list[str]:
    """Everything that somebody's present grants to one application allow together."""
    found = session.connection().execute(
        sa.select(_grants.c.scopes).where(
            _grants.c.user_id == user_id, _grants.c.app_id == app_id, _grants.c.revoked_at.is_(None)
        )
    )
    return sorted({scope for row in found for scope in row.scopes})


def withdraw(session: Session, user_id: str, app_id: str) -> int:
    """Take back everything that somebody allowed an application. Answers how many grants ended."""
    count: int = (
        session.connection()
        .execute(
            _grants.update()
            .where(_grants.c.user_id == user_id, _grants.c.app_id == app_id, _grants.c.revoked_at.is_(None))
            .values(revoked_at=clock.now())
        )
        .rowcount
    )
    return count
