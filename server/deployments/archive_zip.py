"""Reads a zip, as PKWARE's APPNOTE 6.3.10 describes it: stored and deflated entries, zip64.

A reader of our own, because `zipfile` (Python 3.11) keeps the whole directory in memory before one can count it,
reads entries that share their bytes (how 42 KB become gigabytes), cuts names at a NUL, and takes whatever stands
before or behind the archive.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO

from isal import igzip_lib, isal_zlib

from server.deployments.archive_entry import (
    FOLDER_WITH_CONTENT,
    SPECIAL_FILE,
    Entries,
    Entry,
    IsalError,
    check_expansion,
    refused,
)
from server.deployments.listing import max_entries, shown
from server.kit.blobs import CHUNK_BYTES
from server.kit.config import Limits
from server.kit.errors import ValidationError

_LOCAL = struct.Struct("<4s5H3I2H")  # 4.3.7: local file header
_CENTRAL = struct.Struct("<4s6H3I5H2I")  # 4.3.12: central directory header
_END = struct.Struct("<4s4H2IH")  # 4.3.16: end of central directory record
_LOCATOR = struct.Struct("<4sIQI")  # 4.3.15: zip64 end of central directory locator
_END64 = struct.Struct("<4sQ2H2I4Q")  # 4.3.14: zip64 end of central directory record

_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF  # the value stands in the zip64 field
_ENCRYPTED = 1 << 0 | 1 << 6 | 1 << 13
_SIZES_FOLLOW = 1 << 3  # they stand behind the content; the directory has them too
_STORED, _DEFLATED = 0, 8
_METHODS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ"}
_ZIP64_FIELD = 1
_INPUT_BYTES = 256 << 10


@dataclass(slots=True)
class _Item:
    """One line of the directory."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed_bytes: int
    size_bytes: int
    offset: int  # of its local header
    mode: int  # st_mode, 0 if the archive was not made on Unix
    end: int = 0  # where the next entry, or the directory, begins

    @property
    def name(self) -> str:
        return self.raw_name.decode(errors="surrogateescape")

    @property
    def is_folder(self) -> bool:
        return self.raw_name.endswith(b"/") or stat.S_ISDIR(self.mode)

    def problem(self) -> str | None:
        """Why it cannot be published."""
        if self.flags & _ENCRYPTED:
            return "It is encrypted. Pack again without a password."
        if stat.S_IFMT(self.mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            kind = "a symbolic link" if stat.S_ISLNK(self.mode) else "a device, a pipe or a socket"
            return f"It is {kind}. {SPECIAL_FILE}"
        if self.method not in (_STORED, _DEFLATED):
            method = _METHODS.get(self.method, f"method {self.method}")
            return f"It is compressed with {method}. Pack again with Deflate, the usual method."
        if self.is_folder and self.size_bytes:
            return FOLDER_WITH_CONTENT
        return None


def entries(path: Path, limits: Limits) -> Entries:
    """The entries of the zip at `path`, in the order of their content; see archive.entries_of."""
    with path.open("rb") as file:
        archive_bytes = os.fstat(file.fileno()).st_size
        items = _directory(file, archive_bytes, limits)
        check_expansion(sum(item.size_bytes for item in items), archive_bytes, limits)
        for item in items:
            yield Entry(item.name, item.size_bytes, _content(file, item), item.is_folder, item.problem())


def _directory(file: IO[bytes], archive_bytes: int, limits: Limits) -> list[_Item]:
    """Every line of the central directory, ordered by offset, each known to share no byte with another."""
    count, start, end = _bounds(file, archive_bytes)
    if count > max_entries(limits):
        raise refused(f"It has more than {max_entries(limits):,} entries, files and folders together.")
    file.seek(start)
    items = [_read_item(file, end, limits) for _ in range(count)]
    if file.tell() != end:
        raise _damaged("its directory has another length than it says")
    items.sort(key=lambda item: item.offset)
    for item, following in pairwise(items):
        item.end = following.offset
    if items:
        if items[0].offset != 0:
            raise _damaged("it does not begin with its first entry")
        items[-1].end = start
    for item in items:
        # The local header repeats the name. How long its extra field is, is seen when the content is read.
        if item.offset + _LOCAL.size + len(item.raw_name) + item.packed_bytes > item.end:
            raise _overlapping(item)
    return items


def _bounds(file: IO[bytes], archive_bytes: int) -> tuple[int, int, int]:
    """How many lines the directory has, where it begins, where it ends."""
    tail_bytes = min(archive_bytes, _END.size + _FULL_16 + _LOCATOR.size)
    file.seek(archive_bytes - tail_bytes)
    tail = file.read(tail_bytes)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise refused("The end of the zip is missing: it was cut short. Send it again.")
    _, disk, start_disk, here, count, directory_bytes, start, comment_bytes = _END.unpack_from(tail, at)
    if at + _END.size + comment_bytes != len(tail):
        raise refused("There is something behind the end of the zip, or it was cut short. Send it again.")
    end = archive_bytes - tail_bytes + at
    if tail[max(0, at - _LOCATOR.size) :].startswith(b"PK\x06\x07"):
        _, _, end64, _ = _LOCATOR.unpack_from(tail, at - _LOCATOR.size)
        if end64 + _END64.size > end - _LOCATOR.size:
            raise _damaged("its zip64 record lies outside of it")
        file.seek(end64)
        signature, _, _, _, disk, start_disk, here, count, directory_bytes, start = _END64.unpack(
            file.read(_END64.size)
        )
        if signature != b"PK\x06\x06":
            raise _damaged("its zip64 record is missing")
        end = end64
    if disk or start_disk or here != count:
        raise refused("It is one part of a split zip. Pack the site as one zip.")
    if start + directory_bytes != end:
        raise _damaged("its directory is not where it says")
    return count, start, end


def _read_item(file: IO[bytes], directory_end: int, limits: Limits) -> _Item:
    fixed = file.read(_CENTRAL.size)
    if len(fixed) < _CENTRAL.size or not fixed.startswith(b"PK\x01\x02"):
        raise _damaged("its directory cannot be read")
    _, _, _, flags, method, _, _, crc, packed, size, *rest = _CENTRAL.unpack(fixed)
    name_bytes, extra_bytes, comment_bytes, disk, _, attributes, offset = rest
    name, extra = file.read(name_bytes), file.read(extra_bytes)
    file.seek(comment_bytes, os.SEEK_CUR)
    if file.tell() > directory_end:
        raise _damaged("its directory is longer than it says")
    if size == _FULL_32 or packed == _FULL_32 or offset == _FULL_32:
        size, packed, offset = _zip64(extra, size, packed, offset)
    if disk not in (0, _FULL_16):
        raise refused("It is one part of a split zip. Pack the site as one zip.")
    # A name that is far too long is refused anyway, and needs no memory.
    return _Item(name[: 4 * limits.path_bytes + 1], flags, method, crc, packed, size, offset, attributes >> 16)


def _zip64(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The three numbers with those that need 64 bits taken from the extra field (4.5.3), in this order."""
    at = 0
    while at + 4 <= len(extra):
        field, length = struct.unpack_from("<2H", extra, at)
        content = extra[at + 4 : at + 4 + length]
        at += 4 + length
        if field != _ZIP64_FIELD:
            continue
        wanted = [number == _FULL_32 for number in (size, packed, offset)]
        if len(content) < 8 * sum(wanted):
            break
        numbers = iter(struct.unpack_from(f"<{sum(wanted)}Q", content))
        size, packed, offset = (
            next(numbers) if is_wanted else number
            for number, is_wanted in zip((size, packed, offset), wanted, strict=True)
        )
        return size, packed, offset
    raise _damaged("a zip64 field is missing")


def _content(file: IO[bytes], item: _Item) -> Iterator[bytes]:
    """The unpacked content, as long as the directory says and with its CRC; ValidationError for any other."""
    file.seek(item.offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise _damaged(f"the directory has '{shown(item.name)}' where nothing is")
    _, _, flags, method, _, _, crc, packed, size, name_bytes, extra_bytes = _LOCAL.unpack(header)
    if file.read(name_bytes) != item.raw_name or method != item.method or flags & _ENCRYPTED:
        raise _damaged(f"'{shown(item.name)}' is called differently in the directory and at its place")
    sizes_here = not flags & _SIZES_FOLLOW and _FULL_32 not in (packed, size)
    if sizes_here and (crc, packed, size) != (item.crc, item.packed_bytes, item.size_bytes):
        raise _lying(item)
    start = item.offset + _LOCAL.size + name_bytes + extra_bytes
    if start + item.packed_bytes > item.end:
        raise _overlapping(item)
    file.seek(start)
    produced = check = 0
    unpack = _stored if item.method == _STORED else _inflated
    for chunk in unpack(file, item):
        produced += len(chunk)
        if produced > item.size_bytes:
            raise _lying(item)
        check = isal_zlib.crc32(chunk, check)
        yield chunk
    if produced != item.size_bytes:
        raise _lying(item)
    if check != item.crc:
        raise _damaged(f"the content of '{shown(item.name)}' does not have the check value (CRC) that it should")


def _stored(file: IO[bytes], item: _Item) -> Iterator[bytes]:
    left = item.packed_bytes
    while left > 0 and (chunk := file.read(min(CHUNK_BYTES, left))):
        left -= len(chunk)
        yield chunk


def _inflated(file: IO[bytes], item: _Item) -> Iterator[bytes]:
    inflater = igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_DEFLATE)
    left = item.packed_bytes
    while not inflater.eof:
        packed = file.read(min(_INPUT_BYTES, left)) if inflater.needs_input else b""
        left -= len(packed)
        try:
            chunk = inflater.decompress(packed, CHUNK_BYTES)
        except IsalError as error:
            raise _damaged(f"the content of '{shown(item.name)}' cannot be unpacked") from error
        if chunk:
            yield chunk
        elif not packed:
            raise _damaged(f"the content of '{shown(item.name)}' ends in the middle")
    if left or inflater.unused_data:
        raise _lying(item)


def _damaged(what: str) -> ValidationError:
    return refused(f"The zip is damaged: {what}. Pack and send it again.")


def _lying(item: _Item) -> ValidationError:
    return _damaged(f"'{shown(item.name)}' has another size than it says")


def _overlapping(item: _Item) -> ValidationError:
    return _damaged(f"'{shown(item.name)}' shares bytes with what follows it")
