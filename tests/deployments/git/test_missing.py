"""What is not there is told by its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.deployments.git.fetching import SITE, Fetch
from tests.deployments.git_origins import (
    FILE,
    FOLDER,
    LINK,
    GitServer,
    Origin,
)


class TestMissing:
    @pytest.mark.parametrize(
        ("ref", "message"),
        [
            ("nope", "has no branch or tag 'nope'. Upper and lower case count"),
            ("refs/heads/nope", "has no branch or tag 'refs/heads/nope'"),
            ("MAIN", "has no branch or tag 'MAIN'"),
            ("abc1234", "has no branch or tag 'abc1234'.*whole ID"),
            ("1" * 40, f"has no commit {'1' * 40}"),
            ("1" * 64, "has no commit|mismatched algorithms"),
        ],
    )
    def test_ref(self, fetch: Fetch, origin: Origin, server: GitServer, ref: str, message: str) -> None:
        origin.commit(SITE)
        for url in (origin.url, f"https://127.0.0.1:{server.port}/site.git"):
            error = fetch.failure(url, ref)
            assert error.code == "git_failed"
            assert re.search(message, error.message)
            assert url in error.message

    def test_commits_altogether(self, fetch: Fetch, origin: Origin) -> None:
        error = fetch.failure(origin.url)
        assert error.code == "git_failed"
        assert "has no default branch. Is it empty?" in error.message

    def test_commit_behind_a_tag(self, fetch: Fetch, origin: Origin) -> None:
        origin.commit(SITE)
        origin.git("tag", "content", origin.blob(b"x"))
        assert "'content' is not a commit" in fetch.failure(origin.url, "content").message

    @pytest.mark.parametrize(
        ("folder", "what"),
        [
            ("nope", "no folder 'nope'"),
            ("docs/nope", "no folder 'docs/nope'"),
            ("Docs", "no folder 'Docs'"),
            ("index.html", "a file, and no folder, 'index.html'"),
        ],
    )
    def test_folder(self, fetch: Fetch, origin: Origin, folder: str, what: str) -> None:
        origin.commit(SITE)
        error = fetch.failure(origin.url, "main", folder)
        assert error.code == "git_failed"
        assert error.message.startswith(f"There is {what}")

    def test_folder_that_is_a_link(self, fetch: Fetch, origin: Origin) -> None:
        inner = origin.tree((FILE, origin.blob(b"x"), b"x"))
        origin.commit_tree(origin.tree((FOLDER, inner, b"a"), (LINK, origin.blob(b"a"), b"b")))
        assert "a file, and no folder, 'b'" in fetch.failure(origin.url, None, "b").message

    def test_repository(self, fetch: Fetch, tmp_path: Path) -> None:
        error = fetch.failure(f"file://{tmp_path}/nothing.git")
        assert error.code == "git_failed"
        assert "no such repository, or it is not public" in error.message
