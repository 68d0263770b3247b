from __future__ import annotations

import io
import random
import re
import struct
import subprocess
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from server.kit.config import Limits
from server.kit.errors import ValidationError
from tests.deployments.archives import (
    BAD_NAMES,
    BAD_PAIRS,
    LIMITS,
    ZIP,
    Attack,
    Ingest,
    Item,
    noise,
    zip_of,
)

GOOD = Item(b"index.html", b"<h1>good</h1>")
STORED = 0


def attack(field: str, message: str, *items: Item, count: int | None = None, comment: bytes = b"") -> Attack:
    return Attack(zip_of(GOOD, *items, count=count, comment=comment), field, message)


def item(name: bytes) -> Item:
    return Item(name, b"", STORED) if name.endswith(b"/") else Item(name)


def sharing_their_bytes(count: int) -> bytes:
    """Many lines of the directory for one entry, as in David Fifield's zip bombs: each unpacks it once more."""
    kernel = Item(b"kernel", bytes(100_000))
    lines = [replace(kernel, name=b"%05d" % number, offset=len(GOOD.local())) for number in range(count)]
    return with_directory(GOOD.local() + kernel.local(), [GOOD, *lines])


def nested_in_the_first() -> bytes:
    """An entry whose content is another entry, which the directory has too."""
    inner = Item(b"inner", noise(100), STORED)
    outer = Item(b"outer", inner.local(), STORED)
    inner.offset = 30 + len(outer.name)
    return with_directory(outer.local(), [outer, inner])


def with_directory(content: bytes, items: list[Item]) -> bytes:
    directory = b"".join(each.central(0) for each in items)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(items), len(items), len(directory), len(content), 0)
    return content + directory + end


def with_zip64_end(archive: bytes, record_at: int | None = None, signature: bytes = b"PK\x06\x06") -> bytes:
    """The archive with its last record's numbers moved to a zip64 record."""
    end = archive[-22:]
    count, size, start = struct.unpack_from("<HII", end, 10)
    at = len(archive) - 22
    record = struct.pack("<4sQ2H2I4Q", signature, 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at if record_at is None else record_at, 1)
    small = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return archive[:-22] + record + locator + small


LONG_EXTRA = Item(b"x", local_extra=b"e" * 100)  # the directory cannot know of it

NAMES = {
    **{title: attack(shown, says, item(name)) for title, (name, shown, says) in BAD_NAMES.items()},
    **{title: attack(shown, says, *map(item, names)) for title, (names, shown, says) in BAD_PAIRS.items()},
    "NUL": attack("a\\x00b", "control character", Item(b"a\0b")),
    "a folder that leads out": attack("../x/", "'[.][.]'", item(b"../x/")),
    "a name of 65,535 bytes": attack(
        "n" * 80 + "…" + "n" * 39, "200 bytes.*YOUR_APP_MAX_PATH_BYTES", Item(b"n" * 65_535)
    ),
    "16,000 accents above and below": attack(
        "a" + "\u0301\u0316" * 39 + "\u0301…\u0316" + "\u0301\u0316" * 19,
        "YOUR_APP_MAX_PATH_BYTES",
        Item(b"a" + "\u0301\u0316".encode() * 16_000),
    ),
}

KINDS = {
    "a symbolic link": attack("link", "symbolic link.*copy", Item(b"link", b"/etc/passwd", mode=0o120777)),
    "a device": attack("null", "device", Item(b"null", mode=0o020644)),
    "a socket": attack("socket", "socket", Item(b"socket", mode=0o140644)),
    "an encrypted file": attack("secret", "encrypted.*without a password", Item(b"secret", flags=1)),
    "strong encryption": attack("secret", "encrypted", Item(b"secret", flags=1 | 1 << 6)),
    "LZMA": attack("x", "LZMA.*Deflate", Item(b"x", method=14)),
    "an unknown method": attack("x", "method 77", Item(b"x", method=77)),
    "a folder with content": attack("docs/", "folder by its name", Item(b"docs/", b"content")),
}

