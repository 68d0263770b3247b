from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models import Model

if TYPE_CHECKING:
    from .deployment_status import DeploymentStatus


class UploadedFile(Model):
    """A file that is there now."""

    sha256: str
    """A SHA-256 in hexadecimal."""

    size_bytes: int
    """The bytes of a file."""

    missing_files: int
    """How many files are still missing."""

    status: DeploymentStatus
    """`uploading` waits for files, `queued` for its turn; `building` is being made ready. `success`, `failed` and
    `cancelled` are ends.
    """
