from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NotRequired, TypedDict


class FilesSourceRequest(TypedDict):
    """Files that are named by their digests, and uploaded where the server has not got them."""

    type: Literal["files"]

    files: Mapping[str, str]
    """Path (`/docs/index.html`) → SHA-256 of the file's content in hexadecimal."""

    sizes: NotRequired[Mapping[str, int]]
    """SHA-256 → bytes. Optional; a file that is too large is then refused before it is sent."""
