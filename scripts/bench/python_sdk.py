"""What the Python SDK costs: CPU per call beside bare httpx + json, and import time beside httpx's.

    .venv/bin/python scripts/bench/python_sdk.py [--calls 400] [--rounds 15] [--json reports/python_sdk.json]

A stub in a process of its own answers one page of 20 projects, as the contract's example has them. The peers take
turns, round after round, so that a noisy moment hits all alike; a figure is the median over the rounds of this process'
user + system time per call. Each peer reads every field of every item, nested ones too. Import time is the best of
several fresh interpreters, of `import httpx` and of importing and making a client. Exit status 1: over a target.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "generated_clients" / "python")]

# How much more than bare httpx each may take (issue 5).
TARGETS = {"list of 20": 1.6, "import": 1.6}
IMPORTS = 15


def page() -> bytes:
    """The stub's answer: the contract's example of a project, 20 times, each as a real one is."""
    from scripts.sdk.model import load

    name, example = load(ROOT / "openapi" / "openapi.yaml").operation("projects.list").result.examples[0]
    items = [{**example["data"][0], "id": f"proj_{number:026}"} for number in range(20)]
    assert name
    return json.dumps({"data": items, "pagination": {"page": 1, "limit": 20, "total": 20, "pages": 1}}).encode()


def stub(ready: Connection, body: bytes) -> None:
    """Answer every request with the page; tell the port through `ready`."""
    fields = ("content-type: application/json", f"content-length: {len(body)}", "x-request-id: req_1")
    answer = "\r\n".join(("HTTP/1.1 200 OK", *fields, "", "")).encode() + body

    class Stub(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = transport

        def data_received(self, data: bytes) -> None:
            if data.endswith(b"\r\n\r\n"):
                self.transport.write(answer)  # type: ignore[attr-defined]  # TCP: a Transport

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Stub, "127.0.0.1", 0)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def read_objects(projects: Any) -> int:
    """Every field of every item, as a program would read them."""
    total = 0
    for project in projects:
        latest, team = project.deployments.latest, project.team
        total += project.created_at.year + project.updated_at.year + latest.created_at.year + len(latest.status)
        total += len(project.id) + len(project.name) + len(project.slug) + len(project.url) + len(project.status)
        total += len(team.id) + len(team.name) + project.deployments.total
    return total


def read_dicts(projects: list[dict[str, Any]]) -> int:
    """The same of plain dictionaries; moments stay text there."""
    total = 0
    for project in projects:
        latest, team = project["deployments"]["latest"], project["team"]
        total += (
            len(project["created_at"]) + len(project["updated_at"]) + len(latest["created_at"]) + len(latest["status"])
        )
        total += len(project["id"]) + len(project["name"]) + len(project["slug"]) + len(project["url"])
        total += len(team["id"]) + len(team["name"]) + project["deployments"]["total"] + len(project["status"])
    return total


def peers(url: str) -> dict[str, Callable[[], int]]:
    """What is compared: name → one call."""
    import httpx
    from your_app_api import YourAppClient  # type: ignore[import-not-found]  # generated

    http = httpx.Client(base_url=url, headers={"Authorization": "Bearer key"})
    client = YourAppClient(api_key="key", base_url=url)
    return {
        "httpx + json": lambda: read_dicts(http.get("/projects", params={"limit": 20}).json()["data"]),
        "SDK": lambda: read_objects(client.projects.list(limit=20).data),
    }


def cpu(call: Callable[[], int], calls: int) -> float:
    """CPU-µs per call."""
    started = time.process_time()
    for _ in range(calls):
        call()
    return (time.process_time() - started) / calls * 1e6


def measure_calls(calls: int, rounds: int) -> dict[str, float]:
    """Median CPU-µs per call of each peer."""
    mine, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=stub, args=(theirs, page()), daemon=True)
    server.start()
    try:
        compared = peers(f"http://127.0.0.1:{mine.recv()}/v1")
        for call in compared.values():
            cpu(call, calls // 4)
        taken: dict[str, list[float]] = {name: [] for name in compared}
        for _ in range(rounds):
            for name, call in compared.items():
                taken[name].append(cpu(call, calls))
        return {name: statistics.median(each) for name, each in taken.items()}
    finally:
        server.terminate()


def measure_imports() -> dict[str, float]:
    """Best CPU-ms of a fresh interpreter, without what an empty one takes."""
    programs = {
        "nothing": "",
        "httpx": "import httpx; httpx.Client",
        "SDK": "from your_app_api import YourAppClient; YourAppClient.projects",
        "httpx and a client": "import httpx; httpx.Client()",
        "SDK and a client": "from your_app_api import YourAppClient; YourAppClient()",
    }
    best = dict.fromkeys(programs, float("inf"))
    path = os.pathsep.join(sys.path[:2])
    for _ in range(IMPORTS):
        for name, program in programs.items():
            code = f"{program}\nimport time; print(time.process_time())"
            done = subprocess.run(
                [sys.executable, "-c", code],
                env={**os.environ, "PYTHONPATH": path},
                capture_output=True,
                text=True,
                check=True,
            )
            best[name] = min(best[name], float(done.stdout) * 1e3)
    return {name: taken - best["nothing"] for name, taken in best.items() if name != "nothing"}


def main(arguments: list[str] | None = None) -> int:
    """Measure, print a table, and answer whether the targets are met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--calls", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    calls, imports = measure_calls(options.calls, options.rounds), measure_imports()
    ratios = {
        "list of 20": calls["SDK"] / calls["httpx + json"],
        "import": imports["SDK"] / imports["httpx"],
    }
    client = imports["SDK and a client"] / imports["httpx and a client"]
    print(f"{'':16}{'httpx':>10}{'SDK':>10}")
    print(f"{'list of 20':16}{calls['httpx + json']:>7.0f} µs{calls['SDK']:>7.0f} µs   × {ratios['list of 20']:.2f}")
    print(f"{'import':16}{imports['httpx']:>7.1f} ms{imports['SDK']:>7.1f} ms   × {ratios['import']:.2f}")
    both = imports["httpx and a client"], imports["SDK and a client"]
    print(f"{'… and a client':16}{both[0]:>7.1f} ms{both[1]:>7.1f} ms   × {client:.2f}")
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps({"calls_us": calls, "imports_ms": imports, "ratios": ratios}, indent=2))
    missed = [name for name, ratio in ratios.items() if ratio > TARGETS[name]]
    for name in missed:
        print(f"{name}: × {ratios[name]:.2f} is over × {TARGETS[name]}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