SIZES = {
    "one file too large": attack(
        "big",
        "1,048,577 bytes; at most 1,048,576 .YOUR_APP_MAX_FILE_BYTES",
        Item(b"big", noise((1 << 20) + 1)),
    ),
    "all files together too large": attack(
        "archive",
        "4,194,304 bytes.*YOUR_APP_MAX_SITE_BYTES",
        *(Item(b"%d" % number, noise(1 << 20), STORED) for number in range(4)),
    ),
    "too many files": attack(
        "archive", "50 files.*YOUR_APP_MAX_FILES", *(Item(b"%d" % number) for number in range(50))
    ),
    "too many entries": attack("archive", "1,100 entries", *(item(b"d%d/" % number) for number in range(1200))),
    "a bomb": attack(
        "archive",
        "100 times its size.*YOUR_APP_MAX_EXPANSION_RATIO",
        *(Item(b"%d" % number, bytes(1 << 20)) for number in range(3)),
    ),
    "a bomb in a skipped folder": attack("archive", "YOUR_APP_MAX_EXPANSION_RATIO", Item(b".git/bomb", bytes(4 << 20))),
    "a bomb that says it is small": attack(
        "archive", "'x' has another size than it says", Item(b"x", bytes(4 << 20), size=10)
    ),
    "a stored file that says it is small": attack(
        "archive", "'x' has another size than it says", Item(b"x", noise(50), STORED, size=10)
    ),
    "a stored file that says it is large": attack(
        "archive", "'x' has another size than it says", Item(b"x", noise(50), STORED, size=51)
    ),
    "a size that is too large": attack("archive", "'x' has another size", Item(b"x", b"content", size=8)),
    "a size that is too small": attack("archive", "'x' has another size", Item(b"x", b"content", size=6)),
    "another size at its place": attack("archive", "'x' has another size", Item(b"x", local_size=5)),
    "bytes behind the content": attack("archive", "'x' has another size", Item(b"x", b"", packed=b"\x03\x00garbage")),
    "zip64 numbers of 4 exabytes": attack(
        "archive",
        "YOUR_APP_MAX_EXPANSION_RATIO",
        Item(b"x", size=0xFFFFFFFF, extra=struct.pack("<2HQ", 1, 8, 1 << 62)),
    ),
}

OVERLAPS = {
    "a bomb of entries that share their bytes": Attack(sharing_their_bytes(100), "archive", "shares bytes"),
    "two entries at one place": attack("archive", "shares bytes", Item(b"x", offset=0)),
    "an entry within another": Attack(nested_in_the_first(), "archive", "shares bytes"),
    "an entry that reaches into the directory": attack(
        "archive", "shares bytes", Item(b"x", noise(40), STORED, packed=b"x" * 10, packed_size=40)
    ),
    "an extra field that reaches into the directory": Attack(
        zip_of(GOOD, Item(b"x")).replace(struct.pack("<2H", 1, 0) + b"x", struct.pack("<2H", 1, 60) + b"x", 1),
        "archive",
        "shares bytes",
    ),
    "an offset behind everything": attack("archive", "shares bytes", Item(b"x", offset=1 << 30)),
    "an offset into a file": attack("archive", "shares bytes", Item(b"x", offset=40)),
    "an offset to what is no entry": attack(
        "archive", "where nothing is", Item(b"x", noise(50), STORED, offset=len(GOOD.local()) + 1, packed_size=2)
    ),
}

CONTENTS = {
    "another name at its place": attack("archive", "'x' is called differently", Item(b"x", local_name=b"../x")),
    "a wrong check value": attack("archive", "content of 'x' .*check value", Item(b"x", crc=1)),
    "a wrong check value of no bytes": attack("archive", "check value", Item(b"x", b"", STORED, crc=1)),
    "broken deflate": attack("archive", "'x' cannot be unpacked", Item(b"x", packed=b"\xff" * 10)),
    "deflate cut short": attack(
        "archive", "'x' ends in the middle", Item(b"x", noise(50), packed=zlib.compress(noise(50))[2:20])
    ),
    "deflate of no bytes": attack("archive", "'x' ends in the middle", Item(b"x", packed=b"")),
}

