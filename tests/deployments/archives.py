"""Archives made byte by byte, so that a test can have them wrong in one place."""

from __future__ import annotations

import gzip
import random
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from server.auth.actor import Upload
from server.deployments.sources import Ingested, ingest_archive
from server.kit.blob_folder import UNFINISHED
from server.kit.blobs import BlobStore
from server.kit.config import Limits

BLOCK = 512
ZIP, GZIP = "application/zip", "application/gzip"
LIMITS = Limits(files=50, file_bytes=1 << 20, site_bytes=4 << 20, path_bytes=200, path_depth=4, expansion_ratio=100)
PREFIX = "deploy_1"


class Ingest:
    """Sends archives to a blob store, and looks at what stays there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs = BlobStore(f"file://{folder}/blobs", folder / "scratch")

    def __call__(self, data: bytes, media_type: str, limits: Limits = LIMITS) -> Ingested:
        path = self.folder / "upload"
        path.write_bytes(data)
        return ingest_archive(Upload(path, media_type, len(data)), PREFIX, self.blobs, limits)

    def contents(self, data: bytes, media_type: str, limits: Limits = LIMITS) -> dict[str, bytes]:
        """What was stored, by path."""
        ingested = self(data, media_type, limits)
        return {file.path: self.blobs.read(f"{PREFIX}/{file.digest}") for file in ingested.files}

    def left(self) -> list[str]:
        """Everything in the folder but the upload itself and the folders of an empty store."""
        found = (str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))
        return sorted(path for path in found if path not in ("upload", "blobs", f"blobs/{UNFINISHED}"))


@dataclass(frozen=True)
class Attack:
    """An archive, and the first detail of the error that it gets: its field, and a regular expression found in it."""

    archive: bytes
    field: str
    message: str


# Names that no file of a site can have, beside an `index.html`: the name, how the error shows it, what it says.
BAD_NAMES: dict[str, tuple[bytes, str, str]] = {
    "an absolute path": (b"/etc/passwd", "/etc/passwd", "absolute"),
    "two slashes first": (b"//evil/share", "//evil/share", "absolute"),
    "dots that lead out": (b"../index.html", "../index.html", r"'\.\.'"),
    "dots in the middle": (b"a/../../b", "a/../../b", r"'\.\.'"),
    "dots that stay inside": (b"a/b/../c", "a/b/../c", r"'\.\.'"),
    "dots at the end": (b"a/..", "a/..", r"'\.\.'"),
    "a drive letter": (b"C:/Windows/x", "C:/Windows/x", "drive letter"),
    "a drive letter without a slash": (b"c:x", "c:x", "drive letter"),
    "a backslash": (b"a\\b.html", "a\\b.html", "backslash"),
    "backslashes that lead out": (b"..\\..\\x", "..\\..\\x", "backslash"),
    "a newline": (b"a\nb", "a\\nb", "control character"),
    "an escape sequence": (b"\x1b[2J", "\\x1b[2J", "control character"),
    "DEL": (b"a\x7f", "a\\x7f", "control character"),
    "a C1 control": ("a\u0085b".encode(), "a\\x85b", "control character"),
    "bad UTF-8": (b"a\xff.html", "a\\udcff.html", "not valid UTF-8"),
    "overlong UTF-8": (b"a\xc0\xafb", "a\\udcc0\\udcafb", "not valid UTF-8"),
    "a surrogate in UTF-8": (b"a\xed\xa0\x80", "a\\udced\\udca0\\udc80", "not valid UTF-8"),
    "Latin-1": ("café".encode("latin-1"), "caf\\udce9", "not valid UTF-8"),
    "no name": (b".", ".", "has no name"),
    "a long path": (
        b"/".join([b"a" * 49] * 4) + b"/x",
        "a" * 49 + "/" + "a" * 30 + "…" + "a" * 37 + "/x",
        "200 bytes.*YOUR_APP_MAX_PATH_BYTES",
    ),
    "too many folders": (b"a/b/c/d/e/f", "a/b/c/d/e/f", "4 folders.*YOUR_APP_MAX_PATH_DEPTH"),
    "the same name again": (b"index.html", "index.html", "two files of this name"),
    "the same name with a dot": (b"./index.html", "./index.html", "two files of this name"),
    "a case twin": (b"INDEX.html", "INDEX.html", "differs from 'index.html' only in upper and lower case"),
    "a file below a file": (b"index.html/x", "index.html/x", "makes a folder of 'index.html'"),
    "a file below a file's twin": (b"Index.HTML/x", "Index.HTML/x", "makes a folder of 'index.html'"),
}

# Two names each of which is good, in this order.
BAD_PAIRS: dict[str, tuple[tuple[bytes, bytes], str, str]] = {
    "a file that is a folder": ((b"docs/a", b"docs"), "docs", "file here and a folder in 'docs/a'"),
    "a twin in another Unicode form": (
        ("e\u0301.html".encode(), "\u00e9.html".encode()),
        "\u00e9.html",
        "two forms of Unicode",
    ),
    "a case twin beyond ASCII": (
        (b"STRASSE", "straße".encode()),
        "straße",
        "differs from 'STRASSE' only in upper and lower case",
    ),
    "a case twin in a folder": ((b"a/b/C", b"a/b/c"), "a/b/c", "differs from 'a/b/C'"),
    "a file and a folder of that name": ((b"docs", b"docs/"), "docs/", "makes a folder of 'docs'"),
}


def noise(size: int, seed: int = 0) -> bytes:
    """Bytes that nothing can compress, the same at every run."""
    return random.Random(seed).randbytes(size)


def tar_header(
    name: bytes,
    size: int = 0,
    kind: bytes = b"0",
    *,
    link: bytes = b"",
    magic: bytes = b"ustar\x0000",
    prefix: bytes = b"",
) -> bytes:
    """One header block with its right checksum."""
    block = struct.pack(
        "100s8s8s8s12s12s8s1s100s8s32s32s8s8s155s12x",
        name,
        b"0000644\0",
        b"0000000\0",
        b"0000000\0",
        b"%011o\0" % size,
        b"14000000000\0",
        b" " * 8,
        kind,
        link,
        magic,
        b"",
        b"",
        b"",
        b"",
        prefix,
    )
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


def member(name: bytes, content: bytes = b"x", kind: bytes = b"0", **fields: bytes) -> bytes:
    """A header and its content, padded to whole blocks."""
    return tar_header(name, len(content), kind, **fields) + content + bytes(-len(content) % BLOCK)


def pax(kind: bytes = b"x", **records: bytes) -> bytes:
    """An extended header. Keywords with dots are given with two underscores."""
    return member(b"PaxHeaders/x", b"".join(pax_record(key.replace("__", "."), records[key]) for key in records), kind)


def pax_record(key: str, value: bytes) -> bytes:
    """`25 ctime=1084839148.1212\\n`"""
    rest = b" " + key.encode() + b"=" + value + b"\n"
    length = len(rest) + 1
    while length != len(str(length)) + len(rest):
        length += 1
    return str(length).encode() + rest


def long_name(name: bytes) -> bytes:
    """GNU tar's header for a name of more than 100 bytes."""
    return member(b"././@LongLink", name + b"\0", b"L")


