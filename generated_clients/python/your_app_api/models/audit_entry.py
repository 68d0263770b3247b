from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, List

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .audit_actor import AuditActor
    from .audit_change import AuditChange
    from .audit_credential import AuditCredential


class AuditEntry(Model):
    """One thing that was done."""

    id: str
    """The ID of an entry of the audit log."""

    number: int
    """1 for the first entry of this log, 2 for the second …"""

    at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    action: str
    """An operation of this API (`teams.members.add`), or what was done in the console (`session.create`)."""

    actor: AuditActor | None
    """The person who did it; null when nobody was signed in."""

    credential: AuditCredential | None
    """What it was done with; null when nobody was signed in."""

    object_id: str | None
    """The ID of what it was done to."""

    changes: List[AuditChange]
    """The fields that were sent, in alphabetical order."""

    address: str | None
    """The network address that it came from."""

    request_id: str | None
    """The ID of the request."""

    hash: str
    """A SHA-256 in hexadecimal."""

    _shape: ClassVar[Mapping[str, Any]] = {
        "at": "time",
        "actor": "AuditActor",
        "credential": "AuditCredential",
        "changes": ["AuditChange"],
    }
