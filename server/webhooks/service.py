"""Rules, queries and writes of webhooks.

`get` is the only way to a webhook: the check whether the caller may see it, or change it, is part of it, and one that
is not the caller's to see is as missing as one that never was. A team's webhooks are seen by all who belong to it and
changed by its owners and admins: what leaves the team is theirs to decide.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.auth.actor import Actor
from server.events.record import record
from server.kit import clock
from server.kit.config import Settings
from server.kit.database import Row, table_of
from server.kit.errors import Conflict, Detail, Forbidden, NotFound, ValidationError
from server.kit.ids import new_id
from server.kit.pagination import Pages
from server.kit.vault import vault_of
from server.models import Project, Webhook, WebhookDelivery, WebhookSecret
from server.teams import service as teams
from server.teams.roles import MANAGE_WEBHOOKS, denied
from server.webhooks import sealing, signing, target, views

MOST_WEBHOOKS = 50  # of one account or team: each event is written down for each of them
OLD_SECRET_COUNTS = timedelta(hours=24)
MOST_SECRETS = 4  # that count at once
MOST_SECRET_BYTES, LEAST_SECRET_BYTES = 64, 24  # of a whsec_, as Standard Webhooks has it

_STATE = ("status", "disabled_reason", "disabled_at", "failing_since")

_webhooks = table_of(Webhook)
_secrets = table_of(WebhookSecret)
_deliveries = table_of(WebhookDelivery)
_projects = table_of(Project)

_rows = sa.select(
    *(_webhooks.c[name] for name in Webhook.model_fields), _secrets.c.public_key.label("public_key")
).select_from(
    _webhooks.join(_secrets, sa.and_(_secrets.c.webhook_id == _webhooks.c.id, _secrets.c.expires_at.is_(None)))
)
_by_id = _rows.where(_webhooks.c.id == sa.bindparam("id"))
_of_owner = _webhooks.c.owner_id == sa.bindparam("owner_id")
_pages = Pages(_rows, _webhooks, [_of_owner], _webhooks.c.id.desc())
_count = sa.select(sa.func.count()).select_from(_webhooks).where(_of_owner)
_given_up = (
    sa.select(*(_webhooks.c[name] for name in ("id", "url", "team_id", *_STATE)))
    .where(
        _webhooks.c.owner_id.in_(sa.bindparam("owner_ids", expanding=True)),
        _webhooks.c.disabled_reason.in_(("gone", "failing")),
    )
    .order_by(_webhooks.c.disabled_at.desc(), _webhooks.c.id)
)
_hold = sa.select(_webhooks.c.status).where(_webhooks.c.id == sa.bindparam("id")).with_for_update(key_share=True)
_keys = (
    sa.select(_secrets.c.id, _secrets.c.public_key, _secrets.c.created_at, _secrets.c.expires_at)
    .where(
        _secrets.c.webhook_id == sa.bindparam("id"),
        sa.or_(_secrets.c.expires_at.is_(None), _secrets.c.expires_at > sa.bindparam("now")),
    )
    .order_by(_secrets.c.id.desc())
)
_give_up = (
    _deliveries.update()
    .where(_deliveries.c.webhook_id == sa.bindparam("its_webhook"), _deliveries.c.next_attempt_at.is_not(None))
    .values(
        status="failed",
        next_attempt_at=None,
        completed_at=sa.bindparam("given_up_at", type_=_deliveries.c.created_at.type),
        last_error="The webhook was disabled.",
    )
)


def list_page(session: Session, actor: Actor, *, page: int, limit: int, team: str | None) -> tuple[list[Row], int]:
    """One page of the caller's webhooks, or of those of a team that the caller belongs to, and how many there are."""
    if team is not None and team not in teams.roles(session, actor.user_id):
        return [], 0
    return _pages.read(session, {"owner_id": team or actor.user_id}, page=page, limit=limit)


def given_up(session: Session, actor: Actor) -> list[Row]:
    """The webhooks that the caller may change and that were disabled because of their receivers, the last one first."""
    managed = [id_ for id_, role in teams.roles(session, actor.user_id).items() if not denied(role, MANAGE_WEBHOOKS)]
    return list(session.connection().execute(_given_up, {"owner_ids": [actor.user_id, *managed]}).all())


