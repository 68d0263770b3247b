"""Identifiers: a prefix that names the kind, then 48 bits of time and 80 of chance.

The text sorts by the time of creation (Crockford's base32 in lower case, the layout of a ULID), so a
primary key is also the order of creation and new rows land at the end of the index.
"""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(prefix: str) -> str:
    """A new identifier, `proj_01jd…` for the prefix `proj`: 26 characters after the underscore."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    return f"{prefix}_" + "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


def made_at(identifier: str) -> datetime | None:
    """When `new_id` made this one, to the millisecond; None for a text that it cannot have made."""
    text = identifier.rpartition("_")[2]
    if len(text) != 26 or not set(text) <= set(_ALPHABET):
        return None
    milliseconds = 0
    for letter in text[:10]:  # 50 bits: two that are 0, then 48 of time
        milliseconds = milliseconds << 5 | _ALPHABET.index(letter)
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds < 1 << 48 else None