DIRECTORIES = {
    "something before it": Attack(
        zip_of(GOOD, before=b"PK\x03\x04 not an entry"), "archive", "not begin with its first entry"
    ),
    "garbage behind it": Attack(zip_of(GOOD, after=b"garbage"), "archive", "behind the end of the zip"),
    "another zip behind it": Attack(zip_of(GOOD) + zip_of(Item(b"x")), "archive", "directory is not where it says"),
    "a comment that is a zip": attack("archive", "directory is not where it says", comment=zip_of(Item(b"x"))),
    "more lines than the directory has": attack("archive", "directory cannot be read", count=3),
    "fewer lines than the directory has": attack("archive", "another length", Item(b"x"), count=1),
    "a directory that is longer": Attack(zip_of(GOOD, directory_size=500), "archive", "directory is not where it says"),
    "a directory that is shorter": Attack(zip_of(GOOD, directory_size=5), "archive", "directory is not where it says"),
    "a line longer than the directory": Attack(
        with_directory(GOOD.local(), [replace(GOOD, extra=b"e" * 10)]).replace(b"e" * 10, b""),
        "archive",
        "directory is not where it says",
    ),
    "one part of many": Attack(zip_of(GOOD, disk=1), "archive", "split zip"),
    "zip64 numbers that are missing": attack("archive", "zip64 field is missing", Item(b"x", size=0xFFFFFFFF)),
    "a zip64 field that is too short": attack(
        "archive", "zip64 field is missing", Item(b"x", size=0xFFFFFFFF, extra=b"\1\0\4\0\0\0\0\0")
    ),
    "a zip64 record elsewhere": Attack(with_zip64_end(zip_of(GOOD), 0), "archive", "zip64 record is missing"),
    "a zip64 record outside": Attack(with_zip64_end(zip_of(GOOD), 1 << 60), "archive", "outside of it"),
    "a zip64 record that is none": Attack(
        with_zip64_end(zip_of(GOOD), signature=b"PK\x06\x05"), "archive", "zip64 record is missing"
    ),
    "cut short": Attack(zip_of(GOOD)[:-30], "archive", "cut short"),
    "without its last byte": Attack(zip_of(GOOD)[:-1], "archive", "cut short"),
    "only the beginning": Attack(zip_of(GOOD)[:20], "archive", "cut short"),
    "no file": Attack(zip_of(), "archive", "no file in it[.]"),
    "folders only": Attack(zip_of(item(b"docs/")), "archive", "no file in it[.]"),
    "nothing but what is skipped": Attack(zip_of(Item(b"__MACOSX/._a")), "archive", "besides those skipped"),
}

ATTACKS = {**NAMES, **KINDS, **SIZES, **OVERLAPS, **CONTENTS, **DIRECTORIES}


class TestAttacks:
    @pytest.mark.parametrize("title", ATTACKS)
    def test_is_refused_with_the_place_named_and_leaves_nothing(self, ingest: Ingest, title: str) -> None:
        attack = ATTACKS[title]
        with pytest.raises(ValidationError) as refusal:
            ingest(attack.archive, ZIP)
        first = refusal.value.details[0]
        assert first.field == attack.field
        assert re.search(attack.message, first.message)
        assert ingest.left() == []

    def test_every_bad_name_is_told_at_once(self, ingest: Ingest) -> None:
        items = [Item(b"../a"), Item(b"good.html"), Item(b"link", mode=0o120777), Item(b"/c")]
        with pytest.raises(ValidationError) as refusal:
            ingest(zip_of(*items), ZIP)
        assert [detail.field for detail in refusal.value.details] == ["../a", "link", "/c"]

    def test_a_zip_of_zips_is_unpacked_once(self, ingest: Ingest) -> None:
        """A quine, or a bomb of many levels, is dangerous to those who unpack what they have unpacked."""
        inner = zip_of(Item(b"inner.html"))
        assert ingest.contents(zip_of(Item(b"inner.zip", inner)), ZIP) == {"/inner.zip": inner}

    def test_a_flipped_byte_is_refused_or_harmless(self, ingest: Ingest) -> None:
        """Whatever the zip says, the answer is a clean one: files below the store, or an error and nothing."""
        chance = random.Random(1)
        whole = with_zip64_end(zip_of(GOOD, Item(b"a", noise(200)), Item(b"b", b"stored", STORED), item(b"d/")))
        for _ in range(400):
            broken = bytearray(whole)
            for _ in range(chance.randint(1, 3)):
                broken[chance.randrange(len(broken))] = chance.choice(b"\0\x01\x02\x08/.PK\xff")
            try:
                ingest(bytes(broken), ZIP)
            except ValidationError:
                assert ingest.left() == []
            else:
                ingest.blobs.delete_prefix("deploy_1")


