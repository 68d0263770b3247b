"""`make bench`: this server and a peer on the same jobs, interleaved, with a warm-up.

CPU-µs per request is the user and system time of the whole process, divided by the requests that were answered in the
meantime. It needs `wrk` (Debian: apt-get install wrk) and FastAPI, which this project itself does not use.

    python -m scripts.bench.api --seconds 4 --rounds 3 --out reports/bench
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from scripts.bench.chart import svg
from scripts.bench.processes import cpu_seconds
from server import schema
from server.auth import accounts, keys
from server.auth.permissions import PERMISSIONS
from server.kit import clock, log
from server.kit.config import Settings
from server.kit.database import Database, table_of
from server.kit.ids import new_id
from server.models import Deployment, Project, Team, TeamMember

ROOT = Path(__file__).parents[2]
PROJECTS = 1000
CONNECTIONS = 16
JOBS = ("health", "create a project", "list 20 of 1,000 projects")
# Which peer a job is held against, and the most that its CPU may be of the peer's.
TARGETS = {
    ("health", "sqlite"): {"peer sync": 0.2},
    ("create a project", "sqlite"): {"peer sync": 0.2},
    ("list 20 of 1,000 projects", "sqlite"): {"peer sync": 0.2, "peer rows": 0.7},
    ("list 20 of 1,000 projects", "postgresql"): {"peer sync": 0.3},
}


@dataclass
class Figure:
    """One job on one server, once."""

    server: str
    database: str
    job: str
    cpu_us: float  # per request
    requests_per_second: float
    p50_ms: float
    p99_ms: float
    failed: int


def seed(url: str) -> str:
    """1,000 projects of one person, each with a deployment. Answers an API key."""
    schema.migrate(url)
    database = Database(url, pool_size=1)
    now = clock.now()
    with database.transaction(write=True) as session:
        user = accounts.create(session, email="bench@example.com", name="Bench", plan="free")
        key = keys.create(session, user_id=user.id, name="bench", permissions=PERMISSIONS, environment="live").key
        team = Team(id=new_id("team"), name="Team", created_at=now, updated_at=now)
        session.add(team)
        session.flush()
        projects: list[dict[str, Any]] = []
        deployments: list[dict[str, Any]] = []
        for number in range(PROJECTS):
            project, deployment = new_id("proj"), new_id("deploy")
            projects.append(
                {"id": project, "owner_id": user.id, "user_id": user.id, "name": f"Project {number}",
                 "slug": f"project-{number}", "description": f"Description {number}", "status": "active",
                 "template": "blank", "visibility": "private", "deployment_count": 1,
                 "latest_deployment_id": deployment, "live_number": 1, "created_at": now, "updated_at": now}
            )  # fmt: skip
            deployments.append(
                {"id": deployment, "project_id": project, "number": 1, "status": "success", "file_count": 1,
                 "source": {"type": "template", "template": "blank"}, "size_bytes": 1, "created_at": now}
            )  # fmt: skip
        connection = session.connection()
        connection.execute(table_of(Project).insert(), projects)
        connection.execute(table_of(Deployment).insert(), deployments)
        connection.execute(sa.select(TeamMember))
    database.dispose()
    return key


@contextmanager
def running(name: str, folder: Path, database_url: str) -> Iterator[tuple[int, str]]:
    """A server of this name; answers its process id and URL."""
    from tests.support.running import free_port

    port = free_port()
    environment = {
        **os.environ,
        "YOUR_APP_DATA_DIR": str(folder),
        "YOUR_APP_DATABASE_URL": database_url,
        "YOUR_APP_PORT": str(port),
        "YOUR_APP_LOG_LEVEL": "warning",
        "YOUR_APP_VALIDATE_RESPONSES": "off",
        "YOUR_APP_JOBS": "external",
        "PYTHONWARNINGS": "ignore",
        "PEER": name.removeprefix("peer "),
    }
    command = [sys.executable, "-m", "server", "serve"]
    if name.startswith("peer"):
        command = [
            sys.executable, "-m", "uvicorn", "scripts.bench.peer:create", "--factory", "--port", str(port),
            "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "error",
        ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        url = f"http://127.0.0.1:{port}/v1"
        deadline = time.monotonic() + 60
        while True:
            try:
                if httpx.get(f"{url}/health", timeout=2).status_code == 200:
                    break
            except httpx.TransportError:
                pass
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{name} did not start")
            time.sleep(0.05)
        yield process.pid, url
    finally:
        process.terminate()
        process.wait(30)


def load(url: str, job: str, key: str, seconds: int) -> tuple[int, float, float, float, int]:
    """Requests answered, per second, p50 and p99 in ms, and how many were not answered well."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", f"Authorization: Bearer {key}"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if job == "create a project":
            script.write(
                'wrk.method="POST" wrk.headers["Content-Type"]="application/json" '
                """wrk.body='{"name": "My New Project", "description": "A new project"}'"""
            )
            script.flush()
            command += ["-s", script.name, f"{url}/projects"]
        else:
            command.append(f"{url}/health" if job == "health" else f"{url}/projects?page=1&limit=20&status=active")
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def milliseconds(percent: str) -> float:
        found = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)\b", text)
        assert found is not None, text
        return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000}[found[2]]

    total = re.search(r"(\d+) requests in", text)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    assert total is not None, text
    assert rate is not None, text
    failed = int(bad[1]) if bad else 0
    return int(total[1]), float(rate[1]), milliseconds("50"), milliseconds("99"), failed


