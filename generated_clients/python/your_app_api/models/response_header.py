from __future__ import annotations

from .._runtime.models import Model


class ResponseHeader(Model):
    """A header of an answer."""

    name: str
    """In lower case."""

    value: str