class TestAccepted:
    @pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    @pytest.mark.parametrize("zip64", [False, True])
    def test_what_the_standard_library_packs(self, ingest: Ingest, method: int, zip64: bool) -> None:
        files = {"index.html": b"<h1>Hello</h1>", "empty.txt": b"", "docs/käse.html": b"k" * 1000}
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            for name, content in files.items():
                with archive.open(name, "w", force_zip64=zip64) as file:
                    file.write(content)
        expected = {f"/{name}": content for name, content in files.items()}
        assert ingest.contents(packed.getvalue(), ZIP) == expected

    def test_a_zip_written_to_a_pipe(self, ingest: Ingest) -> None:
        """Its local headers have no sizes; they follow behind the content."""

        class Pipe(io.RawIOBase):
            written = b""

            def writable(self) -> bool:
                return True

            def write(self, data: object) -> int:
                self.written += bytes(data)  # type: ignore[call-overload]
                return len(data)  # type: ignore[arg-type]

        pipe = Pipe()
        with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
            archive.writestr("index.html", b"<h1>Hello</h1>")
            archive.writestr("a.txt", b"a" * 5000)
        assert ingest.contents(pipe.written, ZIP) == {"/index.html": b"<h1>Hello</h1>", "/a.txt": b"a" * 5000}

    def test_what_info_zip_packs(self, ingest: Ingest, tmp_path: Path) -> None:
        site = tmp_path / "site"
        names = ["index.html", "docs/käse.html", "docs/" + "n" * 150]
        for name in names:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(name)
        subprocess.run(["zip", "-qr", tmp_path / "site.zip", "."], cwd=site, check=True)
        packed = (tmp_path / "site.zip").read_bytes()
        assert ingest.contents(packed, ZIP) == {f"/{name}": name.encode() for name in names}

    def test_a_zip64_end_record(self, ingest: Ingest) -> None:
        assert ingest.contents(with_zip64_end(zip_of(GOOD)), ZIP) == {"/index.html": b"<h1>good</h1>"}

    def test_a_comment(self, ingest: Ingest) -> None:
        packed = zip_of(GOOD, comment=b"made with care")
        assert ingest.contents(packed, ZIP) == {"/index.html": b"<h1>good</h1>"}

    def test_a_directory_in_another_order_than_the_content(self, ingest: Ingest) -> None:
        second = Item(b"b.html", b"b", offset=len(GOOD.local()))
        packed = with_directory(GOOD.local() + second.local(), [second, replace(GOOD, offset=0)])
        assert ingest.contents(packed, ZIP) == {"/index.html": b"<h1>good</h1>", "/b.html": b"b"}

    def test_a_name_in_utf_8_that_does_not_say_so(self, ingest: Ingest) -> None:
        """macOS writes UTF-8 without the flag that says so (bit 11)."""
        assert list(ingest.contents(zip_of(Item("käse.html".encode(), flags=0)), ZIP)) == ["/käse.html"]

    def test_an_extra_field_that_only_the_local_header_has(self, ingest: Ingest) -> None:
        packed = zip_of(Item(b"x", local_extra=b"ux\x0b\0" + bytes(11)))
        assert ingest.contents(packed, ZIP) == {"/x": b"x"}

    @pytest.mark.parametrize("size", [(1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5_000_000])
    @pytest.mark.parametrize("method", [0, 8])
    def test_a_file_of_many_chunks(self, ingest: Ingest, size: int, method: int) -> None:
        content = noise(size // 2) + bytes(size - size // 2)
        assert ingest.contents(zip_of(Item(b"big", content, method)), ZIP, Limits()) == {"/big": content}

    def test_a_file_of_exactly_the_limit(self, ingest: Ingest) -> None:
        content = noise(LIMITS.file_bytes)
        assert ingest.contents(zip_of(Item(b"big", content)), ZIP) == {"/big": content}
