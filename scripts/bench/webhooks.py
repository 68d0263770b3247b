"""How fast webhooks are delivered: deliveries a second, CPU-ms for each, and how soon after the event the first one is.

The receiver is another process on the loopback, which answers 204 at once. The CPU is that of the delivering process.

    python -m scripts.bench.webhooks --events 200 --webhooks 20
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import tempfile
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from server.events.record import record
from server.kit.database import table_of
from server.models import WebhookAttempt, WebhookDelivery
from server.webhooks import service

_deliveries = table_of(WebhookDelivery)
_attempts = table_of(WebhookAttempt)
LATENCY_EVENTS = 50


def _receive(port: Any) -> None:
    """A receiver that costs next to nothing, for as long as its process lives."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
                await reader.readexactly(int(length.partition(b":")[2]))
                writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def measure(database_url: str, *, webhooks: int, events: int) -> dict[str, Any]:
    """One run on one database: '' for SQLite."""
    from tests.support import contract_events
    from tests.support.platform import Platform

    port: Any = multiprocessing.Queue()
    receiver = multiprocessing.Process(target=_receive, args=(port,), daemon=True)
    receiver.start()
    url = f"http://127.0.0.1:{port.get()}"
    with tempfile.TemporaryDirectory() as folder:
        platform = Platform(Path(folder), database_url, webhook_allow_private=True).start()
        ada = platform.user()
        with platform.database.transaction(write=True) as session:
            for number in range(webhooks):
                service.create(session, ada, {"url": f"{url}/{number}", "events": ["*"]}, platform.settings)

        def happen(count: int) -> None:
            with platform.database.transaction(write=True) as session:
                for _ in range(count):
                    record(session, ada.user_id, "project.updated", contract_events.example("project.updated"))
            platform.services.changes.bump()

        waiting = sa.select(sa.func.count()).where(_deliveries.c.next_attempt_at.is_not(None))
        cpu, began = time.process_time(), time.monotonic()
        happen(events)
        while True:
            time.sleep(0.1)
            with platform.database.transaction(write=False) as session:
                if not session.scalar(waiting):
                    break
        seconds, cpu = time.monotonic() - began, time.process_time() - cpu
        for _ in range(LATENCY_EVENTS):
            happen(1)
            time.sleep(0.2)
        time.sleep(1)
        first = sa.select(_attempts.c.at, _deliveries.c.created_at).join_from(_attempts, _deliveries)
        with platform.database.transaction(write=False) as session:
            rows = session.execute(first.where(_deliveries.c.sequence > events)).all()
        platform.stop()
    receiver.terminate()
    waits = sorted((at - created).total_seconds() * 1000 for at, created in rows)
    count = webhooks * events
    return {
        "database": "postgresql" if database_url else "sqlite",
        "deliveries_per_second": round(count / seconds),
        "cpu_ms_per_delivery": round(cpu * 1000 / count, 2),
        "first_attempt_p50_ms": round(waits[len(waits) // 2]),
        "first_attempt_p99_ms": round(waits[int(len(waits) * 0.99)]),
    }


def main() -> None:
    """Measure both databases, print a table and write JSON."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.webhooks")
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--webhooks", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path("reports/bench"))
    options = parser.parse_args()
    from tests.support import postgres

    found = [measure("", webhooks=options.webhooks, events=options.events)]
    with postgres.running() as server:
        found.append(measure(server.create(), webhooks=options.webhooks, events=options.events))
    print(f"{'':12}{'deliveries/s':>14}{'CPU-ms each':>14}{'first attempt p50':>20}{'p99':>10}")
    for each in found:
        p50, p99 = (f"{each[f'first_attempt_{which}_ms']} ms" for which in ("p50", "p99"))
        print(
            f"{each['database']:12}{each['deliveries_per_second']:14}{each['cpu_ms_per_delivery']:14}{p50:>20}{p99:>10}"
        )
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "webhooks.json").write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
