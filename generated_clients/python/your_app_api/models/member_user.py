from __future__ import annotations

from .._runtime.models import Model


class MemberUser(Model):
    """The person; null while they are only invited."""

    id: str
    """The ID of a person."""

    name: str

    email: str