def get(session: Session, actor: Actor, webhook_id: str, *, write: bool = False) -> Row:
    """The webhook, if the caller may see it: NotFound otherwise. With `write`, Forbidden for who may only see it."""
    row = session.connection().execute(_by_id, {"id": webhook_id}).first()
    if row is None:
        raise NotFound.of("webhook")
    if row.user_id == actor.user_id:
        return row
    role = teams.roles(session, actor.user_id).get(row.team_id) if row.team_id else None
    if role is None:
        raise NotFound.of("webhook")
    reason = denied(role, MANAGE_WEBHOOKS) if write else None
    if reason is not None:
        raise Forbidden(reason)
    return row


def enabled(session: Session, actor: Actor, webhook_id: str) -> Row:
    """A webhook that the caller may change and that events are sent to; Conflict for one that is disabled.

    It stays enabled to the end of the transaction.
    """
    row = get(session, actor, webhook_id, write=True)
    if session.connection().execute(_hold, {"id": webhook_id}).scalar() != "enabled":
        raise Conflict(
            "This webhook is disabled and nothing is sent to it. Set its status to enabled first.",
            code="webhook_disabled",
        )
    return row


def may_create(session: Session, actor: Actor, team_id: str | None) -> None:
    """Raises what `create` does for who may not make a webhook of this team; anybody may make their own."""
    if team_id is not None:
        teams.entrusted(session, actor, team_id, MANAGE_WEBHOOKS)


def create(session: Session, actor: Actor, body: dict[str, Any], settings: Settings) -> tuple[Row, str]:
    """A new webhook of the caller's, or of a team that the caller manages; and its secret."""
    team_id = body.get("team_id")
    may_create(session, actor, team_id)
    owner_id = team_id or actor.user_id
    url = target.check(body["url"], settings)
    _check_projects(session, owner_id, body.get("projects", []))
    connection = session.connection()
    if connection.execute(_count, {"owner_id": owner_id}).scalar_one() >= MOST_WEBHOOKS:
        raise Conflict(f"There are {MOST_WEBHOOKS} webhooks already. Delete one first.", code="webhook_limit")
    now = clock.now()
    webhook_id = new_id("wh")
    connection.execute(
        _webhooks.insert(),
        {
            "id": webhook_id,
            "owner_id": owner_id,
            "user_id": None if team_id else actor.user_id,
            "team_id": team_id,
            "url": url,
            "description": body.get("description"),
            "events": body["events"],
            "projects": body.get("projects", []),
            "status": "enabled",
            "failure_count": 0,
            "is_slow": False,
            "created_at": now,
            "updated_at": now,
        },
    )
    secret = _add_secret(session, webhook_id, body.get("secret"), settings)
    return get(session, actor, webhook_id), secret


def update(session: Session, actor: Actor, webhook_id: str, body: dict[str, Any], settings: Settings) -> Row:
    """Change the fields of `body` and no others."""
    row = get(session, actor, webhook_id, write=True)
    changes = {name: value for name, value in body.items() if name != "status"}
    if "url" in changes:
        changes["url"] = target.check(changes["url"], settings)
    if "projects" in changes:
        _check_projects(session, row.owner_id, changes["projects"])
    if body.get("status") == "enabled" and row.status == "disabled":
        changes |= {"status": "enabled", "disabled_reason": None, "disabled_at": None}
    if "url" in changes or "status" in changes:
        changes |= {"failing_since": None, "failure_count": 0, "is_slow": False}  # what was is not held against it
    session.connection().execute(
        _webhooks.update().where(_webhooks.c.id == webhook_id).values(**changes, updated_at=clock.now())
    )
    if body.get("status") == "disabled" and row.status == "enabled":
        disable(session, webhook_id, "request")
    return get(session, actor, webhook_id)


def delete(session: Session, actor: Actor, webhook_id: str) -> None:
    """Remove the webhook with its deliveries."""
    get(session, actor, webhook_id, write=True)
    session.connection().execute(_webhooks.delete().where(_webhooks.c.id == webhook_id))


