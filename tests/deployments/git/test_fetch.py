"""What is fetched: branches, tags, commits, folders; and what is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from server.deployments.git_repository import program
from server.kit.config import Limits
from server.kit.errors import AppError
from tests.deployments.archives import noise
from tests.deployments.git.fetching import PREFIX, SITE, Fetch
from tests.deployments.git_origins import (
    FILE,
    FOLDER,
    LINK,
    PROGRAM,
    SUBMODULE,
    Origin,
)

LFS_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 12345\n" % (b"0" * 64)


class TestFetch:
    def test_stores_the_files_of_the_default_branch(self, fetch: Fetch, origin: Origin) -> None:
        commit = origin.commit(SITE)
        fetched = fetch(origin.url)
        assert fetched.commit == commit
        assert fetched.ingested.prefix == PREFIX
        assert fetched.ingested.warnings == ()
        assert fetch.contents(origin.url) == {f"/{path}": content for path, content in SITE.items()}

    def test_leaves_nothing_but_the_blobs(self, fetch: Fetch, origin: Origin) -> None:
        origin.commit(SITE)
        digests = {file.digest for file in fetch(origin.url).ingested.files}
        assert fetch.left() == sorted([f"blobs/{PREFIX}", *(f"blobs/{PREFIX}/{digest}" for digest in digests)])

    def test_of_a_branch(self, fetch: Fetch, origin: Origin) -> None:
        origin.commit(SITE)
        origin.commit({"index.html": b"draft"}, "feature/draft")
        assert fetch.contents(origin.url, "feature/draft") == {"/index.html": b"draft"}

    @pytest.mark.parametrize("annotated", [[], ["-a", "-m", "x"]], ids=["a light one", "one with a message"])
    def test_of_a_tag(self, fetch: Fetch, origin: Origin, annotated: list[str]) -> None:
        commit = origin.commit({"index.html": b"1.0"})
        origin.git("tag", *annotated, "v1.0")
        origin.commit({"index.html": b"2.0"})
        assert fetch(origin.url, "v1.0").commit == commit
        assert fetch.contents(origin.url, "v1.0") == {"/index.html": b"1.0"}

    def test_of_a_name_that_is_both_takes_the_branch(self, fetch: Fetch, origin: Origin) -> None:
        origin.commit({"index.html": b"tag"})
        origin.git("tag", "both")
        origin.commit({"index.html": b"branch"}, "both")
        assert fetch.contents(origin.url, "both") == {"/index.html": b"branch"}

    def test_of_a_full_ref_that_is_neither(self, fetch: Fetch, origin: Origin) -> None:
        origin.git("update-ref", "refs/pull/7/head", origin.commit(SITE))
        assert len(fetch(origin.url, "refs/pull/7/head").ingested.files) == 3

    def test_of_head_is_one_of_the_default_branch(self, fetch: Fetch, origin: Origin) -> None:
        commit = origin.commit(SITE)
        assert fetch(origin.url, "HEAD").commit == commit

    def test_of_a_commit_that_no_branch_points_to(self, fetch: Fetch, origin: Origin) -> None:
        commit = origin.commit({"index.html": b"old"})
        origin.commit({"index.html": b"new"})
        assert fetch.contents(origin.url, commit.upper()) == {"/index.html": b"old"}

    def test_of_a_repository_that_hashes_with_sha256(self, fetch: Fetch, origin: Origin) -> None:
        modern = Origin(origin.folder.with_name("sha256.git"), "sha256")
        commit = modern.commit(SITE)
        assert len(commit) == 64
        assert fetch(modern.url).commit == commit
        assert fetch(modern.url, "main").commit == commit
        assert fetch(modern.url, commit).commit == commit

    def test_of_a_folder_takes_its_files_alone(self, fetch: Fetch, origin: Origin) -> None:
        link = origin.blob(b"/etc/passwd")
        files = origin.tree((FILE, origin.blob(b"a"), b"a.html"), (PROGRAM, origin.blob(b"b"), b"b.sh"))
        origin.commit_tree(origin.tree((FOLDER, files, b"public"), (LINK, link, b"link"), (SUBMODULE, "1" * 40, b"m")))
        assert fetch.contents(origin.url, None, "/public/") == {"/a.html": b"a", "/b.sh": b"b"}

    def test_of_a_folder_with_any_name(self, fetch: Fetch, origin: Origin) -> None:
        name = "cafe\u0301 (site):^{tree} --x"  # not in NFC, and to be found as it is
        origin.commit_tree(origin.tree((FOLDER, origin.tree((FILE, origin.blob(b"a"), b"a")), name.encode())))
        assert fetch.contents(origin.url, "main", name) == {"/a": b"a"}

    def test_keeps_names_with_spaces_and_beyond_ascii(self, fetch: Fetch, origin: Origin) -> None:
        names = ["a b.html", "größe/ä.html", "tab-less\u2003.html", '"quoted".html']
        origin.commit_tree(
            origin.tree(
                (FILE, origin.blob(b"x"), names[0].encode()),
                (FOLDER, origin.tree((FILE, origin.blob(b"x"), "ä.html".encode())), "größe".encode()),
                (FILE, origin.blob(b"x"), names[2].encode()),
                (FILE, origin.blob(b"x"), names[3].encode()),
            )
        )
        assert sorted(fetch.contents(origin.url)) == sorted(f"/{name}" for name in names)

    def test_stores_equal_files_once_and_empty_ones_too(self, fetch: Fetch, origin: Origin) -> None:
        big = noise(300_000)
        files = {"a": b"", "b": b"", "c": big, "d": big, "e": b"e" * 1024, "f": b"f" * 1025}
        origin.commit(files)
        assert fetch.contents(origin.url) == {f"/{path}": content for path, content in files.items()}
        assert len(list((fetch.folder / "blobs" / PREFIX).iterdir())) == 4

    def test_of_a_large_file(self, fetch: Fetch, origin: Origin) -> None:
        content = noise(20 << 20)
        origin.commit({"big.bin": content, "index.html": b"x"})
        limits = Limits(file_bytes=64 << 20, site_bytes=128 << 20)
        assert fetch.contents(origin.url, limits=limits)["/big.bin"] == content

    def test_skips_what_an_archive_would(self, fetch: Fetch, origin: Origin) -> None:
        hidden = origin.tree((FILE, origin.blob(b"[core]"), b"config"), (LINK, origin.blob(b"/"), b"link"))
        origin.commit_tree(
            origin.tree(
                (FILE, origin.blob(b"x"), b"index.html"),
                (FOLDER, hidden, b".GIT"),
                (FILE, origin.blob(b"x"), b".DS_Store"),
            )
        )
        ingested = fetch(origin.url).ingested
        assert [file.path for file in ingested.files] == ["/index.html"]
        assert [warning[:18] for warning in ingested.warnings] == ["Skipped 1 entry th", "Skipped 3 entries "]

    def test_leaves_lfs_pointers_as_they_are_and_says_so(self, fetch: Fetch, origin: Origin) -> None:
        attributes = b"*.png filter=lfs diff=lfs merge=lfs -text\n"
        images = dict.fromkeys(("a.png", "b.png", "c.png", "d.png"), LFS_POINTER)
        origin.commit({".gitattributes": attributes, **images})
        ingested = fetch(origin.url).ingested
        assert len(ingested.files) == 5
        assert len({file.digest for file in ingested.files}) == 2
        assert ingested.warnings == (
            "4 files are kept in Git LFS, which is not fetched: the site has the pointers in place of the content "
            "(/a.png, /b.png, /c.png, …).",
        )

    def test_reads_no_attributes(self, fetch: Fetch, origin: Origin) -> None:
        attributes = b"*.html eol=crlf export-subst\nsecret.html export-ignore\n*.txt working-tree-encoding=UTF-16\n"
        files = {".gitattributes": attributes, "a.html": b"$Format:%H$\n", "secret.html": b"s", "a.txt": b"t"}
        origin.commit(files)
        assert fetch.contents(origin.url) == {f"/{path}": content for path, content in files.items()}

    def test_runs_no_hooks_and_reads_no_configuration_of_the_server(
        self, fetch: Fetch, origin: Origin, tmp_path: Path
    ) -> None:
        """A home with a template of hooks and a rewritten address, as an operator might have it for himself."""
        home, ran = tmp_path / "home", tmp_path / "ran"
        hooks = home / "template" / "hooks"
        hooks.mkdir(parents=True)
        for name in ("post-checkout", "reference-transaction", "post-update", "post-index-change"):
            (hooks / name).write_text(f"#!/bin/sh\necho {name} >> {ran}\n")
            (hooks / name).chmod(0o755)
        (home / ".gitconfig").write_text(
            f"[init]\n\ttemplateDir = {home}/template\n[core]\n\thooksPath = {hooks}\n"
            f'[url "file:///nowhere/"]\n\tinsteadOf = {origin.url}\n'
            f'[filter "lfs"]\n\tsmudge = touch {ran}\n\tprocess = touch {ran}\n\trequired = true\n'
        )
        origin.commit({**SITE, ".gitattributes": b"* filter=lfs\n"})
        program = f"""
