from __future__ import annotations

import gzip
import io
import random
import re
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import pytest

from server.kit.config import Limits
from server.kit.errors import ValidationError
from tests.deployments.archives import (
    BAD_NAMES,
    BAD_PAIRS,
    BLOCK,
    GZIP,
    LIMITS,
    Attack,
    Ingest,
    long_name,
    member,
    noise,
    pax,
    tar,
    tar_gz,
    tar_header,
    zip_of,
)

GOOD = member(b"index.html", b"<h1>good</h1>")
END = bytes(2 * BLOCK)


def attack(field: str, message: str, *members: bytes, end: bytes = END) -> Attack:
    return Attack(tar_gz(GOOD, *members, end=end), field, message)


def named(name: bytes) -> bytes:
    if name.endswith(b"/"):
        return member(name, b"", b"5")
    return long_name(name) + member(name[:100]) if len(name) > 100 else member(name)


def with_size(field: bytes, kind: bytes = b"0") -> bytes:
    """A header whose size field is these twelve bytes."""
    block = tar_header(b"x", kind=kind)
    block = block[:124] + field + block[136:148] + b" " * 8 + block[156:]
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


NAMES = {
    **{title: attack(shown, says, named(name)) for title, (name, shown, says) in BAD_NAMES.items()},
    **{title: attack(shown, says, *map(named, names)) for title, (names, shown, says) in BAD_PAIRS.items()},
    "NUL in a pax name": attack("a\\x00b", "control character", pax(path=b"a\0b"), member(b"x")),
    "NUL in a long name": attack("a\\x00b", "control character", long_name(b"a\0b"), member(b"x")),
    "dots in a pax name": attack("../x", "'[.][.]'", pax(path=b"../x"), member(b"x")),
    "dots in a long name": attack("../x", "'[.][.]'", long_name(b"../x"), member(b"x")),
    "dots in the prefix": attack("../x", "'[.][.]'", member(b"x", prefix=b"..")),
    "a folder that leads out": attack("../x/", "'[.][.]'", member(b"../x/", b"", b"5")),
}

KINDS = {
    "a symbolic link": attack("link", "symbolic link.*copy", member(b"link", b"", b"2", link=b"/etc/passwd")),
    "a link to a folder, then a file in it": attack(
        "d", "symbolic link", member(b"d", b"", b"2", link=b"/tmp"), member(b"d/x")
    ),
    "a hard link": attack("link", "hard link", member(b"link", b"", b"1", link=b"index.html")),
    "a hard link with a size": attack("link", "hard link", tar_header(b"link", 5000, b"1", link=b"index.html")),
    "a character device": attack("null", "device", member(b"null", b"", b"3")),
    "a block device": attack("sda", "device", member(b"sda", b"", b"4")),
    "a named pipe": attack("pipe", "named pipe", member(b"pipe", b"", b"6")),
    "a sparse file of GNU tar": attack("x", "sparse", member(b"x", b"", b"S")),
    "a sparse file in pax": attack("x", "sparse", pax(GNU__sparse__major=b"1"), member(b"x")),
    "a volume label": attack("label", "only some programs know .'V'", member(b"label", b"", b"V")),
    "a kind that nobody knows": attack("x", r"only some programs know .'\\xff'", member(b"x", b"", b"\xff")),
    "a folder with content": attack("docs/", "folder by its name", member(b"docs/", b"content")),
}

SIZES = {
    "one file too large": attack(
        "big",
        "1,048,577 bytes; at most 1,048,576 .YOUR_APP_MAX_FILE_BYTES",
        member(b"big", noise((1 << 20) + 1)),
    ),
    "a size of 8 exabytes": attack("x", "YOUR_APP_MAX_FILE_BYTES", with_size(b"\x80\0\0\0\x7f" + b"\xff" * 7)),
    "a pax size of 8 exabytes": attack("x", "YOUR_APP_MAX_FILE_BYTES", pax(size=b"9" * 18), member(b"x")),
    "a pax size with a sign": attack("archive", "size that cannot be read", pax(size=b"-1"), member(b"x")),
    "a pax size of 5,000 digits": attack("archive", "size that cannot be read", pax(size=b"9" * 5000), member(b"x")),
    "a size that is no number": attack("archive", "size that cannot be read", with_size(b"0000000_10\0\0")),
    "a size with an 8": attack("archive", "size that cannot be read", with_size(b"00000000081\0")),
    "a negative size": attack("archive", "size that cannot be read", with_size(b"\xff" * 12)),
    "all files together too large": attack(
        "archive",
        "4,194,304 bytes.*YOUR_APP_MAX_SITE_BYTES",
        *(member(b"%d" % number, noise(1 << 20)) for number in range(4)),
    ),
    "too many files": attack(
        "archive", "50 files.*YOUR_APP_MAX_FILES", *(member(b"%d" % number) for number in range(50))
    ),
    "too many entries": attack(
        "archive", "1,100 entries", *(member(b"d%d/" % number, b"", b"5") for number in range(1200))
    ),
    "a bomb": attack(
        "archive",
        "100 times its size.*YOUR_APP_MAX_EXPANSION_RATIO",
        *(member(b"%d" % number, bytes(1 << 20)) for number in range(3)),
    ),
    "a bomb in a skipped folder": attack(
        "archive", "YOUR_APP_MAX_EXPANSION_RATIO", member(b".git/bomb", bytes(4 << 20))
    ),
    "a bomb behind the end": attack("archive", "YOUR_APP_MAX_EXPANSION_RATIO", end=bytes(4 << 20)),
    "more in skipped folders than a site may have": attack(
        "archive", "4,194,304 bytes.*skipped entries included", member(b".git/pack", noise(8 << 20))
    ),
}

