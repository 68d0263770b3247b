from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class Deleted(Model):
    """What is gone."""

    id: str
    """The ID that it had."""

    deleted: Literal[True]
