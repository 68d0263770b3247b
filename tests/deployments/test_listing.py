from __future__ import annotations

import time

import pytest

from server.deployments.listing import InvalidName, Listing, shown, site_path
from server.kit.config import Limits
from server.kit.errors import ValidationError

LIMITS = Limits()


class TestSitePath:
    @pytest.mark.parametrize(
        ("name", "path"),
        [
            ("index.html", "/index.html"),
            ("./index.html", "/index.html"),
            ("docs/./a//b.html", "/docs/a/b.html"),
            ("docs/", "/docs"),
            ("./", "/"),
            ("..a/b../...", "/..a/b../..."),
            ("ab:c", "/ab:c"),
            ("e\u0301", "/\u00e9"),
            ("Ünïcode 日本語 😀.html", "/Ünïcode 日本語 😀.html"),
            ("a b?c#d%2F&", "/a b?c#d%2F&"),
        ],
    )
    def test_is_absolute_and_in_nfc(self, name: str, path: str) -> None:
        assert site_path(name, LIMITS) == path

    def test_may_be_as_long_as_the_limits_say(self) -> None:
        segment = "a" * 255
        longest = "/".join([segment] * 4)[: LIMITS.path_bytes - 1]
        assert site_path(longest, LIMITS) == "/" + longest
        with pytest.raises(InvalidName, match="1,024 bytes"):
            site_path(longest + "a", LIMITS)
        deepest = "a/" * LIMITS.path_depth + "b"
        assert site_path(deepest, LIMITS) == "/" + deepest
        with pytest.raises(InvalidName, match="32 folders"):
            site_path("a/" + deepest, LIMITS)

    @pytest.mark.parametrize("name", ["a" * 256, "a" * 256 + "/b", "ü" * 128, "b/" + "a" * 256])
    def test_has_segments_that_every_file_system_takes(self, name: str) -> None:
        with pytest.raises(InvalidName, match="255 bytes"):
            site_path(name, LIMITS)

    def test_is_counted_in_bytes_of_utf_8_in_nfc(self) -> None:
        limits = Limits(path_bytes=21)
        assert site_path("é" * 10, limits) == "/" + "é" * 10
        assert site_path("e\u0301" * 10, limits) == "/" + "é" * 10
        with pytest.raises(InvalidName, match="21 bytes"):
            site_path("é" * 11, limits)

    def test_of_many_combining_marks_costs_no_time(self) -> None:
        name = "a" + "\u0301\u0316" * 100_000
        before = time.perf_counter()
        with pytest.raises(InvalidName, match="1,024 bytes"):
            site_path(name, LIMITS)
        assert time.perf_counter() - before < 0.1


class TestListing:
    def test_counts_files_and_bytes(self) -> None:
        listing = Listing(LIMITS)
        assert listing.admit("docs/", 0, is_folder=True) is None
        assert listing.admit("docs/a", 3) == "/docs/a"
        assert listing.admit("b", 4) == "/b"
        listing.check()
        assert (listing.file_count, listing.size_bytes) == (2, 7)

    @pytest.mark.parametrize(
        ("name", "warning"),
        [
            (".git/config", "Skipped 1 entry of .git"),
            ("site/.git/objects/ab/cd", "Skipped 1 entry of .git"),
            (".GIT/config", "Skipped 1 entry of .git"),
            (".git", "Skipped 1 entry of .git"),
            ("__MACOSX/._index.html", "Skipped 1 entry that macOS adds"),
            ("__MACOSX/docs/x", "Skipped 1 entry that macOS adds"),
            (".DS_Store", "Skipped 1 entry that macOS adds"),
            ("docs/.DS_Store", "Skipped 1 entry that macOS adds"),
            ("._index.html", "Skipped 1 entry that macOS adds"),
        ],
    )
    def test_skips_what_nobody_means_to_publish(self, name: str, warning: str) -> None:
        listing = Listing(LIMITS)
        assert listing.admit(name, 5) is None
        assert listing.admit("index.html", 5) == "/index.html"
        listing.check()
        assert (listing.file_count, listing.size_bytes) == (1, 5)
        assert len(listing.warnings()) == 1
        assert listing.warnings()[0].startswith(warning)

    @pytest.mark.parametrize("name", [".github/x", ".gitignore", "a.git/x", "MACOSX/x", ".well-known/x", "_._x"])
    def test_keeps_what_is_called_alike(self, name: str) -> None:
        listing = Listing(LIMITS)
        assert listing.admit(name, 1) == "/" + name
        assert listing.warnings() == ()

    def test_skips_a_link_where_it_skips(self) -> None:
        listing = Listing(LIMITS)
        assert listing.admit(".git/link", 0, problem="It is a symbolic link.") is None
        assert listing.problems == []

    def test_does_not_skip_a_way_out(self) -> None:
        listing = Listing(LIMITS)
        assert listing.admit(".git/../../x", 0) is None
        assert [problem.field for problem in listing.problems] == [".git/../../x"]

    def test_says_how_many_were_skipped(self) -> None:
        listing = Listing(LIMITS)
        for number in range(1200):
            listing.admit(f".git/{number}", 1)
        listing.admit(".DS_Store", 1)
        assert listing.warnings() == (
            "Skipped 1,200 entries of .git: a site does not publish its repository.",
            "Skipped 1 entry that macOS adds to archives (__MACOSX, .DS_Store, ._*).",
        )

    def test_keeps_nothing_after_the_first_bad_name(self) -> None:
        listing = Listing(LIMITS)
        assert listing.admit("a", 1) == "/a"
        assert listing.admit("../b", 1) is None
        assert listing.admit("c", 1) is None
        with pytest.raises(ValidationError, match=r"refused and nothing was kept: \.\./b: The path has a"):
            listing.check()

    def test_lets_folders_differ_in_case(self) -> None:
        listing = Listing(LIMITS)
        assert listing.admit("Docs/a", 1) == "/Docs/a"
        assert listing.admit("docs/b", 1) == "/docs/b"

    def test_allows_exactly_as_many_files_as_the_limit(self) -> None:
        listing = Listing(Limits(files=2))
        listing.admit("a", 1)
        listing.admit("b", 1)
        with pytest.raises(ValidationError, match="more than 2 files"):
            listing.admit("c", 1)


class TestShown:
    def test_is_printable(self) -> None:
        assert shown("a\n\x1b[2J\u202eb\udcff") == "a\\n\\x1b[2J\\u202eb\\udcff"

    def test_is_short(self) -> None:
        assert shown("a" * 120) == "a" * 120
        assert shown("a" * 100 + "b" * 10_000) == "a" * 80 + "…" + "b" * 39
