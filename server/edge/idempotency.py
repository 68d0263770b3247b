"""`Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07): the same request, sent again, is carried out once.

The name is recorded in the transaction that carries the request out, and so is its answer: either both the effect and
the answer are there or neither is. A request that failed left nothing, so sending it again tries again.

A name belongs to the credential that chose it: another key of the same person may reach less. And rights end: the
answer is given again only to who could make the request now, which the operation's `…_again` asks (edge/operation.py).

An answer may hold a secret that is shown once (a new webhook's), so it is kept sealed.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from server.auth.actor import Actor
from server.edge.response import Response
from server.kit import clock
from server.kit.database import table_of
from server.kit.errors import Conflict
from server.kit.vault import Sealed, Vault
from server.models import IdempotentRequest

KEEP = timedelta(hours=24)

_requests = table_of(IdempotentRequest)
_insert = {
    "sqlite": sqlite.insert(_requests).on_conflict_do_nothing().returning(_requests.c.name),
    # Waits for another transaction that has just inserted the same name, and then sees its answer.
    "postgresql": postgresql.insert(_requests).on_conflict_do_nothing().returning(_requests.c.name),
}
_same = sa.and_(
    _requests.c.user_id == sa.bindparam("its_user"),
    _requests.c.holder_id == sa.bindparam("its_holder"),
    _requests.c.name == sa.bindparam("its_name"),
)


def fingerprint(method: str, path: str, query: bytes, body: bytes | str) -> str:
    """What two requests must share to be the same: for a file, `body` is its digest."""
    whole = hashlib.sha256(f"{method}\n{path}\n".encode() + query + b"\n")
    whole.update(body if isinstance(body, bytes) else body.encode())
    return whole.hexdigest()


def begin(session: Session, vault: Vault, actor: Actor, name: str, mark: str) -> Response | None:
    """Note the request, and answer None; or, if it was carried out before, the answer that it got.

    Raises Conflict if the name was used for another request, or if the answer is sealed with a key that is gone.
    """
    connection = session.connection()
    now = clock.now()
    expired = _requests.delete().where(_same, _requests.c.created_at < now - KEEP)
    connection.execute(expired, _values(actor, name))
    row = {
        "user_id": actor.user_id,
        "holder_id": actor.holder_id,
        "name": name,
        "fingerprint": mark,
        "created_at": now,
    }
    if connection.execute(_insert[connection.dialect.name], row).first() is not None:
        return None
    before = connection.execute(sa.select(_requests).where(_same), _values(actor, name)).one()
    if before.fingerprint != mark:
        raise Conflict(
            "This Idempotency-Key was used for another request within the last 24 hours. Choose a new one.",
            code="idempotency_key_reused",
        )
    headers = [(key.encode(), value.encode()) for key, value in before.headers.items()]
    try:
        body = _opened(vault, before.body, _place(actor, name))
    except Sealed as error:
        raise Conflict(
            "This request was carried out within the last 24 hours, and its answer can't be read any more: the "
            "server's key was changed. See what it has made before you send it again with a new Idempotency-Key.",
            code="idempotency_key_reused",
        ) from error
    return Response(before.status, [*headers, (b"idempotency-replayed", b"true")], body)


def finish(session: Session, vault: Vault, actor: Actor, name: str, response: Response) -> None:
    """Keep the answer beside the name."""
    sealed = f"{vault.key_id}.{vault.seal(response.body.decode(), _place(actor, name))}"
    session.connection().execute(
        _requests.update()
        .where(_same)
        .values(
            status=response.status,
            headers={key.decode(): value.decode() for key, value in response.headers},
            body=sealed.encode(),
        ),
        _values(actor, name),
    )


def _values(actor: Actor, name: str) -> dict[str, str]:
    return {"its_user": actor.user_id, "its_holder": actor.holder_id, "its_name": name}


def _place(actor: Actor, name: str) -> str:
    return f"idempotent_requests/{actor.user_id}/{actor.holder_id}/{name}"


def _opened(vault: Vault, kept: bytes, place: str) -> bytes:
    if kept.startswith(b"{"):  # of the day before there were seals
        return kept
    key_id, _, sealed = kept.decode().partition(".")
    return vault.open(sealed, place, key_id).encode()


def forget(session: Session) -> int:
    """Remove what is older than it needs to be."""
    result = session.connection().execute(_requests.delete().where(_requests.c.created_at < clock.now() - KEEP))
    return result.rowcount