def disable(session: Session, webhook_id: str, reason: str) -> None:
    """Send nothing more to a webhook, tell the owner's others, and give up what waits. It records: call it last."""
    now = clock.now()
    connection = session.connection()
    row = connection.execute(
        _webhooks.update()
        .where(_webhooks.c.id == webhook_id)
        .values(status="disabled", disabled_reason=reason, disabled_at=now, updated_at=now)
        .returning(_webhooks.c.owner_id, *(_webhooks.c[name] for name in ("id", "url", "status", "disabled_reason")))
    ).one()
    record(session, row.owner_id, "webhook.disabled", {"webhook": views.in_event(row)})
    # After it: whoever records for this owner has done so by now, or does it after us and sees that this one is
    # disabled. Otherwise a delivery could be made between the two that nobody gives up and nobody sends.
    connection.execute(_give_up, {"its_webhook": webhook_id, "given_up_at": now})


def rotate_secret(
    session: Session, actor: Actor, webhook_id: str, secret: str | None, settings: Settings
) -> dict[str, Any]:
    """A new secret and key pair; those before count for another day. Answers the contract's `RotatedSecret`."""
    get(session, actor, webhook_id, write=True)
    connection = session.connection()
    # One after the other: the second makes the first one's secret the one before its own.
    if connection.execute(_hold, {"id": webhook_id}).first() is None:
        raise NotFound.of("webhook")
    expires_at = clock.now() + OLD_SECRET_COUNTS
    connection.execute(
        _secrets.update()
        .where(_secrets.c.webhook_id == webhook_id, _secrets.c.expires_at.is_(None))
        .values(expires_at=expires_at)
    )
    new = _add_secret(session, webhook_id, secret, settings)
    kept = [row.id for row in keys(session, webhook_id)][:MOST_SECRETS]
    connection.execute(_secrets.delete().where(_secrets.c.webhook_id == webhook_id, _secrets.c.id.not_in(kept)))
    row = get(session, actor, webhook_id)
    return {
        "webhook_id": webhook_id,
        "secret": new,
        "public_key": row.public_key,
        "previous_expires_at": expires_at,
    }


def keys(session: Session, webhook_id: str) -> list[Row]:
    """The public keys that count now, the newest first. For everybody to see: NotFound if there is no such webhook."""
    rows = session.connection().execute(_keys, {"id": webhook_id, "now": clock.now()}).all()
    if not rows:
        raise NotFound.of("webhook")
    return list(rows)


def _add_secret(session: Session, webhook_id: str, secret: str | None, settings: Settings) -> str:
    chosen = secret or signing.new_secret()
    if chosen.startswith(signing.PREFIX):
        _check_secret(chosen)
    pair = signing.new_pair()
    session.connection().execute(
        _secrets.insert(),
        {
            "id": new_id("whs"),
            "webhook_id": webhook_id,
            **sealing.sealed(vault_of(settings), webhook_id, secret=chosen, signing_key=pair.private),
            "public_key": pair.public,
            "created_at": clock.now(),
        },
    )
    return chosen


def _check_secret(secret: str) -> None:
    try:
        size = len(signing.secret_bytes(secret))
    except ValueError:
        size = 0
    if not LEAST_SECRET_BYTES <= size <= MOST_SECRET_BYTES:
        message = (
            f"Behind whsec_ stand {LEAST_SECRET_BYTES} to {MOST_SECRET_BYTES} bytes in base64; or begin it otherwise."
        )
        raise ValidationError(details=[Detail("secret", message)])


def _check_projects(session: Session, owner_id: str, wanted: list[str]) -> None:
    if not wanted:
        return
    found = session.connection().execute(
        sa.select(_projects.c.id).where(_projects.c.owner_id == owner_id, _projects.c.id.in_(wanted))
    )
    missing = sorted(set(wanted) - set(found.scalars()))
    if missing:
        raise ValidationError(
            details=[Detail("projects", f"There is no project {each} of the webhook's owner.") for each in missing]
        )
