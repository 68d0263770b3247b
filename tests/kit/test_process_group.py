from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from server.kit.process_group import Bounds, ProgramFailed, output

BOUNDS = Bounds(file_bytes=1 << 20, memory_bytes=1 << 30)
# Starts one process that starts another, tells their numbers, and waits for ever.
FAMILY = "sleep 1000 & echo $!; (sleep 1000 & echo $!; wait) & echo $!; exec 1>&-; wait"


def run(
    folder: Path,
    script: str,
    *,
    watch: Callable[[], None] = lambda: None,
    bounds: Bounds = BOUNDS,
    input_file: Path = Path(os.devnull),
) -> Generator[bytes, None, None]:
    return output(
        ["/bin/sh", "-c", script],
        folder=folder,
        environment={"PATH": os.defpath},
        bounds=bounds,
        watch=watch,
        input_file=input_file,
    )


def lives(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def all_die(pids: list[int]) -> bool:
    deadline = time.monotonic() + 5
    while any(map(lives, pids)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not any(map(lives, pids))


class TestOutput:
    def test_is_what_the_program_writes(self, tmp_path: Path) -> None:
        assert b"".join(run(tmp_path, "echo one; echo two >&2; echo three")) == b"one\nthree\n"

    def test_comes_as_it_is_written(self, tmp_path: Path) -> None:
        with closing(run(tmp_path, "echo one; sleep 1000")) as chunks:
            assert next(chunks) == b"one\n"

    def test_of_many_megabytes_comes_whole(self, tmp_path: Path) -> None:
        sizes = [len(chunk) for chunk in run(tmp_path, "head -c 50000000 /dev/zero; head -c 1000000 /dev/zero >&2")]
        assert sum(sizes) == 50_000_000

    def test_of_a_program_with_input(self, tmp_path: Path) -> None:
        (tmp_path / "in").write_bytes(b"hello")
        assert b"".join(run(tmp_path, "cat", input_file=tmp_path / "in")) == b"hello"

    def test_of_a_program_without_input_waits_for_none(self, tmp_path: Path) -> None:
        assert b"".join(run(tmp_path, "cat")) == b""

    def test_is_of_a_program_with_that_environment_and_folder_and_nothing_else(self, tmp_path: Path) -> None:
        text = b"".join(run(tmp_path, "pwd; env; exec ls -l /proc/self/fd")).decode()
        of_the_shell = ("PWD=", "OLDPWD=", "_=", "SHLVL=", "total")
        lines = [line for line in text.splitlines() if not line.startswith(of_the_shell)]
        assert lines[:2] == [str(tmp_path), f"PATH={os.defpath}"]
        assert len([line for line in lines[2:] if "pipe:" in line]) == 2  # its output and its errors


class TestFailure:
    def test_has_the_status_and_the_end_of_standard_error(self, tmp_path: Path) -> None:
        with pytest.raises(ProgramFailed) as failure:
            list(run(tmp_path, "head -c 100000 /dev/zero >&2; printf 'bad\\377' >&2; exit 3"))
        assert failure.value.status == 3
        assert failure.value.errors.endswith("bad\ufffd")
        assert len(failure.value.errors) <= 16 << 10

    def test_by_a_signal_is_128_and_its_number(self, tmp_path: Path) -> None:
        with pytest.raises(ProgramFailed) as failure:
            list(run(tmp_path, "kill -SEGV $$"))
        assert failure.value.status == 128 + signal.SIGSEGV

    def test_of_a_program_that_there_is_not(self, tmp_path: Path) -> None:
        with pytest.raises(ProgramFailed) as failure:
            list(output(["/nowhere"], folder=tmp_path, environment={}, bounds=BOUNDS, watch=lambda: None))
        assert failure.value.status == 127

    def test_comes_after_the_output(self, tmp_path: Path) -> None:
        chunks = run(tmp_path, "echo one; exit 1")
        assert next(chunks) == b"one\n"
        with pytest.raises(ProgramFailed):
            next(chunks)


class TestBounds:
    def test_a_file_grows_to_its_limit_and_no_further(self, tmp_path: Path) -> None:
        with pytest.raises(ProgramFailed) as failure:
            list(run(tmp_path, "exec head -c 3000000 /dev/zero >big"))
        assert failure.value.status == 128 + signal.SIGXFSZ
        assert (tmp_path / "big").stat().st_size == 1 << 20

    def test_no_core_is_dumped(self, tmp_path: Path) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        try:
            assert b"".join(run(tmp_path, "ulimit -c")) == b"0\n"
        finally:
            resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))

    def test_memory_is_bounded(self, tmp_path: Path) -> None:
        program = f"exec {sys.executable} -c 'bytes(300 << 20)'"
        assert b"".join(run(tmp_path, program)) == b""
        with pytest.raises(ProgramFailed, match="MemoryError"):
            list(run(tmp_path, program, bounds=Bounds(1 << 20, 250 << 20)))


