from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .project_deployments import ProjectDeployments
    from .project_status import ProjectStatus
    from .team_summary import TeamSummary
    from .template import Template
    from .visibility import Visibility


class Project(Model):
    """A site and all of its deployments."""

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

    template: Template
    """The site that a deployment without files of its own shows: `blank`, one page; `landing`, a product page;
    `docs`, a documentation site.
    """

    url: str
    """Where the site is. Shows what is live."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    updated_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    team: TeamSummary | None
    """The team that the project belongs to; null when it belongs to a person."""

    deployments: ProjectDeployments
    """The project's deployments in short."""

    _shape: ClassVar[Mapping[str, Any]] = {
        "created_at": "time",
        "updated_at": "time",
        "team": "TeamSummary",
        "deployments": "ProjectDeployments",
    }
