from __future__ import annotations

from .._runtime.models import Model


class DeploymentError(Model):
    """Why it failed; null unless `status` is `failed`."""

    code: str
    """For programs: `build_crashed`, `upload_expired`, `git_failed`, `git_timeout`, `git_too_large`,
    `git_address_refused`, `validation_error` or `internal_error`. Expect others in time.
    """

    message: str
    """For people."""
