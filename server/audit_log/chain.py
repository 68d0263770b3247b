"""The audit log's chains: how an entry is added, and how it is found out that somebody has changed one.

Each person and each team has a chain of its own, so that those who have nothing to do with each other never wait for
each other. An entry's hash covers its content and the hash of the entry before it; the end of the chain stands in a
row of its own. A changed, removed or inserted entry breaks that, unless all hashes after it are made anew: whoever must
fear that keeps the ends elsewhere (`python -m server verify-audit-log --json`) and compares later (`--against`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from server.auth.actor import Actor
from server.kit import clock
from server.kit.database import table_of
from server.kit.ids import new_id
from server.models import AuditChain, AuditEntry, Deployment, Project, Webhook

START = "0" * 64  # the hash before the first entry
# Fields whose values are recorded: none of them can hold a secret or what people write about themselves.
SHOWN = frozenset(
    {"role", "user_id", "team_id", "project_ids", "permissions", "expires_at", "status", "visibility", "overlap_hours"}
)
_json = json.JSONEncoder(separators=(",", ":"))
_LONGEST = 500  # characters of a value
ADDRESS_CHARACTERS = 60  # room for any; a proxy may pass on what is none

_chains = table_of(AuditChain)
_entries = table_of(AuditEntry)
_projects = table_of(Project)
_deployments = table_of(Deployment)
_webhooks = table_of(Webhook)

_begin = {
    name: dialect.insert(_chains).on_conflict_do_nothing()
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
# Counts, locks the chain until the transaction ends, and answers the hash of the entry before.
_count = (
    sa.update(_chains)
    .where(_chains.c.owner_id == sa.bindparam("chain"))
    .values(number=_chains.c.number + 1)
    .returning(_chains.c.number, _chains.c.hash)
)
_add = _entries.insert()
_end = sa.update(_chains).where(_chains.c.owner_id == sa.bindparam("chain")).values(hash=sa.bindparam("new_hash"))

_owner_of = {
    "proj": sa.select(_projects.c.owner_id).where(_projects.c.id == sa.bindparam("id")),
    "deploy": sa.select(_projects.c.owner_id)
    .select_from(_deployments.join(_projects, _projects.c.id == _deployments.c.project_id))
    .where(_deployments.c.id == sa.bindparam("id")),
    "wh": sa.select(_webhooks.c.owner_id).where(_webhooks.c.id == sa.bindparam("id")),
}
TOLD = frozenset({"team", *_owner_of})  # kinds of things that can be a team's
PERSONAL = frozenset({"key", "app"})  # kinds that are always a person's own: keys, OAuth applications


@dataclass(frozen=True, slots=True)
class Origin:
    """Who did something, with what, and where from."""

    actor: Actor | None  # None: nobody was signed in
    address: str | None = None  # of the network
    request_id: str | None = None


def owner_of(session: Session, actor: Actor, object_id: str | None) -> str:
    """Whose chain tells about this object: its team's or its owner's; the caller's own for all that is personal."""
    kind = (object_id or "").partition("_")[0]
    if kind == "team":
        return str(object_id)
    statement = _owner_of.get(kind)
    owner = session.connection().execute(statement, {"id": object_id}).scalar() if statement is not None else None
    return owner or actor.user_id


