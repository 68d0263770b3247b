"""What the two readers of archives have in common."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from isal import igzip_lib

from server.deployments.listing import max_entries
from server.kit.config import Limits
from server.kit.errors import Detail, ValidationError

# Its stub says that this is an exception rather than a class of them.
IsalError: type[Exception] = igzip_lib.IsalError  # type: ignore[assignment]

# So much a small archive may unpack to, whatever the ratio: a few kilobytes of blanks are no attack.
FREE_BYTES = 1 << 20
# What a tar has beside the files' content, for each entry: its header, extended headers, padding.
FRAMING_BYTES = 3 << 10

SPECIAL_FILE = "A site has plain files only. Put a copy of the file in its place, or leave it out."
FOLDER_WITH_CONTENT = "It is a folder by its name and has content like a file. Pack again with another program."


@dataclass(slots=True)
class Entry:
    """One entry. `name` has surrogate escapes (PEP 383) where its bytes are not UTF-8."""

    name: str
    size_bytes: int
    chunks: Iterator[bytes]  # each of at most blobs.CHUNK_BYTES; what is not read is skipped
    is_folder: bool = False
    problem: str | None = None  # why an entry of this kind cannot be published


Entries: TypeAlias = Generator[Entry, None, None]


def refused(message: str) -> ValidationError:
    """The error for an archive that cannot be used as a whole."""
    return ValidationError(f"The archive was refused: {message}", details=[Detail("archive", message)])


def check_expansion(unpacked_bytes: int, archive_bytes: int, limits: Limits) -> None:
    """Refuse an archive of which `unpacked_bytes` have been read, or are promised, if that is more than it may have."""
    if unpacked_bytes > FREE_BYTES + limits.expansion_ratio * archive_bytes:
        raise refused(
            f"It unpacks to more than {limits.expansion_ratio} times its size (YOUR_APP_MAX_EXPANSION_RATIO)."
        )
    if unpacked_bytes > limits.site_bytes + FRAMING_BYTES * max_entries(limits):
        raise refused(
            f"It unpacks to more than {limits.site_bytes:,} bytes (YOUR_APP_MAX_SITE_BYTES), skipped entries included."
        )
