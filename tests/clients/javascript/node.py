"""Runs JavaScript in a real Node, in an empty project where the packed package is installed as anybody would."""

# ruff: noqa: E501 - long lines are JavaScript

from __future__ import annotations

import json
import os
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.environment import clean

# `caught` tells what a call threw; `sdk` is everything that the package exports.
PRELUDE = """\
import * as sdk from '@your-app/api-client';
const { YourAppClient } = sdk;
const caught = async (call) => {
  try {
    await (typeof call === 'function' ? call() : call);
  } catch (error) {
    const kinds = [];
    for (let at = Object.getPrototypeOf(error); at && at !== Object.prototype; at = Object.getPrototypeOf(at)) kinds.push(at.constructor.name);
    const { name, message, status, code, details, requestId, retryAfterSeconds } = error;
    return { name, message, kinds, status, code, details, requestId, retryAfterSeconds };
  }
  return null;
};
export default async (options, input) => {
const client = new YourAppClient(options);
const started = performance.now();
"""
POSTLUDE = """
};
"""
CASES = Path(__file__).with_name("cases.mjs")
# The same for a process of its own.
ALONE = """
const answer = await run(JSON.parse(process.env.TEST_OPTIONS), JSON.parse(process.env.TEST_INPUT));
process.stdout.write('\\n@@' + JSON.stringify(answer ?? null));
"""


@dataclass
class Node:
    """An empty project with the package installed. Close it at the end."""

    project: Path
    _process: subprocess.Popen[str] | None = field(default=None, init=False)
    _number: int = field(default=0, init=False)

    def run(
        self,
        body: str,
        *,
        given: Any = None,
        environment: dict[str, str] | None = None,
        faster: int = 1,
        **options: Any,
    ) -> Any:
        """What the body of an async function returns. `options` are the client's, `given` is there as `input`.

        One process runs case after case, unless there is an environment. Its clock is so many times `faster`.
        """
        defaults = {"apiKey": "yap_test_key"} | options
        if environment is not None:
            added = {"TEST_OPTIONS": json.dumps(defaults), "TEST_INPUT": json.dumps(given)} | environment
            whole = PRELUDE.replace("export default", "const run =") + body + POSTLUDE + ALONE
            done = self.script(whole, added)
            assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
            assert done.stderr == "", done.stderr
            return json.loads(done.stdout.rpartition("\n@@")[2])
        self._number += 1
        path = self.project / f"case-{self._number}.mjs"
        path.write_text(PRELUDE + body + POSTLUDE, encoding="utf-8")
        told = self._ask({"path": path.as_uri(), "options": defaults, "input": given, "faster": faster})
        assert "failed" not in told, told["failed"]
        return told["answer"]

    def _ask(self, case: dict[str, Any]) -> dict[str, Any]:
        complaints = self.project / "stderr.txt"
        if self._process is None or self._process.poll() is not None:
            runner = self.project / CASES.name
            runner.write_text(CASES.read_text())
            with complaints.open("w") as stderr:
                pipe = subprocess.PIPE
                self._process = subprocess.Popen(
                    ["node", runner.name],
                    cwd=self.project,
                    env=clean(),
                    stdin=pipe,
                    stdout=pipe,
                    stderr=stderr,
                    text=True,
                )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(case) + "\n")
        process.stdin.flush()
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        printed = []
        for line in process.stdout:
            if line.startswith("@@"):
                break
            printed.append(line)
        else:
            process.wait()
        watchdog.cancel()
        complained = complaints.read_text()
        assert complained == "", complained
        assert process.poll() is None, f"node ended: {''.join(printed)}"
        told: dict[str, Any] = json.loads(line[2:])
        return told

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.close()
            self._process.wait(timeout=30)
            self._process.stdout.close()

    def script(
        self, content: str, environment: dict[str, str] | None = None, suffix: str = "mjs"
    ) -> subprocess.CompletedProcess[str]:
        """Run a whole script."""
        path = self.project / f"case-{os.getpid()}.{suffix}"
        path.write_text(content, encoding="utf-8")
        return subprocess.run(
            ["node", path.name],
            cwd=self.project,
            env=clean(**(environment or {})),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