def record(
    session: Session,
    origin: Origin,
    *,
    owner_id: str,
    action: str,
    object_id: str | None = None,
    sent: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry to the chain of a person or a team, in the transaction of what it tells about.

    `action` is an operationId, or a word of that kind for what happens elsewhere (`session.create`, `consent.grant`);
    `sent` the fields of the request: their names are kept, and the values of those in SHOWN. Call it last in a
    transaction: on PostgreSQL everybody else who adds to the chain waits from here on. For several chains, call it in
    the order of their ids.
    """
    connection = session.connection()
    values = {"chain": owner_id}
    counted = connection.execute(_count, values).first()
    if counted is None:
        connection.execute(_begin[connection.dialect.name], {"owner_id": owner_id, "number": 0, "hash": START})
        counted = connection.execute(_count, values).one()
    actor = origin.actor
    row = {
        "id": new_id("aud"),
        "owner_id": owner_id,
        "number": counted.number,
        "at": clock.now(),
        "actor_id": actor.user_id if actor else None,
        "credential_id": actor.credential_id if actor else None,
        "credential_type": actor.credential_type if actor else None,
        "action": action,
        "object_id": object_id,
        "changes": [[name, _shown(name, value)] for name, value in sorted((sent or {}).items())],
        "address": origin.address and origin.address[:ADDRESS_CHARACTERS],
        "request_id": origin.request_id,
    }
    row["hash"] = _hash(counted.hash, row)
    connection.execute(_add, row)
    connection.execute(_end, {**values, "new_hash": row["hash"]})


def _shown(name: str, value: Any) -> str | None:
    if name not in SHOWN or value is None:
        return None
    return (", ".join(map(str, value)) if isinstance(value, list) else str(value))[:_LONGEST]


def _hash(before: str, row: Mapping[str, Any]) -> str:
    content = [
        before,
        *(row[name] for name in ("id", "owner_id", "number")),
        row["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        *(row[name] for name in ("actor_id", "credential_id", "credential_type", "action", "object_id", "changes")),
        *(row[name] for name in ("address", "request_id")),
    ]
    return hashlib.sha256(_json.encode(content).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Problem:
    """A place where the log is not what was written."""

    owner_id: str
    number: int
    message: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check has found. `ends` are the ends of all chains: owner, number, hash."""

    entries: int
    problems: list[Problem]
    ends: list[dict[str, Any]]


def verify(connection: sa.Connection, against: Mapping[str, tuple[int, str]] | None = None) -> Verified:
    """Read every entry and check it; `against`: owner → an end of its chain (number, hash) that was kept elsewhere.

    The connection must see one state all along: `Database.snapshot`. Otherwise what is added meanwhile looks wrong.
    """
    heads = {row.owner_id: row for row in connection.execute(sa.select(_chains))}
    kept = dict(against or {})
    problems: list[Problem] = []
    last: dict[str, tuple[int, str]] = {}
    entries = 0
    for row in _all(connection):
        entries += 1
        number, before = last.get(row.owner_id, (0, START))
        if row.number != number + 1:
            gap = f"{row.number - number - 1} entries before this one are missing."
            problems.append(Problem(row.owner_id, row.number, gap))
        elif _hash(before, row._mapping) != row.hash:
            message = "This entry, or the one before it, is not what was written, or was put in between."
            problems.append(Problem(row.owner_id, row.number, message))
        if kept.get(row.owner_id, (0, ""))[0] == row.number and kept.pop(row.owner_id)[1] != row.hash:
            problems.append(Problem(row.owner_id, row.number, "Its hash is not the one that was kept elsewhere."))
        last[row.owner_id] = row.number, row.hash
    for owner_id in sorted({*heads, *last}):
        number, digest = last.get(owner_id, (0, START))
        head = heads.get(owner_id)
        if head is None:
            problems.append(Problem(owner_id, number, "The end of this chain was removed."))
        elif number < head.number:
            problems.append(Problem(owner_id, head.number, f"The last {head.number - number} entries are missing."))
        elif (number, digest) != (head.number, head.hash):
            problems.append(Problem(owner_id, number, "Entries stand behind the end of this chain, or it was changed."))
    problems += [Problem(owner, number, "What was kept elsewhere is missing.") for owner, (number, _) in kept.items()]
    ends = [{"owner_id": owner, "number": each.number, "hash": each.hash} for owner, each in sorted(heads.items())]
    return Verified(entries, problems, ends)


def _all(connection: sa.Connection) -> Iterator[Any]:
    query = sa.select(_entries).order_by(_entries.c.owner_id, _entries.c.number)
    yield from connection.execution_options(yield_per=1000).execute(query)
