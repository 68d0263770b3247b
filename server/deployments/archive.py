"""Reads an archive that somebody sends: a zip or a gzip-compressed tar, as a stream of entries in bounded memory.

The readers check the archive's structure (archive_tar.py, archive_zip.py); what the entries may be called and how
large they may be is checked by Listing. Nothing is ever unpacked under its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from server.deployments import archive_tar, archive_zip
from server.deployments.archive_entry import Entry, refused
from server.kit.config import Limits
from server.kit.errors import UnsupportedMediaType


@dataclass(frozen=True, slots=True)
class _Format:
    """What a file begins with (`magic`, at `offset`), what that is called, and what to do with it."""

    name: str
    magic: bytes
    advice: str
    offset: int = 0


_GZIP = _Format("gzip", b"\x1f\x8b", "Send it as application/gzip.")
_ZIP = _Format("zip", b"PK\x03\x04", "Send it as application/zip.")
_EMPTY_ZIP = _Format("zip", b"PK\x05\x06", "Send it as application/zip.")
_REPACK = "Pack the site as a zip, or as a tar compressed with gzip."
_FORMATS = (
    _GZIP,
    _ZIP,
    _EMPTY_ZIP,
    _Format("a tar that is not compressed", b"ustar", "Compress it with gzip.", offset=257),
    _Format("bzip2", b"BZh", _REPACK),
    _Format("xz", b"\xfd7zXZ\x00", _REPACK),
    _Format("Zstandard", b"\x28\xb5\x2f\xfd", _REPACK),
    _Format("7z", b"7z\xbc\xaf\x27\x1c", _REPACK),
    _Format("RAR", b"Rar!\x1a\x07", _REPACK),
    _Format("one part of a split zip", b"PK\x07\x08", "Pack the site as one zip."),
)
_HEAD_BYTES = 512


@contextmanager
def entries_of(path: Path, media_type: str, limits: Limits) -> Iterator[Iterator[Entry]]:
    """The entries of an archive, in its order. Read an entry's chunks before you take the next one.

    ValidationError, here or while reading, for an archive of another format than `media_type` says (application/zip,
    application/gzip), for one that is damaged or cut short, that lies about its sizes or that unpacks to too much.
    """
    if media_type == "application/gzip":
        _check_format(path, media_type, _GZIP)
        read = archive_tar.entries
    elif media_type == "application/zip":
        _check_format(path, media_type, _ZIP, _EMPTY_ZIP)
        read = archive_zip.entries
    else:
        raise UnsupportedMediaType("An archive is sent as application/zip or as application/gzip (a tar).")
    with closing(read(path, limits)) as entries:
        yield entries


def _check_format(path: Path, media_type: str, *expected: _Format) -> None:
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    found = next((each for each in _FORMATS if head.startswith(each.magic, each.offset)), None)
    if found is not None and found in expected:
        return
    if not head:
        raise refused(f"It is empty, though Content-Type says {media_type}.")
    if found is None:
        raise refused(f"It is not what its Content-Type, {media_type}, says. {_REPACK}")
    raise refused(f"Content-Type says {media_type}, but the content is {found.name}. {found.advice}")
