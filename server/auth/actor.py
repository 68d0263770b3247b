"""Who is asking, with what, and what of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from server.auth.permissions import PERMISSIONS
from server.kit import clock
from server.kit.services import Services


@dataclass(frozen=True, slots=True)
class Actor:
    """The caller, as the credential proved it."""

    user_id: str
    credential_id: str  # key_…
    credential_type: str  # api_key, oauth_token, session
    name: str  # of the credential
    environment: str  # live, test
    permissions: frozenset[str]  # those that count: see permissions.effective
    created_at: datetime
    expires_at: datetime | None
    project_ids: frozenset[str] | None = None  # restricted to these; None: to nothing
    lineage_id: str | None = None  # of an access token: what it and the ones after it come from

    @classmethod
    def operator(cls, user_id: str) -> Actor:
        """Whoever runs a command on the server itself, for this person."""
        return cls(
            user_id, "operator", "operator", "python -m server", "live", frozenset(PERMISSIONS), clock.now(), None
        )

    @property
    def holder_id(self) -> str:
        """What stays the same while a credential is renewed: a key's id through its rotations, or a token's origin."""
        return self.lineage_id or self.credential_id

    def reaches(self, project_id: str) -> bool:
        """Whether the credential's restriction, if it has one, lets it near this project."""
        return self.project_ids is None or project_id in self.project_ids


@dataclass(frozen=True, slots=True)
class Upload:
    """A body that is a file, spooled to disk and within its limit."""

    path: Path
    media_type: str  # application/zip, application/gzip, application/octet-stream
    size_bytes: int


@dataclass(slots=True)
class Call:
    """One request that has passed every check: who asks, for what, and the transaction to answer it in."""

    session: Session
    actor: Actor | None  # None on public operations
    path: Mapping[str, str]
    query: Mapping[str, Any]  # decoded and validated, defaults filled in
    headers: Mapping[str, str]  # only those that the contract names, lower case
    body: Any  # decoded and validated JSON; None without a body
    services: Services
    request_id: str
    accept: str = ""  # the Accept header, as sent
    address: str | None = None  # where the request came from
    owner_id: str | None = None  # whose what was made or changed is or was, where the handler knows (audit log)
    object_id: str | None = None  # what it was done to, where neither the path nor the answer's `id` tells
    received: Any = None  # what `<operation>_receive` made of an uploaded file
    done: list[Callable[[], None]] = field(default_factory=list)

    def after_commit(self, action: Callable[[], None]) -> None:
        """Do this once the transaction is committed, and not at all if it is not."""
        self.done.append(action)

    @property
    def caller(self) -> Actor:
        """The actor of an operation that is not public."""
        assert self.actor is not None, "a public operation asked who is calling"
        return self.actor


@dataclass(frozen=True, slots=True)
class Answer:
    """A handler's answer where a plain dict (the body of the success status) is not enough."""

    body: Any = None
    status: int | None = None  # None: the success status of the contract
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str | None = None  # None: application/json; anything else is for a body of bytes
    # See edge/response.py: for a caller who waits until something has happened.
    again_within_seconds: float = 0
    again_with: Mapping[str, Any] = field(default_factory=dict)
