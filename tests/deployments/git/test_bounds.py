"""Bounds of time, space and memory; and nothing stays behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from server.deployments.build import Stopped
from server.kit.config import Limits
from server.kit.scratch import sweep_scratch
from tests.deployments.archives import noise
from tests.deployments.git.fetching import PREFIX, SITE, Fetch, processes
from tests.deployments.git_origins import (
    FILE,
    GitServer,
    Origin,
    bomb_pack,
)


def sizes_below(folder: Path) -> Iterator[int]:
    """The sizes in bytes of all files in a folder that somebody else is working in."""
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                yield Path(parent, name).stat().st_size


class TestBounds:
    def test_a_repository_larger_than_the_limit_is_ended_early(
        self, fetch: Fetch, origin: Origin, server: GitServer
    ) -> None:
        origin.commit({f"{number}.bin": noise(1 << 20, number) for number in range(60)})
        limits = Limits(site_bytes=10 << 20, file_bytes=2 << 20)
        most = 0
        done = threading.Event()

        def watch() -> None:
            nonlocal most
            while not done.wait(0.005):
                most = max(most, sum(sizes_below(fetch.folder / "incoming")))

        watching = threading.Thread(target=watch)
        watching.start()
        for url in (origin.url, f"https://127.0.0.1:{server.port}/site.git"):
            error = fetch.failure(url, limits=limits)
            assert error.code == "git_too_large"
            assert "more than 10,485,760 bytes" in error.message
            assert "YOUR_APP_MAX_SITE_BYTES" in error.message
        done.set()
        watching.join()
        assert 0 < most < 30 << 20  # of sixty; looked at now and then, so it may have been more for a moment

    def test_a_server_that_never_answers_is_given_up(self, fetch: Fetch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            began = time.monotonic()
            error = fetch.failure(f"https://127.0.0.1:{silent.getsockname()[1]}/x", git_timeout_seconds=1)
        assert 0.9 < time.monotonic() - began < 20  # unless told otherwise it would be two minutes
        assert error.code == "git_timeout"
        assert "longer than 1 seconds (YOUR_APP_GIT_TIMEOUT_SECONDS)" in error.message

    def test_a_server_that_answers_for_ever_but_slowly_is_given_up(self, fetch: Fetch, server: GitServer) -> None:
        began = time.monotonic()
        error = fetch.failure(f"https://127.0.0.1:{server.port}/trickle/x", git_timeout_seconds=1)
        assert time.monotonic() - began < 20
        assert error.code == "git_timeout"

    def test_a_server_that_answers_for_ever_gets_only_so_much_memory(self, fetch: Fetch, server: GitServer) -> None:
        error = fetch.failure(f"https://127.0.0.1:{server.port}/endless/x", git_timeout_seconds=60)
        assert error.code == "git_too_large"
        assert "memory" in error.message

    def test_a_file_larger_than_the_memory_is_told_by_its_size(
        self, fetch: Fetch, origin: Origin, server: GitServer
    ) -> None:
        """280 MB where git has 260, so it must not hold it in memory."""
        origin.git("config", "core.compression", "1")
        origin.commit_tree(origin.tree((FILE, origin.blob(bytes(280 << 20)), b"a")))
        details = fetch.failure(f"https://127.0.0.1:{server.port}/site.git").details
        assert [detail.field for detail in details] == ["a"]
        assert "293,601,280 bytes; at most 1,048,576 (YOUR_APP_MAX_FILE_BYTES)" in details[0].message

    def test_a_file_that_unpacks_to_more_than_the_memory_is_refused(
        self, fetch: Fetch, origin: Origin, server: GitServer
    ) -> None:
        pack, blob = bomb_pack(copies=5000)
        assert len(pack) < 400
        origin.git("index-pack", "--stdin", send=pack)
        base = origin.blob(bytes(1 << 16))
        origin.commit_tree(origin.tree((FILE, base, b"a"), (FILE, blob, b"b")))
        error = fetch.failure(f"https://127.0.0.1:{server.port}/site.git")
        assert error.code == "git_too_large"
        assert "needs more memory" in error.message

    def test_a_cancelled_fetch_ends_soon(self, fetch: Fetch) -> None:
        asked = []

        def cancelled() -> bool:
            asked.append(time.monotonic())
            return len(asked) > 2

        with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Stopped):
            fetch(f"https://127.0.0.1:{silent.getsockname()[1]}/x", cancelled=cancelled)
        assert 0.8 < asked[-1] - asked[0] < 20
        assert fetch.left() == []

    def test_an_error_of_the_store_leaves_nothing(self, fetch: Fetch, origin: Origin) -> None:
        origin.commit(SITE)
        (fetch.folder / "blobs" / PREFIX).write_bytes(b"in the way")
        with pytest.raises(OSError, match="exists"):
            fetch(origin.url)
        assert fetch.left() == [f"blobs/{PREFIX}"]

    def test_nothing_outlives_a_process_that_is_killed(self, fetch: Fetch, certificate: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            program = f"""
from pathlib import Path
from tests.deployments.git.fetching import Fetch
Fetch(Path({str(fetch.folder)!r}), Path({str(certificate)!r}))("https://127.0.0.1:{silent.getsockname()[1]}/x")
"""
            child = subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parents[3])
            connection, _ = silent.accept()
            assert any("fetch" in line for line in processes(fetch.folder / "incoming"))
            assert sweep_scratch(fetch.folder / "incoming") == 0  # it is in use
            child.send_signal(signal.SIGKILL)
            child.wait()
            deadline = time.monotonic() + 30
            while processes(fetch.folder / "incoming"):
                assert time.monotonic() < deadline
                time.sleep(0.01)
            connection.close()
        assert sweep_scratch(fetch.folder / "incoming") == 1
        assert fetch.left() == []
