from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .project_status import ProjectStatus
    from .visibility import Visibility


class EventProject(Model):
    """A project, as it was when the event happened."""

    id: str
    """The ID of a project."""

    name: str
    """A name for people."""

    slug: str
    """The site's name in its URL."""

    description: str | None
    """A few words about the project."""

    status: ProjectStatus
    """An `archived` project takes no new deployments; its site stays up."""

    visibility: Visibility
    """Who may read the project through the API: `private`, its owner or team; `public`, anybody with a key that
    holds the permission, who sees the project and its deployments and not their logs. Only its owner or team
    may change it. The site itself is always open to everybody.
    """

    url: str
    """Where the site is."""

    team_id: str | None
    """The ID of the team that it belongs to; null when it belongs to a person."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    updated_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    _shape: ClassVar[Mapping[str, Any]] = {"created_at": "time", "updated_at": "time"}
