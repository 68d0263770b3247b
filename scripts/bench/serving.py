"""Serving published files: CPU per request, beside nginx with its file cache on the same files.

    .venv/bin/python -m scripts.bench.serving [--seconds 1] [--rounds 7] [--json reports/serving.json]

Needs `wrk` and `nginx` on PATH. Three servers, each in one process, on 127.0.0.1: the sites' room through ASGI, the
same with its fast path, and nginx (one worker, `open_file_cache`, `sendfile`, the same headers). All three look the
Host up. The cases are run in turn, round after round, so that a noisy moment hits all alike. The figure is (user +
system time of the serving process) ÷ (requests answered), of the round where that was least: what else runs on the
machine only ever adds to it. `floor` is uvicorn with an application that answers a 304 and does nothing else: what the
ASGI row pays before it begins.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from scripts.bench.chart import svg
from scripts.bench.processes import cpu_seconds

ROOT = Path(__file__).parents[2]
CONNECTIONS = 16
SERVERS = ("nginx", "asgi", "fast", "floor")
CASES = {"2 KB": 2 << 10, "60 KB": 60 << 10, "304": 2 << 10, "5 MB": 5 << 20}
# How much more CPU than nginx each may take (issue 4).
TARGETS = {"asgi": {"5 MB": 2.5}, "fast": {"5 MB": 1.2}}
DEFAULT_TARGET = {"asgi": 3.5, "fast": 1.6}

NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  open_file_cache max=1000 inactive=600s; open_file_cache_valid 600s;
  types {{ text/css css; application/zip zip; }}
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:{port};
    server_name ~^(?<slug>[a-z0-9-]+)\\.localhost$;
    root {folder}/www/$slug;
    add_header Cache-Control "public, max-age=0, must-revalidate";
    add_header Vary Accept-Encoding;
    add_header X-Content-Type-Options nosniff;
    add_header Referrer-Policy strict-origin-when-cross-origin;
    location / {{ try_files $uri $uri/index.html $uri.html =404; }}
  }}
}}
"""


def name_of(case: str) -> str:
    """The file of a case. The large one is of a type that nobody compresses, as large ones are."""
    size = CASES[case]
    return f"/{size}.zip" if size > 1 << 20 else f"/{size}.css"


def publish(folder: Path) -> dict[str, bytes]:
    """A project `bench` with one live deployment in `folder`, and the same files for nginx in `folder/www/bench`."""
    from server import schema
    from server.kit import clock
    from server.kit.blobs import BlobStore
    from server.kit.config import Settings
    from server.kit.database import Database
    from server.kit.ids import new_id
    from server.models import Blob, Deployment, DeploymentFile, Project, User

    settings = Settings(data_dir=folder)
    schema.migrate(settings.database)
    database = Database(settings.database, pool_size=2)
    blobs = BlobStore(settings.blobs, folder / "incoming")
    www = folder / "www" / "bench"
    www.mkdir(parents=True)
    files = {name_of(case): os.urandom(size) for case, size in CASES.items()}
    user_id, project_id, deployment_id, now = new_id("usr"), new_id("proj"), new_id("deploy"), clock.now()
    with database.transaction(write=True) as session:
        session.add(User(id=user_id, email="bench@example.com", name="Bench", created_at=now))
        session.flush()
        session.add(
            Project(
                id=project_id,
                owner_id=user_id,
                user_id=user_id,
                name="Bench",
                slug="bench",
                template="blank",
                live_deployment_id=deployment_id,
                live_number=1,
                created_at=now,
                updated_at=now,
            )
        )
        session.flush()
        session.add(
            Deployment(id=deployment_id, project_id=project_id, number=1, status="success", source={}, created_at=now)
        )
        session.flush()
        for path, content in files.items():
            digest = hashlib.sha256(content).hexdigest()
            key = f"{deployment_id}/{digest}"
            blobs.put(key, content)
            (www / path[1:]).write_bytes(content)
            blob = Blob(owner_id=user_id, digest=digest, size_bytes=len(content), key=key, created_at=now)
            session.add(blob)
            session.flush()
            assert blob.id is not None
            session.add(DeploymentFile(deployment_id=deployment_id, path=path, blob_id=blob.id))
    database.dispose()
    return files


def serve(folder: Path, port: int, mode: str) -> None:
    """Run one of our servers until SIGTERM, as `python -m server serve` does: uvloop, httptools, no access log."""
    import uvicorn
    import uvloop

    from server.kit.config import Settings
    from server.main import Process
    from server.sites.app import SitesApp
    from server.sites.fast_path import SitesProtocol

    sites = SitesApp(Process(Settings(data_dir=folder)).services)  # without its jobs, which are not started
    config = uvicorn.Config(
        bare if mode == "floor" else sites,
        port=port,
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
        http=SitesProtocol if mode == "fast" else "httptools",
        loop="uvloop",
    )

    async def main() -> None:
        async with sites.running():
            await uvicorn.Server(config).serve()

    uvloop.run(main())


