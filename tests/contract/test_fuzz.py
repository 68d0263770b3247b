"""Schemathesis against a real server: examples, coverage, fuzzing and stateful runs along our links, every check."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from server.edge.contract import METHODS, Contract
from tests.support.running import ROOT, RunningServer

PHASES = {"examples": 0, "coverage": 0, "fuzzing": 25, "stateful": 50}


# The others need an example, or a link that leads there.
ASK_EVERY_OPERATION = {"coverage", "fuzzing"}
TIMEOUT_SECONDS = 1200


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A mark would win over the command line, and `make fuzz` takes longer."""
    limit = pytest.mark.timeout(metafunc.config.getoption("--timeout") or TIMEOUT_SECONDS)
    metafunc.parametrize("phase", [pytest.param(phase, marks=limit) for phase in PHASES])


def test_nothing_that_schemathesis_sends_gets_an_answer_against_the_contract(
    server: RunningServer, phase: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    person = server.person("Schemathesis")
    key = person.key().key
    # The links lead from the list to the newest key, and on to revoking it. These are newer than the one in use.
    for _ in range(100):
        person.key("token:read")
    most = pytestconfig.getoption("--fuzz-examples") or PHASES[phase]
    result = subprocess.run(
        [
            str(Path(sys.executable).parent / "schemathesis"),
            "run",
            str(ROOT / "openapi" / "openapi.yaml"),
            "--url",
            f"{server.url}/v1",
            "--phases",
            phase,
            "--checks",
            "all",
            "--header",
            f"Authorization: Bearer {key}",
            *(["--max-examples", str(most)] if most else []),
            "--no-color",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    print(result.stdout[-20_000:])
    assert result.returncode == 0, result.stderr[-2000:]
    counts = re.search(r"^  Selected: (\d+)/(\d+)\n  Tested: (\d+)$", result.stdout, re.MULTILINE)
    assert counts is not None, "it must have run"
    selected, there_are, tested = map(int, counts.groups())
    assert (
        selected == there_are == sum(len({*METHODS} & {*item}) for item in Contract.load().document["paths"].values())
    )
    assert tested == there_are if phase in ASK_EVERY_OPERATION else tested > 0
