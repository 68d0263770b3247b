"""Percent-decoding that refuses what it cannot decode (RFC 3986, section 2.1), instead of leaving it as it is."""

from __future__ import annotations

import re

from server.kit.errors import BadRequest

_ESCAPE = re.compile(rb"%(?:([0-9A-Fa-f]{2})|)")


def decode(raw: bytes, place: str) -> str:
    """The text of `raw`; BadRequest, naming the `place`, for a stray % or bytes that are not UTF-8."""
    if b"%" in raw:
        if any(match[1] is None for match in _ESCAPE.finditer(raw)):
            raise BadRequest(f"The {place} has a % that is not followed by two hexadecimal digits.")
        raw = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest(f"The {place} is not UTF-8.") from None
