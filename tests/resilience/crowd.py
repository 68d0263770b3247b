"""The receivers of the storm, in a process of their own: what they cost must not be taken for what the server costs.

They fail half of the time, note what came in which order, and write it into a file when they are told to stop.
"""

from __future__ import annotations

import asyncio
import json
import random
import signal
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Self

from tests.resilience import child

WELL = b"HTTP/1.1 204 No Content\r\n\r\n"
ILL = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"

Seen = dict[str, list[tuple[int, bool]]]  # path → the number of each event that came, and whether it was taken


class Crowd:
    """Receivers at `url`, one for each path."""

    def __init__(self, folder: Path) -> None:
        self._notes = folder / "seen.json"
        self._process: BaseProcess
        self.url = ""

    def __enter__(self) -> Self:
        context = child.context()
        port: Any = context.Queue()
        self._process = context.Process(target=_run, args=(port, self._notes), daemon=True)
        self._process.start()
        self.url = f"http://127.0.0.1:{port.get(timeout=60)}"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()

    def seen(self) -> Seen:
        """Stop, and tell what came."""
        self._process.terminate()
        self._process.join(60)
        told = json.loads(self._notes.read_text())
        return {path: [(number, well) for number, well in each] for path, each in told.items()}


def _run(port: Any, notes: Path) -> None:
    asyncio.run(_receive(port, notes))


async def _receive(port: Any, notes: Path) -> None:
    seen: Seen = {}
    chance = random.Random(7)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                fields = {name.lower(): value for name, _, value in (each.partition(": ") for each in lines[1:])}
                await reader.readexactly(int(fields["content-length"]))
                well = chance.random() < 0.5
                seen.setdefault(lines[0].split()[1], []).append((int(fields["webhook-sequence"]), well))
                writer.write(WELL if well else ILL)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port.put(server.sockets[0].getsockname()[1])
    await stopping.wait()
    notes.write_text(json.dumps(seen))
