"""Reads a gzip-compressed tar: RFC 1952, and POSIX.1-2017 pax (with ustar) and GNU tar's long names.

A reader of our own, because `tarfile` (tried, Python 3.11) holds a long-name header of any size in memory (1.1 GB
for an archive of 306 KB), takes a stream that was cut at a header for a whole one, and needs 0.62 s where this needs
0.13 s for 5,000 files of 100 MB. The gunzip runs in a thread beside us (python-isal).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from gzip import BadGzipFile
from pathlib import Path
from typing import IO

from isal import igzip_threaded

from server.deployments.archive_entry import (
    FOLDER_WITH_CONTENT,
    SPECIAL_FILE,
    Entries,
    Entry,
    IsalError,
    check_expansion,
    refused,
)
from server.kit.blobs import CHUNK_BYTES
from server.kit.config import Limits
from server.kit.errors import ValidationError

BLOCK_BYTES = 512
EXTENDED_HEADER_BYTES = 256 << 10  # of one pax header or long name; macOS keeps extended attributes there
EXTENDED_HEADERS = 8  # in a row, before the entry that they are about

_END = bytes(BLOCK_BYTES)
_BLANK_CHECKSUM = 8 * ord(" ")
_PAX_RECORD = re.compile(rb"([1-9][0-9]{0,6}) ([^=\n]+)=")

_FILES = (b"0", b"\0", b"7")  # 7: contiguous, which nobody tells from 0 any more
_FOLDER = b"5"
_SPARSE = "It is stored as a sparse file. Pack again without --sparse."
_PROBLEMS = {
    b"1": f"It is a hard link. {SPECIAL_FILE}",
    b"2": f"It is a symbolic link. {SPECIAL_FILE}",
    b"3": f"It is a device. {SPECIAL_FILE}",
    b"4": f"It is a device. {SPECIAL_FILE}",
    b"6": f"It is a named pipe. {SPECIAL_FILE}",
    b"S": _SPARSE,
}
_WITHOUT_CONTENT = (b"1", b"2", b"3", b"4", b"5", b"6")  # whatever their size field says


def entries(path: Path, limits: Limits) -> Entries:
    """The entries of the tar.gz at `path`; see archive.entries_of."""
    with igzip_threaded.open(path, "rb") as stream:  # type: ignore[no-untyped-call]  # no stub
        tar = _Tar(stream, path.stat().st_size, limits)
        while (entry := tar.next()) is not None:
            end = tar.position + entry.size_bytes + -entry.size_bytes % BLOCK_BYTES
            yield entry
            tar.skip_to(end)
        tar.finish()


class _Tar:
    def __init__(self, stream: IO[bytes], archive_bytes: int, limits: Limits) -> None:
        self._stream = stream
        self._archive_bytes = archive_bytes
        self._limits = limits
        self.position = 0  # in the unpacked stream, bytes

    def next(self) -> Entry | None:
        """The next entry, its content not read yet; None at the end-of-archive marker."""
        extended: dict[str, bytes] = {}
        for _ in range(EXTENDED_HEADERS + 1):
            header = self._read(BLOCK_BYTES)
            if header == _END:
                if extended:
                    raise self._damaged("an extended header without an entry")
                return None
            self._check(header)
            kind = header[156:157]
            size = _number(header[124:136])
            if size is None:
                raise self._damaged("a size that cannot be read")
            if kind not in (b"x", b"g", b"L", b"K"):
                return self._entry(header, kind, size, extended)
            self._extend(extended, kind, size)
        raise self._damaged(f"more than {EXTENDED_HEADERS} extended headers in a row")

    def skip_to(self, position: int) -> None:
        """Read on to a position in the unpacked stream."""
        while self.position < position:
            self._read(min(CHUNK_BYTES, position - self.position))

    def finish(self) -> None:
        """Read what follows the end marker: blocks of zeros, then the check value of gzip."""
        while rest := self._read_some(CHUNK_BYTES):
            if rest.count(0) != len(rest):
                raise refused("There is something behind the end of the tar. Pack the site into one tar.")

    def _entry(self, header: bytes, kind: bytes, size: int, extended: dict[str, bytes]) -> Entry:
        if (name := extended.get("path")) is None:
            name = _text(header[0:100])
            # Only in ustar and pax: GNU tar keeps times where they have the name's first part.
            if header[257:263] == b"ustar\0" and header[345] != 0:
                name = _text(header[345:500]) + b"/" + name
        if "size" in extended:
            size = self._decimal(extended["size"])
        if kind in _WITHOUT_CONTENT:
            size = 0
        # Before ustar a folder was a file whose name ends with a slash.
        is_folder = kind == _FOLDER or (kind in _FILES and name.endswith(b"/"))
        problem = _PROBLEMS.get(kind)
        if kind not in (*_FILES, _FOLDER, *_PROBLEMS):
            problem = f"It is of a kind that only some programs know ({kind.decode('latin-1')!a}). Leave it out."
        elif is_folder and size:
            problem = FOLDER_WITH_CONTENT
        elif any(keyword.startswith("GNU.sparse.") for keyword in extended):
            problem = _SPARSE
        return Entry(name.decode(errors="surrogateescape"), size, self._content(size), is_folder, problem)

    def _content(self, size: int) -> Iterator[bytes]:
        while size > 0:
            chunk = self._read(min(CHUNK_BYTES, size))
            size -= len(chunk)
            yield chunk

    def _extend(self, extended: dict[str, bytes], kind: bytes, size: int) -> None:
        """Read a header that says more about the entry to come."""
        if size > EXTENDED_HEADER_BYTES:
            raise self._damaged(f"an extended header of {size:,} bytes, at most {EXTENDED_HEADER_BYTES:,} are read")
        content = self._read(size)
        self.skip_to(self.position + -size % BLOCK_BYTES)
        if kind == b"K":  # the long target of a link, which is refused anyway
            return
        records = {"path": content.rstrip(b"\0")} if kind == b"L" else self._pax_records(content)
        if kind == b"g":
            # For all entries that follow. git writes its commit there; a name or a size would be nonsense.
            if not records.keys().isdisjoint(("path", "size", "linkpath")):
                raise self._damaged("a global header with a name or a size")
            return
        if not records.keys().isdisjoint(extended):
            raise self._damaged("two extended headers that say the same thing of one entry")
        extended.update(records)

    def _pax_records(self, content: bytes) -> dict[str, bytes]:
        """`25 ctime=1084839148.1212\\n`: the length of the record in decimal, a keyword, a value."""
        records: dict[str, bytes] = {}
        start = 0
        while start < len(content):
            match = _PAX_RECORD.match(content, start)
            end = start + int(match[1]) if match else 0
            if match is None or not match.end() < end <= len(content) or content[end - 1] != ord("\n"):
                raise self._damaged("a pax header that cannot be read")
            records[match[2].decode("latin-1")] = content[match.end() : end - 1]
            start = end
        return records

    def _check(self, header: bytes) -> None:
        if sum(header) - sum(header[148:156]) + _BLANK_CHECKSUM != _number(header[148:156]):
            if self.position == BLOCK_BYTES:
                raise refused("It is compressed with gzip, but what is inside is not a tar. Pack with tar czf.")
            raise self._damaged("no valid header")

    def _decimal(self, digits: bytes) -> int:
        if not digits.isdigit() or len(digits) > 20:
            raise self._damaged("a pax header with a size that cannot be read")
        return int(digits)

    def _read(self, count: int) -> bytes:
        data = self._read_some(count)
        if len(data) < count:
            raise refused("It ends in the middle: the tar was cut short. Pack and send it again.")
        return data

    def _read_some(self, count: int) -> bytes:
        try:
            data = self._stream.read(count)
        except (BadGzipFile, EOFError, OverflowError, IsalError) as error:
            raise refused(
                "The gzip data is damaged, cut short, or followed by something else. Pack and send it again."
            ) from error
        self.position += len(data)
        check_expansion(self.position, self._archive_bytes, self._limits)
        return data

    def _damaged(self, what: str) -> ValidationError:
        return refused(f"The tar is damaged: {what} before byte {self.position:,}. Pack and send it again.")


def _number(field: bytes) -> int | None:
    """Octal digits, or (GNU) a big-endian number behind a first byte of 0x80; None for anything else."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    digits = _text(field).strip(b" ")
    if not digits:
        return 0
    if not digits.isdigit() or b"8" in digits or b"9" in digits:
        return None
    return int(digits, 8)


def _text(field: bytes) -> bytes:
    """The bytes before the first NUL."""
    return field.partition(b"\0")[0]