from pathlib import Path
from tests.deployments.git.fetching import Fetch
print(len(Fetch(Path({str(fetch.folder)!r}), Path("x"))({origin.url!r}, "main").ingested.files))
"""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "GIT_TEMPLATE_DIR": str(home / "template"),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "core.hooksPath",
            "GIT_CONFIG_VALUE_0": str(hooks),
            "GIT_DIR": str(home),
            "GIT_TRACE": str(ran),
        }
        root = Path(__file__).parents[3]
        run = subprocess.run([sys.executable, "-c", program], cwd=root, env=environment, capture_output=True, text=True)
        assert (run.stdout, run.stderr) == ("4\n", "")
        assert not ran.exists()


class TestProgram:
    def test_is_found(self) -> None:
        assert program.__wrapped__().name == "git"

    @pytest.mark.parametrize("answer", [None, "git version 2.36.9", "git version 1.99.0", "what?"])
    def test_that_is_missing_or_too_old_to_be_told_the_address_is_not_used(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None
    ) -> None:
        if answer is not None:
            (tmp_path / "git").write_text(f"#!/bin/sh\necho {answer!r}\n")
            (tmp_path / "git").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(AppError, match=r"no git of version 2\.37 or later") as error:
            program.__wrapped__()
        assert error.value.code == "git_failed"