async def bare(_: Any, __: Any, send: Any) -> None:
    """The least that an ASGI application can do for a 304."""
    headers = [(b"etag", b'"%b"' % (b"0" * 64)), (b"vary", b"Accept-Encoding"), (b"cache-control", b"max-age=0")]
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Until somebody listens there."""
    for _ in range(400):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")


def cases_of(server: str) -> tuple[str, ...]:
    """What a server is loaded with."""
    return ("304",) if server == "floor" else tuple(CASES)


def etag_of(port: int, path: str) -> str:
    """The ETag that a server gives a file."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"HEAD {path} HTTP/1.1\r\nHost: bench.localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    match = re.search(rb"(?i)\r\netag: ([^\r]+)", answer)
    if not answer.startswith(b"HTTP/1.1 ") or match is None:
        raise SystemExit(f"unexpected answer for {path}: {answer[:200]!r}")
    return match[1].decode()


def load(port: int, case: str, seconds: float, etag: str) -> tuple[int, float]:
    """Requests answered within `seconds`, and requests per second."""
    path = name_of(case)
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Host: bench.localhost"]
    if case == "304":
        command += ["-H", f"If-None-Match: {etag}"]
    output = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    if "Non-2xx" in output and case != "304":
        raise SystemExit(output)
    total, rate = re.search(r"(\d+) requests in", output), re.search(r"Requests/sec:\s+([\d.]+)", output)
    if total is None or rate is None:
        raise SystemExit(f"wrk said: {output}")
    return int(total[1]), float(rate[1])


def main() -> int:
    """Measure and print. The exit status says whether every target was met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=1, help="of load for each figure")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path, default=None, help="write the figures there")
    parser.add_argument("--serve", nargs=3, metavar=("FOLDER", "PORT", "MODE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(Path(options.serve[0]), int(options.serve[1]), options.serve[2])
        return 0
    missing = [program for program in ("wrk", "nginx") if shutil.which(program) is None]
    if missing:
        raise SystemExit(f"not on PATH: {', '.join(missing)} (apt-get install wrk nginx-light)")
    with tempfile.TemporaryDirectory(prefix="bench-serving-") as name:
        report = measure(Path(name), options.seconds, options.rounds)
    missed = show(report)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(report, indent=2) + "\n")
        figures = report["figures"]
        bars = [
            (case, each, figures[each][case]["cpu_us"]) for case in CASES for each in SERVERS if case in figures[each]
        ]
        options.json.with_suffix(".svg").write_text(svg("CPU-µs for each file that is served", bars))
    return 1 if missed else 0


def measure(folder: Path, seconds: int, rounds: int) -> dict[str, Any]:
    """Start the three servers, load each with each case in turn, and stop them."""
    publish(folder)
    folder.chmod(0o755)
    ports = {server: free_port() for server in SERVERS}
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=ports["nginx"]))
    processes = {
        "nginx": subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL),
        **{
            mode: subprocess.Popen(
                [sys.executable, "-m", "scripts.bench.serving", "--serve", str(folder), str(ports[mode]), mode],
                cwd=ROOT,
            )
            for mode in SERVERS[1:]
        },
    }
    samples: dict[str, dict[str, list[tuple[float, float]]]] = {
        server: {case: [] for case in cases_of(server)} for server in processes
    }
    try:
        for port in ports.values():
            wait_for(port)
        # nginx serves in its worker, the one child of its master.
        pids = {server: process.pid for server, process in processes.items()}
        children = Path(f"/proc/{pids['nginx']}/task/{pids['nginx']}/children").read_text().split()
        pids["nginx"] = int(children[0])
        etags = {server: etag_of(port, name_of("304")) for server, port in ports.items()}
        for server, port in ports.items():
            for case in cases_of(server):
                load(port, case, 1, etags[server])
        for _ in range(rounds):
            for case in CASES:
                for server, port in ports.items():
                    if case not in cases_of(server):
                        continue
                    before = cpu_seconds(pids[server])
                    requests, rate = load(port, case, seconds, etags[server])
                    spent = cpu_seconds(pids[server]) - before
                    samples[server][case].append((spent / requests * 1e6, rate))
    finally:
        for process in processes.values():
            process.send_signal(signal.SIGTERM)
        for process in processes.values():
            process.wait(timeout=20)
    figures = {
        server: {
            case: {
                "cpu_us": round(min(cpu for cpu, _ in values), 1),
                "requests_per_second": round(max(rate for _, rate in values)),
            }
            for case, values in cases.items()
        }
        for server, cases in samples.items()
    }
    return {
        "what": "CPU per request of serving a published file",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "connections": CONNECTIONS,
        "seconds": seconds,
        "rounds": rounds,
        "figures": figures,
        "targets": {mode: {case: TARGETS[mode].get(case, DEFAULT_TARGET[mode]) for case in CASES} for mode in TARGETS},
    }


def show(report: dict[str, Any]) -> int:
    """A table for people: CPU-µs for each request, and how many times nginx's that is. Answers how many are
    too many.
    """
    missed = 0
    figures, targets = report["figures"], report["targets"]
    print(f"{'CPU-µs per request':20}" + "".join(f"{case:>28}" for case in CASES))
    for server in SERVERS:
        cells = ""
        for case in CASES:
            text = ""
            if case in figures[server]:
                cpu = figures[server][case]["cpu_us"]
                text = f"{cpu:.1f}"
                if server != "nginx":
                    ratio = cpu / figures["nginx"][case]["cpu_us"]
                    text += f" = {ratio:.2f} ×"
                    if server in targets:
                        missed += ratio > targets[server][case]
                        text += f" (≤ {targets[server][case]}{'' if ratio <= targets[server][case] else ' MISSED'})"
            cells += f"{text:>28}"
        print(f"{server:20}{cells}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