HEADERS = {
    "a long name of 2 MB": attack(
        "archive",
        "extended header of 2,097,153 bytes, at most 262,144",
        long_name(noise(2 << 20)),
        member(b"x"),
    ),
    "a pax header of 2 MB": attack("archive", "extended header", member(b"x", noise(2 << 20), b"x"), member(b"x")),
    "a long link of 2 MB": attack("archive", "extended header", member(b"x", noise(2 << 20), b"K"), member(b"x")),
    "a global header of 2 MB": attack("archive", "extended header", member(b"x", noise(2 << 20), b"g"), member(b"x")),
    "an extended header of 8 exabytes": attack("archive", "extended header", with_size(b"\x80" + b"\x7f" * 11, b"x")),
    "a chain of extended headers": attack(
        "archive", "more than 8 extended headers", *[pax(b"g", comment=b"x")] * 9, member(b"x")
    ),
    "a name for all files": attack("archive", "global header with a name", pax(b"g", path=b"x"), member(b"x")),
    "two names for one file": attack("archive", "say the same thing", long_name(b"a"), pax(path=b"b"), member(b"x")),
    "an extended header for nothing": attack("archive", "without an entry", pax(path=b"b")),
    "a pax record that is too long": attack(
        "archive", "pax header that cannot be read", member(b"x", b"99 path=x\n", b"x"), member(b"x")
    ),
    "a pax record without an end": attack(
        "archive", "pax header that cannot be read", member(b"x", b"9 path=xy", b"x"), member(b"x")
    ),
    "a pax record without a length": attack(
        "archive", "pax header that cannot be read", member(b"x", b"path=x\n", b"x"), member(b"x")
    ),
    "a pax record shorter than its keyword": attack(
        "archive", "pax header that cannot be read", member(b"x", b"3 path=x\n", b"x"), member(b"x")
    ),
    "a wrong checksum": attack(
        "archive", "no valid header before byte 1,536", b"y" + tar_header(b"x")[1:], b"x" * BLOCK
    ),
    "a checksum that is no number": attack(
        "archive", "no valid header", tar_header(b"x")[:148] + b"12345x\0 " + tar_header(b"x")[156:]
    ),
}

ENDS = {
    "no end marker": attack("archive", "cut short", end=b""),
    "an end in a header": attack("archive", "cut short", end=tar_header(b"x")[:300]),
    "an end in a file": attack("archive", "cut short", tar_header(b"x", 5000), end=b"x" * 100),
    "a second tar behind the first": attack("archive", "behind the end", end=END + tar(GOOD)),
    "garbage behind the end": attack("archive", "behind the end", end=END + b"garbage"),
    "no file": Attack(tar_gz(), "archive", "no file in it[.]"),
    "folders only": Attack(tar_gz(member(b"docs/", b"", b"5")), "archive", "no file in it[.]"),
    "nothing but what is skipped": Attack(tar_gz(member(b".DS_Store")), "archive", "besides those skipped"),
}

