from __future__ import annotations

from pathlib import Path

import pytest

from server.deployments.git_repository import Damaged, Found, NameTooLong, Repository
from server.kit.process_group import Bounds, ProgramFailed
from tests.deployments.git_origins import FILE, FOLDER, LINK, SUBMODULE, Origin

ONLY_FILES = {"protocol.file.allow": "always"}


@pytest.fixture
def origin(tmp_path: Path) -> Origin:
    return Origin(tmp_path / "origin.git")


def repository(tmp_path: Path, config: dict[str, str] = ONLY_FILES) -> Repository:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    made = Repository(scratch, config, Bounds(16 << 20, 1 << 30), watch=lambda: None)
    made.create("sha1")
    return made


class TestFetch:
    @pytest.mark.parametrize("protocol", ["https", "http", "git", "ssh", "ext", "ftp"])
    def test_speaks_no_protocol_but_the_one_that_is_allowed(
        self, tmp_path: Path, origin: Origin, protocol: str
    ) -> None:
        origin.commit({"a": b"a"})
        ran = tmp_path / "ran"
        url = {
            "https": origin.url,
            "ext": f"ext::sh -c touch% {ran}",
            "ssh": f"ssh://-oProxyCommand=touch%20{ran}/x",
        }.get(protocol, f"{protocol}://127.0.0.1/x")
        allowed = {"protocol.https.allow": "always"} if protocol == "https" else ONLY_FILES
        with pytest.raises(ProgramFailed, match=r"transport '\w+' not allowed"):
            repository(tmp_path, allowed).fetch(url, "refs/heads/main")
        assert not ran.exists()

    def test_takes_an_option_for_an_address(self, tmp_path: Path) -> None:
        ran = tmp_path / "ran"
        with pytest.raises(ProgramFailed, match=r"strange pathname|does not appear to be a git repository"):
            repository(tmp_path).fetch(f"--upload-pack=touch {ran}", "main")
        assert not ran.exists()

    def test_brings_one_commit_without_its_history_and_no_tags(self, tmp_path: Path, origin: Origin) -> None:
        first = origin.commit({"a": b"1"})
        origin.git("tag", "-a", "-m", "x", "v1")
        second = origin.commit({"a": b"2"})
        origin.git("tag", "-a", "-m", "x", "v2")
        made = repository(tmp_path)
        made.fetch(origin.url, "refs/heads/main")
        assert made.find(second, first, "refs/tags/v2") == [Found(second, "commit"), None, None]

    def test_leaves_one_pack_and_no_loose_objects(self, tmp_path: Path, origin: Origin) -> None:
        origin.commit({"a": b"1"})
        repository(tmp_path).fetch(origin.url, "refs/heads/main")
        files = [path for path in (tmp_path / "scratch").rglob("objects/**/*") if path.is_file()]
        assert sorted(path.suffix for path in files) == [".idx", ".pack"]


class TestEntries:
    def test_are_all_below_a_tree(self, tmp_path: Path, origin: Origin) -> None:
        blob, link = origin.blob(b"12345"), origin.blob(b"a")
        inner = origin.tree((FILE, blob, b"caf\xe9"))
        tree = origin.tree((FOLDER, inner, b"b"), (LINK, link, b"c"), (SUBMODULE, "1" * 40, b"d"))
        origin.commit_tree(tree)
        made = repository(tmp_path)
        made.fetch(origin.url, "refs/heads/main")
        assert [(each.mode, each.name, each.object_id, each.size_bytes) for each in made.entries(tree, 100)] == [
            (FOLDER, "b", inner, 0),
            (FILE, "b/caf\udce9", blob, 5),
            (LINK, "c", link, 1),
            (SUBMODULE, "d", "1" * 40, 0),
        ]

    def test_with_a_name_longer_than_a_chunk_end_there(self, tmp_path: Path, origin: Origin) -> None:
        tree = origin.tree((FILE, origin.blob(b"x"), b"x" * (5 << 20)))
        origin.commit_tree(tree)
        made = repository(tmp_path)
        made.fetch(origin.url, "refs/heads/main")
        with pytest.raises(NameTooLong) as error:
            list(made.entries(tree, 100))
        assert 100 < len(error.value.beginning) < 2 << 20


class TestContents:
    def test_are_those_of_the_objects_in_their_order(self, tmp_path: Path, origin: Origin) -> None:
        contents = [b"", b"\n", b"\0" * 3_000_000, b"a\nb", b"x" * 70_000]
        blobs = [origin.blob(content) for content in contents]
        origin.commit_tree(origin.tree(*((FILE, blob, b"%d" % number) for number, blob in enumerate(blobs))))
        made = repository(tmp_path)
        made.fetch(origin.url, "refs/heads/main")
        found = [(size, b"".join(chunks)) for size, chunks in made.contents(blobs)]
        assert found == [(len(content), content) for content in contents]

    def test_of_what_is_not_there_or_no_file_are_damaged(self, tmp_path: Path, origin: Origin) -> None:
        commit = origin.commit({"a": b"a"})
        made = repository(tmp_path)
        made.fetch(origin.url, "refs/heads/main")
        for object_id in ("1" * 40, commit):
            with pytest.raises(Damaged, match="content of a file is missing"):
                list(made.contents([object_id]))
