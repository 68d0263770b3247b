from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class GitSource(Model):
    """A repository."""

    type: Literal["git"]

    url: str
    """Its address."""

    ref: str | None
    """What was asked for; null for the default branch."""

    folder: str | None
    """The folder that is the site; null for the whole repository."""

    commit: str | None
    """The commit that was deployed; null until it is fetched."""
