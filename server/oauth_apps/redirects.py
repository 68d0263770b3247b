"""Where an application may have people sent back to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PRIVATE_SCHEME = re.compile(r"[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+")  # com.example.app: RFC 8252, section 7.1
_VISIBLE = re.compile(r"[\x21-\x7e]{1,2000}")


def problem(uri: str) -> str | None:
    """Why nobody may be sent there (RFC 9700, section 2.1; RFC 8252); None if all is well."""
    if not _VISIBLE.fullmatch(uri) or "\\" in uri or "*" in uri:
        return "A redirect URI is one whole URL in ASCII, without spaces and without *."
    try:
        parts = urlsplit(uri)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "This is not a URL."
    if "#" in uri:
        return "A redirect URI has no fragment (RFC 6749, section 3.1.2)."
    if parts.username is not None or parts.password is not None:
        return "A redirect URI has no user name and no password."
    if parts.scheme == "https":
        return None if host else "The URL names no host."
    if parts.scheme == "http":
        return None if host in _LOOPBACK else "Use https; plain http is for localhost, 127.0.0.1 and [::1]."
    if _PRIVATE_SCHEME.fullmatch(parts.scheme):
        return None
    return "Use https, http on this machine, or a scheme of your own with a dot in it (com.example.app:/done)."
