"""From the bytes of a request's path to the path of a file: decoded once, or refused.

Works on the path as it was sent (`raw_path`). The one that uvicorn offers decoded has lost the difference between
`/a/b` and `/a%2Fb`, and turns bad UTF-8 into replacement characters.
"""

from __future__ import annotations

import re
import unicodedata

from server.kit.errors import AppError, BadRequest

# Together more than the 8,000 that RFC 9110, section 4.1 asks for. A file's path has 1,024 at most (3,072 escaped).
MAX_PATH_BYTES = 4_096
MAX_QUERY_BYTES = 4_096

_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# A slash or backslash that is escaped is not a separator here and might be one further on; NUL ends a C string.
_REFUSED = {0x00: "%00", 0x2F: "%2F", 0x5C: "%5C"}


class UriTooLong(AppError):
    """The request's path or query is longer than its limit (RFC 9110, section 15.5.15)."""

    code = "uri_too_long"
    default_message = f"Its path can have {MAX_PATH_BYTES:,} bytes at most, and what follows the ? {MAX_QUERY_BYTES:,}."


def decode(raw_path: bytes) -> str:
    """`/caf%C3%A9/` → `/café/`, in NFC. BadRequest for what could mean two things or nothing."""
    if not raw_path.startswith(b"/"):
        raise BadRequest("The path of a request starts with a slash.")
    if b"%" in raw_path:
        raw_path = _ESCAPE.sub(_unescape, raw_path)
    try:
        path = raw_path.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The path is not UTF-8.") from None
    if "\\" in path or _CONTROL.search(path):
        raise BadRequest("The path has a backslash or a control character.")
    if "/." in path and not {".", ".."}.isdisjoint(path.split("/")):
        raise BadRequest("The path has a segment that is . or .., which a client resolves before it asks.")
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def _unescape(match: re.Match[bytes]) -> bytes:
    if match[1] is None:
        raise BadRequest("The path has a % that is not followed by two hexadecimal digits.")
    value = int(match[1], 16)
    if value in _REFUSED:
        raise BadRequest(f"The path has {_REFUSED[value]}, which cannot be part of a file's name.")
    return bytes((value,))
