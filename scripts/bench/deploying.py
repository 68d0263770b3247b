"""Deploying: an archive beside the shell, one changed file beside the whole archive, and a template.

    python -m scripts.bench.deploying [--rounds 3] [--out reports/bench]

The site has 5,000 files of 100 MB: 1,000 pages of text and 4,000 pictures. The shell unpacks the archive and takes the
SHA-256 of each file, and keeps none of it safe from a power cut; the server has done both and more when it answers.
Each round does all of it once, on a server of its own.

Nothing is deleted before the end: for minutes after thousands of files were, ext4 looks past each of their inodes at
every new file (`recently_deleted`), which made 0.1 s of creating 5,000 files 2.5 s, here and in the shell alike.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import random
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from scripts.bench.chart import svg

ROOT = Path(__file__).parents[2]
FILES, PAGES = 5_000, 1_000
TEMPLATES = 20  # deployments of a template in a round
TARGETS = {"ingest": 0.5, "delta bytes": 1 / 50, "delta time": 1 / 20, "template p50 ms": 500.0}


def site() -> dict[str, bytes]:
    """Path → content."""
    chance = random.Random(4)
    words = [f"{chance.randrange(10**6):x}" for _ in range(4_000)]
    files = {"/index.html": b"<h1>Home</h1>"}
    for number in range(FILES - 1):
        if number < PAGES:
            text = " ".join(chance.choices(words, k=1_700))
            files[f"/pages/{number}.html"] = f"<!doctype html><title>{number}</title><p>{text}</p>".encode()
        else:
            files[f"/pictures/{number // 100}/{number}.webp"] = chance.randbytes(22_500)
    return files


def packed(files: dict[str, bytes]) -> bytes:
    """A tar.gz of them."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=6) as archive:
        for path, content in files.items():
            entry = tarfile.TarInfo(path.removeprefix("/"))
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def shell(archive: Path, folder: Path) -> float:
    """Seconds that `tar xzf` and `sha256sum` take."""
    folder.mkdir()
    begun = time.perf_counter()
    subprocess.run(["tar", "xzf", str(archive), "-C", str(folder)], check=True)
    subprocess.run(["bash", "-c", "find . -type f -print0 | xargs -0 sha256sum > /dev/null"], cwd=folder, check=True)
    return time.perf_counter() - begun


def one_round(files: dict[str, bytes], archive: bytes, work: Path) -> dict[str, float]:
    """Everything once."""
    from tests.support.running import RunningServer

    (work / "server").mkdir(parents=True)
    figures: dict[str, float] = {}
    (work / "site.tar.gz").write_bytes(archive)
    figures["shell s"] = shell(work / "site.tar.gz", work / "unpacked")
    server = RunningServer(work / "server", "").start()
    try:
        with server.person().client() as client:
            project = client.project()["id"]
            address = f"/projects/{project}/deployments"
            begun = time.perf_counter()
            answer = client.post(address, content=archive, headers={"Content-Type": "application/gzip"})
            assert answer.status_code == 201, answer.text
            figures["archive acknowledged s"] = time.perf_counter() - begun
            client.ended(answer.json()["data"]["id"], 120)
            figures["archive live s"] = time.perf_counter() - begun
            figures["archive bytes"] = len(archive)

            changed = {**files, "/index.html": b"<h1>Another home</h1>"}
            begun = time.perf_counter()
            digests = {path: hashlib.sha256(content).hexdigest() for path, content in changed.items()}
            figures["hashing s"] = time.perf_counter() - begun
            begun = time.perf_counter()
            manifest = gzip.compress(json.dumps({"source": {"type": "files", "files": digests}}).encode(), 6)
            answer = client.post(
                address, content=manifest, headers={"Content-Type": "application/json", "Content-Encoding": "gzip"}
            )
            assert answer.status_code == 201, answer.text
            deployment = answer.json()["data"]
            (missing,) = deployment["missing"]
            content = changed["/index.html"]
            assert missing == digests["/index.html"]
            put = client.put(
                f"/deployments/{deployment['id']}/files/{missing}",
                content=content,
                headers={"Content-Type": "application/octet-stream"},
            )
            assert put.status_code == 200, put.text
            figures["delta acknowledged s"] = time.perf_counter() - begun
            assert client.ended(deployment["id"], 120)["status"] == "success"
            figures["delta live s"] = time.perf_counter() - begun
            figures["delta bytes"] = len(manifest) + len(content)

            times = []
            for _ in range(TEMPLATES):
                begun = time.perf_counter()
                created = client.post(address).json()["data"]
                client.get(f"/deployments/{created['id']}", params={"wait": 20})
                times.append((time.perf_counter() - begun) * 1000)
            figures["template live p50 ms"] = statistics.median(times)
    finally:
        server.stop()
        server.database.dispose()
    return figures


def main() -> int:
    """Measure, print a table, write JSON and a chart. The exit status says whether every target was met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", type=Path, help="a folder on the disk to measure; the system's for temporary files")
    parser.add_argument("--out", type=Path, default=ROOT / "reports" / "bench")
    options = parser.parse_args()
    files = site()
    archive = packed(files)
    rounds = []
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", flush=True)
            rounds.append(one_round(files, archive, Path(work) / str(number)))
    median = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    rows = [
        ("ingest of the archive, durable", "tar xzf + sha256sum",
         median["archive acknowledged s"] / median["shell s"], TARGETS["ingest"]),
        ("one changed file of 5,000: bytes", "the whole archive",
         median["delta bytes"] / median["archive bytes"], TARGETS["delta bytes"]),
        ("one changed file of 5,000: until live", "the whole archive",
         median["delta live s"] / median["archive live s"], TARGETS["delta time"]),
    ]  # fmt: skip
    for name, value in median.items():
        print(f"  {name:26}{value:14,.3f}")
    missed = 0
    print(f"\n{'job':42}{'beside':24}{'ratio':>8}{'at most':>9}")
    for job, beside, ratio, most in rows:
        missed += ratio > most
        print(f"{job:42}{beside:24}{ratio:8.3f}{most:9.3f}{'  MISSED' if ratio > most else ''}")
    p50, most = median["template live p50 ms"], TARGETS["template p50 ms"]
    missed += p50 > most
    note = "  MISSED" if p50 > most else ""
    print(f"{'a template, from the request until live':42}{'':24}{p50:5.0f} ms{most:6.0f} ms{note}")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "deploying.json").write_text(json.dumps({"rounds": rounds, "median": median}, indent=1))
    bars = [
        ("a site of 5,000 files", "tar + sha256sum", median["shell s"] * 1000),
        ("a site of 5,000 files", "archive", median["archive acknowledged s"] * 1000),
        ("a site of 5,000 files", "one changed file", median["delta acknowledged s"] * 1000),
        ("until live", "archive", median["archive live s"] * 1000),
        ("until live", "one changed file", median["delta live s"] * 1000),
        ("until live", "template", p50),
    ]
    (options.out / "deploying.svg").write_text(svg("Milliseconds until acknowledged, and until live", bars))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