class TestEnd:
    def test_closing_kills_the_whole_family(self, tmp_path: Path) -> None:
        chunks = run(tmp_path, FAMILY)
        pids = family(chunks)
        assert all(map(lives, pids))
        chunks.close()
        assert all_die(pids)

    def test_what_watch_raises_kills_the_whole_family(self, tmp_path: Path) -> None:
        pids: list[int] = []
        calls = []

        def watch() -> None:
            calls.append(time.monotonic())
            if len(calls) > 3:
                raise KeyError

        chunks = run(tmp_path, FAMILY, watch=watch)
        pids = family(chunks)
        with pytest.raises(KeyError):
            next(chunks)
        assert all_die(pids)
        assert 0.25 < calls[-1] - calls[0] < 5

    def test_watch_is_asked_even_when_output_never_stops(self, tmp_path: Path) -> None:
        def watch() -> None:
            if time.monotonic() > deadline:
                raise KeyError

        deadline = time.monotonic() + 0.3
        with pytest.raises(KeyError):
            for _ in run(tmp_path, "cat /dev/zero", watch=watch):
                pass

    def test_what_the_program_left_running_is_killed_with_it(self, tmp_path: Path) -> None:
        pid = int(b"".join(run(tmp_path, "sleep 1000 >/dev/null 2>&1 & echo $!")))
        assert all_die([pid])

    def test_the_family_dies_with_a_process_that_is_killed(self, tmp_path: Path) -> None:
        program = f"""
import sys
from pathlib import Path
from tests.kit.test_process_group import FAMILY, run
for chunk in run(Path({str(tmp_path)!r}), FAMILY):
    print(chunk.decode(), end="", flush=True)
"""
        with subprocess.Popen(
            [sys.executable, "-c", program], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            pids = [int(child.stdout.readline()) for _ in range(3)]
            assert all(map(lives, pids))
            child.send_signal(signal.SIGKILL)
        assert all_die(pids)

    def test_many_at_once_end_each_by_itself(self, tmp_path: Path) -> None:
        found: list[bytes] = []

        def work(number: int) -> None:
            found.append(b"".join(run(tmp_path, f"sleep 0.{number}; echo {number}")))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == [b"%d\n" % number for number in range(1, 6)]

    def test_nothing_is_left_open(self, tmp_path: Path) -> None:
        before = len(list(Path("/proc/self/fd").iterdir()))
        for script in ("echo one", "exit 1", "kill -9 $$"):
            with suppress(ProgramFailed):
                list(run(tmp_path, script))
        assert len(list(Path("/proc/self/fd").iterdir())) == before


def family(chunks: Generator[bytes, None, None]) -> list[int]:
    """The numbers of the processes of FAMILY."""
    text = b""
    while text.count(b"\n") < 3:
        text += next(chunks)
    return [int(line) for line in text.split()]
