from __future__ import annotations

import fcntl
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from server.kit.scratch import scratch_folder, sweep_scratch

ROOT = Path(__file__).parents[2]


def abandon(parent: Path) -> Path:
    """A scratch folder whose process was killed."""
    program = """
import sys, time
from pathlib import Path
from server.kit.scratch import scratch_folder
with scratch_folder(Path(sys.argv[1])) as folder:
    (folder / "a").mkdir()
    (folder / "a" / "b").write_text("x")
    print(folder, flush=True)
    time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(parent)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        folder = Path(child.stdout.readline().strip())
        child.send_signal(signal.SIGKILL)
    return folder


class TestScratchFolder:
    def test_is_ours_alone_and_gone_with_its_content_at_the_end(self, tmp_path: Path) -> None:
        with scratch_folder(tmp_path / "new" / "parent") as folder:
            assert folder.is_absolute()
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            (folder / "a").mkdir()
            (folder / "a" / "read-only").touch(0o400)
        assert list((tmp_path / "new" / "parent").iterdir()) == []

    def test_is_gone_after_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(KeyError), scratch_folder(tmp_path):
            raise KeyError
        assert list(tmp_path.iterdir()) == []

    def test_that_is_swept_away_before_it_is_opened_is_made_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make, swept = tempfile.mkdtemp, []

        def make_and_sweep(**arguments: Any) -> str:
            folder: str = make(**arguments)
            swept.append(sweep_scratch(tmp_path) if not swept else 0)
            return folder

        monkeypatch.setattr(tempfile, "mkdtemp", make_and_sweep)
        with scratch_folder(tmp_path) as folder:
            assert folder.exists()
        assert swept == [1, 0]

    def test_that_is_swept_away_before_it_is_locked_is_made_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lock, swept = fcntl.flock, []

        def sweep_and_lock(handle: int, operation: int) -> None:
            if operation == fcntl.LOCK_EX:
                swept.append(sweep_scratch(tmp_path) if not swept else 0)
            lock(handle, operation)

        monkeypatch.setattr(fcntl, "flock", sweep_and_lock)
        with scratch_folder(tmp_path) as folder:
            assert folder.exists()
            assert sweep_scratch(tmp_path) == 0
        assert swept == [1, 0]

    def test_is_absolute_below_a_relative_parent(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        with scratch_folder(Path("var")) as folder:
            assert folder.parent == tmp_path.resolve() / "var"


class TestSweepScratch:
    def test_removes_what_a_killed_process_has_left(self, tmp_path: Path) -> None:
        folder = abandon(tmp_path)
        assert (folder / "a" / "b").exists()
        assert sweep_scratch(tmp_path) == 1
        assert list(tmp_path.iterdir()) == []

    def test_leaves_what_is_in_use_and_what_is_none_of_its_business(self, tmp_path: Path) -> None:
        (tmp_path / "upload-1").touch()
        with scratch_folder(tmp_path) as folder:
            (folder / "a").touch()
            assert sweep_scratch(tmp_path) == 0
            assert (folder / "a").exists()
        assert [path.name for path in tmp_path.iterdir()] == ["upload-1"]

    def test_of_a_folder_that_does_not_exist_is_nothing(self, tmp_path: Path) -> None:
        assert sweep_scratch(tmp_path / "nowhere") == 0