def measure(name: str, database: str, make_database: Any, seconds: int) -> list[Figure]:
    """Every job on one server, on a fresh copy of the data."""
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        url, key = make_database(Path(folder))
        with running(name, Path(folder), url) as (pid, base):
            for job in JOBS:
                if name == "peer rows" and job == "create a project":
                    continue
                load(base, job, key, 1)
                before = cpu_seconds(pid)
                count, rate, p50, p99, failed = load(base, job, key, seconds)
                cpu_us = (cpu_seconds(pid) - before) / count * 1e6
                figures.append(Figure(name, database, job, cpu_us, rate, p50, p99, failed))
                print(f"  {name:10} {database:10} {job:26} {cpu_us:8.0f} µs  {rate:8.0f}/s", flush=True)
    return figures


def queries(key: str, settings: Settings) -> dict[str, int]:
    """SQL statements of each job on this server, without BEGIN and COMMIT."""
    from tests.support.inside import Inside

    log.configure(json=False, level="warning")
    with Inside(settings) as inside:
        seen: list[str] = []
        sa.event.listen(
            inside.services.database.engine,
            "before_cursor_execute",
            lambda _c, _k, statement, *_: seen.append(statement),
        )
        counts = {}
        for job, method, path, body in (
            ("health", "GET", "/v1/health", None),
            ("create a project", "POST", "/v1/projects", {"name": "My New Project"}),
            ("list 20 of 1,000 projects", "GET", "/v1/projects?page=1&limit=20&status=active", None),
        ):
            for _ in range(2):  # the first creation also begins the person's audit log
                seen.clear()
                assert inside.call(method, path, key=key, json=body).status < 300
            counts[job] = len([each for each in seen if not each.startswith(("BEGIN", "COMMIT"))])
        return counts


def main() -> int:
    """Measure, print a table, write JSON and a chart. The exit status says whether every target was met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "reports" / "bench")
    parser.add_argument("--databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--servers", nargs="*", default=["this server", "peer sync", "peer rows"])
    options = parser.parse_args()
    from tests.support import postgres as postgres_server

    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as prepared, postgres_server.running() as postgres:
        template = Path(prepared) / "your-app.db"
        key = seed(f"sqlite:///{template}")

        def sqlite(folder: Path) -> tuple[str, str]:
            shutil.copy(template, folder / "your-app.db")
            return "", key

        def postgresql(_folder: Path) -> tuple[str, str]:
            url = postgres.create()
            return url, seed(url.replace("postgresql://", "postgresql+psycopg://", 1))

        names = options.servers
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", flush=True)
            for database in options.databases:
                make = {"sqlite": sqlite, "postgresql": postgresql}[database]
                for name in names if number % 2 == 0 else names[::-1]:
                    figures += measure(name, database, make, options.seconds)
        counts = queries(key, Settings(data_dir=Path(prepared), validate_responses="off"))
    return report(figures, counts, options.out)


def report(figures: list[Figure], counts: dict[str, int], out: Path) -> int:
    """The table on standard output; JSON and SVG beside each other."""
    out.mkdir(parents=True, exist_ok=True)
    median: dict[tuple[str, str, str], dict[str, float]] = {}
    for each in figures:
        same = [f for f in figures if (f.server, f.database, f.job) == (each.server, each.database, each.job)]
        median[each.server, each.database, each.job] = {
            "cpu_us": statistics.median(f.cpu_us for f in same),
            "requests_per_second": statistics.median(f.requests_per_second for f in same),
            "p50_ms": statistics.median(f.p50_ms for f in same),
            "p99_ms": statistics.median(f.p99_ms for f in same),
        }
    print(f"\n{'job':27}{'database':12}{'server':13}{'CPU µs':>8}{'req/s':>8}{'p50 ms':>8}{'p99 ms':>8}  of the peer")
    missed = 0
    bars = []
    for (server, database, job), row in sorted(median.items(), key=lambda item: (item[0][2], item[0][1], item[0][0])):
        note = ""
        if server == "this server":
            for peer, most in TARGETS.get((job, database), {}).items():
                if (peer, database, job) not in median:
                    continue
                ratio = row["cpu_us"] / median[peer, database, job]["cpu_us"]
                missed += ratio > most
                note += f"  {ratio:.2f} × {peer} (at most {most})" + (" MISSED" if ratio > most else "")
            note += f"  {counts[job]} queries"
        print(
            f"{job:27}{database:12}{server:13}{row['cpu_us']:8.0f}{row['requests_per_second']:8.0f}"
            f"{row['p50_ms']:8.2f}{row['p99_ms']:8.2f}{note}"
        )
        bars.append((f"{job} · {database}", server, row["cpu_us"]))
    bad = sum(each.failed for each in figures)
    print(f"\n{bad} requests were not answered well." if bad else "\nEvery request was answered well.")
    (out / "api.json").write_text(
        json.dumps({"figures": [asdict(each) for each in figures], "queries": counts}, indent=1)
    )
    (out / "api.svg").write_text(svg("CPU-µs per request (median)", bars))
    return 1 if missed or bad else 0


if __name__ == "__main__":
    sys.exit(main())
