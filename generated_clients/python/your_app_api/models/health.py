from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._runtime.models import Model

if TYPE_CHECKING:
    from .environment import Environment


class Health(Model):
    """Whether the API works. The one answer that is not wrapped in `data`."""

    status: Literal["ok"]
    """Always `ok`; an API that is not answers 503."""

    version: str
    """The version of the API."""

    environment: Environment
    """Where a key counts."""