def tar(*members: bytes, end: bytes = bytes(2 * BLOCK)) -> bytes:
    """A tar that is not compressed."""
    return b"".join(members) + end


def tar_gz(*members: bytes, end: bytes = bytes(2 * BLOCK)) -> bytes:
    """A gzip-compressed tar."""
    return gzip.compress(tar(*members, end=end), mtime=0)


@dataclass
class Item:
    """An entry of a zip; what is None is what it should be."""

    name: bytes
    content: bytes = b"x"
    method: int = 8
    flags: int = 0
    mode: int = 0o100644
    packed: bytes | None = None
    crc: int | None = None
    size: int | None = None
    packed_size: int | None = None
    offset: int | None = None
    local_name: bytes | None = None
    local_size: int | None = None
    local_extra: bytes = b""
    extra: bytes = b""

    def __post_init__(self) -> None:
        if self.packed is None:
            deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
            self.packed = deflate.compress(self.content) + deflate.flush() if self.method == 8 else self.content
        self.crc = zlib.crc32(self.content) if self.crc is None else self.crc
        self.size = len(self.content) if self.size is None else self.size
        self.packed_size = len(self.packed) if self.packed_size is None else self.packed_size

    def local(self) -> bytes:
        """The local header and the packed content."""
        assert self.packed is not None
        name = self.name if self.local_name is None else self.local_name
        size = self.size if self.local_size is None else self.local_size
        numbers = (
            20,
            self.flags,
            self.method,
            0,
            33,
            self.crc,
            self.packed_size,
            size,
            len(name),
            len(self.local_extra),
        )
        return struct.pack("<4s5H3I2H", b"PK\x03\x04", *numbers) + name + self.local_extra + self.packed

    def central(self, offset: int) -> bytes:
        """The line of the directory."""
        numbers = (0x031E, 20, self.flags, self.method, 0, 33, self.crc, self.packed_size, self.size)
        rest = (
            len(self.name),
            len(self.extra),
            0,
            0,
            0,
            self.mode << 16,
            offset if self.offset is None else self.offset,
        )
        return struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *numbers, *rest) + self.name + self.extra


def zip_of(
    *items: Item,
    before: bytes = b"",
    after: bytes = b"",
    comment: bytes = b"",
    count: int | None = None,
    directory_size: int | None = None,
    disk: int = 0,
) -> bytes:
    """A zip of these entries."""
    content, directory = before, b""
    for item in items:
        offset = len(content)
        content += item.local()
        directory += item.central(offset)
    number = len(items) if count is None else count
    size = len(directory) if directory_size is None else directory_size
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", disk, disk, number, number, size, len(content), len(comment))
    return content + directory + end + comment + after
