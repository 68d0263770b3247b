"""Where to go after signing in: a page of ours, and nothing that a browser could take for another place."""

from __future__ import annotations

import re

from flask import request

DEFAULT = "/console/projects"
# A path, begun by one slash and no second slash or backslash (browsers read both as a host), then visible ASCII.
_SAFE = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,4000}")
_PLACES = ("/console", "/oauth/authorize?", "/invitations")


def safe(wanted: str | None) -> str:
    """`wanted` if it is a page of ours to come back to; the list of projects otherwise."""
    if wanted and _SAFE.fullmatch(wanted) and wanted.startswith(_PLACES) and "/../" not in wanted:
        return wanted
    return DEFAULT


def here() -> str:
    """The path and query of the present request, as it was sent."""
    query = request.query_string.decode("latin-1")
    return safe(request.path + (f"?{query}" if query else ""))