DAMAGED = "gzip data is damaged, cut short, or followed"
COMPRESSED = tar_gz(GOOD)
ENVELOPES = {
    "cut short": Attack(tar_gz(GOOD, member(b"x", noise(5000)))[:-2000], "archive", DAMAGED),
    "without its last byte": Attack(COMPRESSED[:-1], "archive", DAMAGED),
    "a wrong check value": Attack(COMPRESSED[:-8] + bytes(4) + COMPRESSED[-4:], "archive", DAMAGED),
    "a wrong length": Attack(COMPRESSED[:-4] + bytes(4), "archive", DAMAGED),
    "a broken block": Attack(COMPRESSED[:12] + b"\xff" * 20 + COMPRESSED[32:], "archive", DAMAGED),
    "garbage behind it": Attack(COMPRESSED + b"garbage, longer than a header is", "archive", DAMAGED),
    "one byte behind it": Attack(COMPRESSED + b"g", "archive", DAMAGED),
    "a header without an end": Attack(b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * (9 << 20), "archive", DAMAGED),
    "a web page inside": Attack(gzip.compress(b"<h1>Hello</h1>" * 100), "archive", "not a tar"),
    "a zip inside": Attack(gzip.compress(zip_of() + bytes(BLOCK)), "archive", "not a tar"),
    "gzip inside": Attack(gzip.compress(tar_gz(GOOD, member(b"x", noise(900)))), "archive", "not a tar"),
    "little inside": Attack(gzip.compress(b"<h1>"), "archive", "cut short"),
    "nothing inside": Attack(gzip.compress(b""), "archive", "cut short"),
}

ATTACKS = {**NAMES, **KINDS, **SIZES, **HEADERS, **ENDS, **ENVELOPES}


