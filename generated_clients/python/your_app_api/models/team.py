from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .role import Role


class Team(Model):
    """People who share projects."""

    id: str
    """The ID of a team."""

    name: str
    """A name for people."""

    role: Role
    """What a person may do in a team. `viewer` sees it and its projects; `member` also creates, changes, deploys
    and deletes projects; `admin` also renames the team, manages members, invitations and webhooks, transfers
    projects and sees the audit log; `owner` may do everything, manage owners and delete the team.
    """

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    updated_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time", "updated_at": "time"}
