from __future__ import annotations

from .._runtime.models import Model


class User(Model):
    """A person."""

    id: str
    """The ID of a person."""

    name: str

    email: str