class TestAttacks:
    @pytest.mark.parametrize("title", ATTACKS)
    def test_is_refused_with_the_place_named_and_leaves_nothing(self, ingest: Ingest, title: str) -> None:
        attack = ATTACKS[title]
        threads = threading.active_count()
        with pytest.raises(ValidationError) as refusal:
            ingest(attack.archive, GZIP)
        first = refusal.value.details[0]
        assert first.field == attack.field
        assert re.search(attack.message, first.message)
        assert ingest.left() == []
        assert threading.active_count() <= threads + 1  # the store's own, which waits for the next flush

    def test_every_bad_name_is_told_at_once(self, ingest: Ingest) -> None:
        names = [b"../a", b"good.html", b"b\\b", b"/c"]
        with pytest.raises(ValidationError) as refusal:
            ingest(tar_gz(*map(member, names), member(b"link", b"", b"2")), GZIP)
        assert [detail.field for detail in refusal.value.details] == ["../a", "b\\b", "/c", "link"]
        assert ingest.left() == []

    def test_of_many_bad_names_twenty_are_told(self, ingest: Ingest) -> None:
        with pytest.raises(ValidationError) as refusal:
            ingest(tar_gz(*(member(b"../%d" % number) for number in range(40))), GZIP)
        assert len(refusal.value.details) == 20

    def test_a_long_name_of_300_megabytes_needs_little_memory(self, tmp_path: Path) -> None:
        archive = tmp_path / "bomb.tar.gz"
        with gzip.open(archive, "wb", 6) as file:
            file.write(tar_header(b"././@LongLink", 300 << 20, b"L"))
            for _ in range(300):
                file.write(b"a" * (1 << 20))
            file.write(member(b"x") + END)
        assert archive.stat().st_size < 310_000
        program = """
import resource, sys
from pathlib import Path
from tests.deployments.archives import GZIP, Ingest
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
ingest = Ingest(Path(sys.argv[1]))
try:
    ingest(Path(sys.argv[2]).read_bytes(), GZIP)
except Exception as error:
    print(type(error).__name__, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
        run = subprocess.run(
            [sys.executable, "-c", program, tmp_path, archive], capture_output=True, text=True, check=True
        )
        kind, megabytes = run.stdout.split()
        assert kind == "ValidationError"
        assert int(megabytes) < 40

    def test_a_flipped_byte_is_refused_or_harmless(self, ingest: Ingest) -> None:
        """Whatever the tar says, the answer is a clean one: files below the store, or an error and nothing."""
        chance = random.Random(1)
        whole = tar(pax(path=b"docs/a.html", mtime=b"1.5"), member(b"a", noise(700)), long_name(b"b" * 120), GOOD)
        for _ in range(400):
            broken = bytearray(whole)
            for _ in range(chance.randint(1, 3)):
                broken[chance.randrange(len(broken))] = chance.choice(b"\0\x01/.0789Lgx\xff")
            try:
                ingest(gzip.compress(bytes(broken), 1), GZIP)
            except ValidationError:
                assert ingest.left() == []
            else:
                ingest.blobs.delete_prefix("deploy_1")


class TestAccepted:
    @pytest.mark.parametrize("kind", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
    def test_what_the_standard_library_packs(self, ingest: Ingest, kind: int) -> None:
        files = {
            "index.html": b"<h1>Hello</h1>",
            "empty.txt": b"",
            "one-block.bin": noise(512),
            "large.bin": noise(1 << 20),
            "/".join(["a" * 40] * 4) + "/long.html": b"long",
        }
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz", format=kind) as archive:
            for name, content in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        expected = {f"/{name}": content for name, content in files.items()}
        assert ingest.contents(packed.getvalue(), GZIP) == expected

    @pytest.mark.parametrize(
        ("kind", "longest"),
        [
            ("v7", "n" * 80),
            ("ustar", "f" * 80 + "/" + "n" * 90),
            ("oldgnu", "n" * 180),
            ("gnu", "n" * 180),
            ("posix", "n" * 180),
        ],
    )
    def test_what_gnu_tar_packs(self, ingest: Ingest, tmp_path: Path, kind: str, longest: str) -> None:
        site = tmp_path / "site"
        names = ["index.html", "docs/käse.html", longest]
        for name in names:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(name)
        command = ["tar", "-cz", f"--format={kind}", "-C", site, "."]
        packed = subprocess.run(command, capture_output=True, check=True).stdout
        assert ingest.contents(packed, GZIP) == {f"/{name}": name.encode() for name in names}

    def test_the_times_that_gnu_tar_keeps_where_ustar_has_part_of_the_name(self, ingest: Ingest) -> None:
        packed = tar_gz(member(b"a.html", magic=b"ustar  \0", prefix=b"14000000000"))
        assert ingest.contents(packed, GZIP) == {"/a.html": b"x"}

    def test_as_many_extended_headers_as_are_allowed(self, ingest: Ingest) -> None:
        packed = tar_gz(*[pax(b"g", comment=b"x")] * 7, pax(path=b"long.html"), member(b"x"))
        assert ingest.contents(packed, GZIP) == {"/long.html": b"x"}

    def test_a_leading_dot_and_folders(self, ingest: Ingest) -> None:
        packed = tar_gz(member(b"./", b"", b"5"), member(b"./docs/", b"", b"5"), member(b"./docs/a.html"))
        assert ingest.contents(packed, GZIP) == {"/docs/a.html": b"x"}

    def test_the_folder_of_a_tar_from_before_ustar(self, ingest: Ingest) -> None:
        packed = tar_gz(member(b"docs/", b"", b"\0", magic=bytes(8)), member(b"docs/a", magic=bytes(8)))
        assert ingest.contents(packed, GZIP) == {"/docs/a": b"x"}

    def test_a_size_in_base_256_and_one_in_pax(self, ingest: Ingest) -> None:
        padded = b"x" + bytes(BLOCK - 1)
        packed = tar_gz(
            with_size(b"\x80" + bytes(10) + b"\x01"), padded, pax(size=b"3"), tar_header(b"y"), b"abc" + bytes(509)
        )
        assert ingest.contents(packed, GZIP) == {"/x": b"x", "/y": b"abc"}

    def test_the_comment_that_git_writes_for_all_files(self, ingest: Ingest) -> None:
        assert ingest.contents(tar_gz(pax(b"g", comment=b"52c3"), GOOD), GZIP) == {"/index.html": b"<h1>good</h1>"}

    def test_a_tar_in_several_gzip_members(self, ingest: Ingest) -> None:
        """RFC 1952, section 2.2: members simply follow each other. bgzip and parallel packers write them so."""
        whole = tar(GOOD)
        packed = gzip.compress(whole[:700]) + gzip.compress(whole[700:])
        assert ingest.contents(packed, GZIP) == {"/index.html": b"<h1>good</h1>"}

    def test_padding_behind_the_end(self, ingest: Ingest) -> None:
        assert ingest.contents(tar_gz(GOOD, end=bytes(20 * BLOCK)), GZIP) == {"/index.html": b"<h1>good</h1>"}

    def test_names_are_stored_in_nfc(self, ingest: Ingest) -> None:
        assert list(ingest.contents(tar_gz(member("e\u0301.html".encode())), GZIP)) == ["/\u00e9.html"]

    def test_the_same_content_is_stored_once(self, ingest: Ingest) -> None:
        ingested = ingest(tar_gz(member(b"a"), member(b"b")), GZIP)
        assert len(ingested.files) == 2
        assert len([path for path in ingest.left() if "/" in path and "deploy_1/" in path]) == 1

    def test_a_file_of_exactly_the_limit(self, ingest: Ingest) -> None:
        content = noise(LIMITS.file_bytes)
        assert ingest.contents(tar_gz(member(b"big", content)), GZIP) == {"/big": content}

    def test_a_file_of_many_chunks(self, ingest: Ingest) -> None:
        content = noise(5_000_001)
        assert ingest.contents(tar_gz(member(b"big", content)), GZIP, Limits()) == {"/big": content}
