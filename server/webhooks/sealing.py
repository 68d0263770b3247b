"""The secrets of webhooks as the database keeps them: sealed (server/kit/vault.py), each for its webhook and column."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from server.kit.database import Database, table_of
from server.kit.log import get_logger
from server.kit.vault import Sealed, Vault, missing
from server.models import WebhookSecret
from server.webhooks.signing import Signer

log = get_logger(__name__)

BATCH = 500
COLUMNS = ("secret", "signing_key")

_secrets = table_of(WebhookSecret)
_strange = sa.select(_secrets.c.key_id).where(_secrets.c.key_id.not_in(sa.bindparam("ours", expanding=True))).distinct()
_others = (
    sa.select(_secrets.c.id, _secrets.c.webhook_id, _secrets.c.key_id, *(_secrets.c[name] for name in COLUMNS))
    .where(sa.or_(_secrets.c.key_id.is_(None), _secrets.c.key_id != sa.bindparam("key_id")))
    .limit(BATCH)
    .with_for_update()
)
_seal = (
    _secrets.update()
    .where(_secrets.c.id == sa.bindparam("its_id"))
    .values({name: sa.bindparam(name) for name in (*COLUMNS, "key_id")})
)


def sealed(vault: Vault, webhook_id: str, **values: str) -> dict[str, str]:
    """Values of COLUMNS, and by which key they are sealed."""
    return {
        **{name: vault.seal(each, _place(webhook_id, name)) for name, each in values.items()},
        "key_id": vault.key_id,
    }


def opened(vault: Vault, row: Any) -> tuple[str, str]:
    """The secret and the private key of a row. One of before there were seals stands as it is until the next start."""
    secret, signing_key = (
        getattr(row, name)
        if row.key_id is None
        else vault.open(getattr(row, name), _place(row.webhook_id, name), row.key_id)
        for name in COLUMNS
    )
    return secret, signing_key


def signer(vault: Vault, row: Any) -> Signer:
    """What a row signs with."""
    return Signer.of(*opened(vault, row))


def seal_all(database: Database, vault: Vault) -> int:
    """Seal with the first key what is not: what older versions wrote, and what an old key has sealed.

    Called when a process starts. Raises Sealed if there is something that none of its keys opens: it would sign with
    nothing, or with another key than the other processes.
    """
    with database.transaction(write=False) as session:
        strange = session.connection().execute(_strange, {"ours": vault.key_ids}).scalars().all()
    if strange:
        raise Sealed(missing(sorted(strange), vault.key_ids))
    count = 0
    while True:
        with database.transaction(write=True) as session:
            rows = session.connection().execute(_others, {"key_id": vault.key_id}).all()
            if not rows:
                break
            again = [
                {
                    "its_id": row.id,
                    **sealed(vault, row.webhook_id, **dict(zip(COLUMNS, opened(vault, row), strict=True))),
                }
                for row in rows
            ]
            session.connection().execute(_seal, again)
            count += len(rows)
    if count:
        log.info("webhook_secrets_sealed", count=count, key_id=vault.key_id)
    return count


def _place(webhook_id: str, column: str) -> str:
    return f"webhook_secrets/{webhook_id}/{column}"
