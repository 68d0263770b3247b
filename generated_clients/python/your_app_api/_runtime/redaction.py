"""Keeps secrets out of logs."""

from __future__ import annotations

import re
from collections.abc import Iterable

SECRET = re.compile(r"authorization|cookie|secret|token|api-?key|signature", re.IGNORECASE)


def redacted(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The headers as they may be logged."""
    return {name: "[redacted]" if SECRET.search(name) else value for name, value in headers}
