"""What an operation answers, on its way out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Headers = list[tuple[bytes, bytes]]
type_of_json = (b"content-type", b"application/json")


@dataclass(slots=True)
class Response:
    """Status, headers and body; the frame adds what every answer carries."""

    status: int
    headers: Headers
    body: bytes
    # While something that the caller waits for has not happened, the operation is run again, at most this long after
    # the request came, with these values in place of what the query said.
    again_within_seconds: float = 0
    again_with: Mapping[str, Any] = field(default_factory=dict)
    stream: AsyncIterator[bytes] | None = None  # sent after `body`, for as long as it goes on
