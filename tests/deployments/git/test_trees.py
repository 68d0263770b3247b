"""Trees that are refused: bad names, links, bombs, too much of anything."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from server.kit.config import Limits
from tests.deployments.git.fetching import Fetch, explained
from tests.deployments.git_origins import (
    FILE,
    FOLDER,
    LINK,
    SUBMODULE,
    Origin,
)


def hostile(name: bytes, *more: bytes) -> Callable[[Origin], str]:
    """A tree with a good file and files of these names."""
    return lambda origin: origin.tree(
        (FILE, origin.blob(b"x"), b"index.html"), *((FILE, origin.blob(b"y"), each) for each in (name, *more))
    )


def nested(*names: bytes) -> Callable[[Origin], str]:
    """A file in folders of these names."""

    def make(origin: Origin) -> str:
        tree = origin.tree((FILE, origin.blob(b"x"), b"x"))
        for name in reversed(names):
            tree = origin.tree((FOLDER, tree, name))
        return tree

    return make


def entry(mode: str, content: bytes = b"/etc/passwd") -> Callable[[Origin], str]:
    """A tree with one entry that is no plain file."""
    return lambda origin: origin.tree(
        (FILE, origin.blob(b"x"), b"index.html"),
        (mode, "1" * 40 if mode == SUBMODULE else origin.blob(content), b"thing"),
    )


def bomb(leaf: Callable[[Origin], str]) -> Callable[[Origin], str]:
    """Ten folders in each of ten folders in … ten levels deep, stored in eleven objects."""

    def make(origin: Origin) -> str:
        tree = leaf(origin)
        for _ in range(10):
            tree = origin.tree(*((FOLDER, tree, b"%d" % number) for number in range(10)))
        return tree

    return make


# A tree, the field of the first detail, and what that says.
TREES: dict[str, tuple[Callable[[Origin], str], str, str]] = {
    "a symbolic link": (entry(LINK), "thing", "symbolic link.*plain files only"),
    "a submodule": (entry(SUBMODULE), "thing", "submodule, and those are not fetched"),
    "dots that lead out": (nested(b"..", b"..", b"etc"), "..", r"'\.\.'"),
    "dots alone": (hostile(b".."), "..", r"'\.\.'"),
    "a name of one dot": (hostile(b"."), ".", "has no name"),
    "a case twin": (hostile(b"INDEX.html"), "index.html", "only in upper and lower case"),
    "a twin in another form": (hostile("e\u0301".encode(), "\u00e9".encode()), "\u00e9", "two forms of Unicode"),
    "a file and a folder of one name": (
        lambda origin: origin.tree(
            (FILE, origin.blob(b"x"), b"a"), (FOLDER, origin.tree((FILE, origin.blob(b"x"), b"b")), b"A")
        ),
        "a",
        "folder",
    ),
    "a backslash": (hostile(b"a\\b"), "a\\b", "backslash"),
    "a control character": (hostile(b"a\x1bb"), "a\\x1bb", "control character"),
    "a newline": (hostile(b"a\nb"), "a\\nb", "control character"),
    "a tab": (hostile(b"a\tb"), "a\\tb", "control character"),
    "Latin-1": (hostile("café".encode("latin-1")), "caf\\udce9", "not valid UTF-8"),
    "a drive": (hostile(b"C:x"), "C:x", "drive letter"),
    "a long name": (hostile(b"a" * 5000), "a" * 80, "200 bytes.*YOUR_APP_MAX_PATH_BYTES"),
    "a name of 3 MB": (hostile(b"a" * (3 << 20)), "a" * 80, "200 bytes.*YOUR_APP_MAX_PATH_BYTES"),
    "many folders": (nested(*[b"a"] * 6), "a/a/a/a/a", "4 folders.*YOUR_APP_MAX_PATH_DEPTH"),
    "a file too large": (
        lambda origin: origin.tree((FILE, origin.blob(bytes((1 << 20) + 1)), b"big")),
        "big",
        "1,048,577 bytes.*YOUR_APP_MAX_FILE_BYTES",
    ),
    "one large file in many places": (
        lambda origin: origin.tree(*((FILE, origin.blob(bytes(1 << 20)), b"%d" % number) for number in range(5))),
        "repository",
        "4,194,304 bytes together.*YOUR_APP_MAX_SITE_BYTES",
    ),
    "too many files": (
        hostile(*(b"%d" % number for number in range(50))),
        "repository",
        "50 files.*YOUR_APP_MAX_FILES",
    ),
    "a bomb of files": (bomb(nested()), "0/0/0/0/0/0", "YOUR_APP_MAX_PATH_DEPTH"),
    "a bomb of folders": (bomb(lambda origin: origin.tree()), "0/0/0/0/0/0", "YOUR_APP_MAX_PATH_DEPTH"),
    "no file": (lambda origin: origin.tree(), "repository", "There is no file in it[.]"),
    "empty folders only": (
        lambda origin: origin.tree((FOLDER, origin.tree(), b"a")),
        "repository",
        "There is no file in it[.]",
    ),
    "nothing but what is skipped": (
        lambda origin: origin.tree((FILE, origin.blob(b"x"), b".DS_Store")),
        "repository",
        "besides those skipped",
    ),
}


class TestTrees:
    @pytest.mark.parametrize("title", TREES)
    def test_are_refused_with_the_entry_named_and_leave_nothing(self, fetch: Fetch, origin: Origin, title: str) -> None:
        make, field, message = TREES[title]
        origin.commit_tree(make(origin))
        details = fetch.failure(origin.url, "main").details
        assert details[0].field.startswith(field)
        assert re.search(message, details[0].message)

    def test_have_every_bad_name_told_at_once(self, fetch: Fetch, origin: Origin) -> None:
        origin.commit_tree(hostile(b"..", b"a\\b", b"C:x", b"good")(origin))
        details = fetch.failure(origin.url).details
        assert {detail.field for detail in details} == {"..", "a\\b", "C:x"}

    def test_that_only_a_lifetime_could_list_are_refused_at_once(self, fetch: Fetch, origin: Origin) -> None:
        limits = Limits(path_depth=20)
        origin.commit_tree(bomb(lambda origin: origin.tree())(origin))
        began = time.monotonic()
        assert "more than 41,000 entries" in explained(fetch.failure(origin.url, limits=limits))
        assert time.monotonic() - began < 5

    def test_of_which_a_part_is_missing_are_refused(self, fetch: Fetch, origin: Origin) -> None:
        origin.commit_tree(origin.tree((FILE, "1" * 40, b"index.html")))
        error = fetch.failure(origin.url)
        assert error.code == "git_failed"
