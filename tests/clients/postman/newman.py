"""Runs a Postman collection with newman, as people do in their pipelines."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
POSTMAN = ROOT / "generated_clients" / "postman"
COLLECTION = POSTMAN / "collection.json"
LOCAL = POSTMAN / "local.postman_environment.json"


@dataclass(frozen=True)
class Run:
    """What newman said."""

    status: int  # newman's exit status
    output: str
    sent: list[str]  # the names of the requests that were sent, in order; one that was sent again is there again
    passed: int  # assertions
    failed: set[tuple[str, str]]  # (request, assertion)


def run(url: str, key: str, folder: Path, collection: Path = COLLECTION, *arguments: str) -> Run:
    """Run the collection against `url` (with `/v1`) and read newman's report, which it writes into `folder`."""
    report = folder / "newman.json"
    done = subprocess.run(
        [
            str(ROOT / "node_modules" / ".bin" / "newman"),
            *("run", str(collection), "--environment", str(LOCAL)),
            *("--env-var", f"baseUrl={url}", "--env-var", f"apiKey={key}"),
            *("--reporters", "cli,json", "--reporter-json-export", str(report), "--color", "off"),
            *arguments,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert report.exists(), done.stdout + done.stderr
    ran: dict[str, Any] = json.loads(report.read_text())["run"]
    executed = [each for each in ran["executions"] if "response" in each]
    return Run(
        status=done.returncode,
        output=done.stdout + done.stderr,
        sent=[each["item"]["name"] for each in executed],
        passed=ran["stats"]["assertions"]["total"] - ran["stats"]["assertions"]["failed"],
        failed={(each["source"]["name"], each["error"].get("test", "")) for each in ran["failures"]},
    )
