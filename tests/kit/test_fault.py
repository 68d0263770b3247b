from __future__ import annotations

import signal
import subprocess
import sys

from server.kit import fault


def run(armed: str) -> subprocess.CompletedProcess[str]:
    program = (
        "from server.kit import fault\n"
        f"fault.arm({armed!r})\n"
        "print('before', flush=True)\n"
        "try:\n    fault.point('here')\nfinally:\n    print('after', flush=True)\n"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)


class TestPoint:
    def test_that_is_armed_ends_the_process_as_by_kill_9(self) -> None:
        done = run("here")
        assert (done.returncode, done.stdout) == (-signal.SIGKILL, "before\n")

    def test_that_is_not_armed_does_nothing(self) -> None:
        assert run("elsewhere").stdout == "before\nafter\n"
        assert run("").stdout == "before\nafter\n"
        fault.point("here")
