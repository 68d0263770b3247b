from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, List

from .._runtime.models import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .allowed_actions import AllowedActions
    from .deployment_error import DeploymentError
    from .deployment_status import DeploymentStatus
    from .hold import Hold
    from .source import Source


class Deployment(Model):
    """One version of a project's site."""

    id: str
    """The ID of a deployment."""

    project_id: str
    """The ID of a project."""

    number: int
    """1 for the project's first deployment, 2 for its second …"""

    status: DeploymentStatus
    """`uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and
    `cancelled` are ends.
    """

    is_live: bool
    """Whether the project's URL shows this deployment."""

    missing: List[str]
    """The SHA-256 of each file that has to be uploaded, in alphabetical order."""

    source: Source
    """Where the files came from, told apart by `type`. Expect other types in time."""

    url: str
    """The project's URL."""

    immutable_url: str
    """This deployment's own URL. It never shows anything else."""

    file_count: int
    """How many files it has."""

    size_bytes: int
    """The size of all files together."""

    error: DeploymentError | None
    """Why it failed; null unless `status` is `failed`."""

    created_at: datetime.datetime
    """A moment, RFC 3339: answers have it in UTC, requests may use any offset."""

    started_at: datetime.datetime | None
    """A moment, RFC 3339 in UTC; null while it has not come or when it never will."""

    completed_at: datetime.datetime | None
    """A moment, RFC 3339 in UTC; null while it has not come or when it never will."""

    allowed_actions: AllowedActions
    """What the caller may do with the deployment now, and why not."""

    hold: Hold | None
    """Why a success does not go live by itself; null when it does."""

    _shape: ClassVar[Mapping[str, Any]] = {
        "source": (
            "type",
            {
                "template": "TemplateSource",
                "archive": "ArchiveSource",
                "files": "FilesSource",
                "git": "GitSource",
                "deployment": "DeploymentSource",
            },
        ),
        "error": "DeploymentError",
        "created_at": "time",
        "started_at": "time",
        "completed_at": "time",
        "allowed_actions": "AllowedActions",
        "hold": "Hold",
    }
