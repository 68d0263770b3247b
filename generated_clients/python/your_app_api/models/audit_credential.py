from __future__ import annotations

from .._runtime.models import Model


class AuditCredential(Model):
    """What it was done with; null when nobody was signed in."""

    id: str

    type: str
    """`api_key`, `oauth_token` or `session`. Expect others in time."""
