"""Delivers what is due: a thread with an event loop of its own in each process that runs jobs.

    claim      webhooks with something due and nobody who serves them; each becomes a lane
    send       one event after the other, so that a receiver gets them in their order
    write      what became of them, those of all lanes that ended at the same moment in one transaction

A webhook whose receiver takes long is served in another set of lanes, a few events at once: so those who are quick
never wait for those who are not, and a backlog of timeouts does not take for ever. One that fails quickly stays where
it is: its events go out one after the other too, and come again in that order.

Killed at any moment, at most what was sent and not yet written is sent again: one event for each lane that is quick.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import uvloop

from server.kit import clock, fault
from server.kit.config import Settings
from server.kit.database import Database, Row
from server.kit.generation import Generation
from server.kit.log import get_logger
from server.kit.vault import vault_of
from server.webhooks import sealing, signing, store
from server.webhooks.egress import Egress, Pool, Reply
from server.webhooks.signing import Signer
from server.webhooks.store import Release, Result

log = get_logger(__name__)
T = TypeVar("T")
Waiting = tuple[Result | Release, "asyncio.Future[bool]"]  # what is to be written, and who waits for that

LOOK_SECONDS = 0.05  # for what happened in a process of this machine
LEAST_SECONDS = 0.01
FAR_SECONDS = 1.0  # for what happened on another, and for what is due again
AT_ONCE_WHEN_SLOW = 8
MOST_CLAIMS = 100  # in one transaction
TURN_SECONDS = 30.0  # then a lane makes room for who waits
RETRY_SECONDS = 1.0  # after the database was away
MOST_RETRY_SECONDS = 300.0


class Lanes:
    """The deliveries of one process. `start` and `stop` are called once each, from another thread."""

    def __init__(self, database: Database, settings: Settings, changes: Generation, worker_id: str) -> None:
        self._database, self._settings, self._changes = database, settings, changes
        self._worker = worker_id
        self._vault = vault_of(settings)
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)
        self._lanes: dict[str, tuple[bool, asyncio.Task[None]]] = {}  # webhook → is slow, what serves it
        self._stopping = False
        self._told = 0.0
        self._broken: dict[str, int] = {}  # webhook → how often its lane broke in a row

    def start(self) -> None:
        """Deliver from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more, and let what is being sent end within `drain_seconds`."""
        self._stopping = True
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping:
            try:
                with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                    runner.run(self._main())
            except Exception:
                log.exception("webhooks_broken")
                time.sleep(RETRY_SECONDS)

    async def _main(self) -> None:
        # One thread reads and one writes: two connections, whatever the number of lanes.
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="webhooks-read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="webhooks-write")
        self._results: asyncio.Queue[Waiting] = asyncio.Queue()
        self._ended = asyncio.Event()
        self._egress = Egress(self._settings)
        recorder = asyncio.create_task(self._record())
        try:
            await self._dispatch()
        finally:
            recorder.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await recorder
            self._egress.close()
            self._reader.shutdown()
            self._writer.shutdown()

    async def _in(self, pool: ThreadPoolExecutor, function: Callable[..., T], *arguments: Any, **named: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, lambda: function(*arguments, **named))

    # ------------------------------------------------------------------------------------------ claim

    async def _dispatch(self) -> None:
        while not self._stopping:
            seen = self._changes.value
            self._ended.clear()
            try:
                more = [await self._claim(slow=slow) for slow in (False, True)]
            except Exception:
                log.exception("webhooks_not_claimed")
                await asyncio.sleep(RETRY_SECONDS)
                continue
            if not any(more):
                await self._news(seen)
        tasks = [task for _, task in self._lanes.values()]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=self._settings.drain_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _claim(self, *, slow: bool) -> bool:
        """Open lanes. Answers whether there may be more to open at once."""
        room = self._settings.webhook_concurrency - sum(1 for each, _ in self._lanes.values() if each == slow)
        if room <= 0:
            return False
        found = await self._in(
            self._reader,
            store.candidates,
            self._database,
            self._worker,
            list(self._lanes),
            slow=slow,
            limit=min(room, MOST_CLAIMS),
        )
        taken = await self._in(self._writer, store.claim, self._database, self._worker, found) if found else []
        for webhook_id in taken:
            task = asyncio.create_task(self._serve(webhook_id, slow))
            self._lanes[webhook_id] = (slow, task)
        return len(taken) == MOST_CLAIMS

    async def _news(self, seen: bytes) -> None:
        until = time.monotonic() + FAR_SECONDS
        await asyncio.sleep(LEAST_SECONDS)
        while time.monotonic() < until and self._changes.value == seen and not self._stopping:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), LOOK_SECONDS)
                return

    # ------------------------------------------------------------------------------------------- send

    async def _serve(self, webhook_id: str, slow: bool) -> None:
        """One lane, from its claim to its release."""
        at_once = AT_ONCE_WHEN_SLOW if slow else 1
        until = time.monotonic() + TURN_SECONDS
        try:
            async with self._egress.pool() as pool:
                goes_on = True
                while goes_on and not self._stopping and time.monotonic() < until:
                    rows, signers = await self._in(self._reader, self._due, webhook_id)
                    if not rows:
                        break
                    for start in range(0, len(rows), at_once):
                        part = rows[start : start + at_once]
                        goes_on = await self._deliver_all(pool, part, signers)
                        if not goes_on or self._stopping or time.monotonic() >= until:
                            break
            await self._written(Release(webhook_id))
            self._broken.pop(webhook_id, None)
        except Exception:
            # What was sent could not be written, so it will be sent again: ever more seldom.
            times = self._broken[webhook_id] = self._broken.get(webhook_id, 0) + 1
            log.exception("webhook_lane_broken", webhook_id=webhook_id, times=times)
            await self._pause(min(RETRY_SECONDS * 2**times, MOST_RETRY_SECONDS))
        finally:
            del self._lanes[webhook_id]
            self._ended.set()

    def _due(self, webhook_id: str) -> tuple[list[Row], list[Signer]]:
        rows, secrets = store.due(self._database, webhook_id)
        return rows, [sealing.signer(self._vault, each) for each in secrets]

    async def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._stopping:
            await asyncio.sleep(min(seconds, 0.2))

    async def _deliver_all(self, pool: Pool, rows: list[Row], signers: list[Signer]) -> bool:
        """Send some events at once. Answers whether the lane may go on as before."""
        ended = await asyncio.gather(*(self._deliver(pool, row, signers) for row in rows), return_exceptions=True)
        for each in ended:
            if isinstance(each, BaseException):
                raise each
        return all(ended)

    async def _deliver(self, pool: Pool, row: Row, signers: list[Signer]) -> bool:
        """Send one event and have the result written. Answers whether the lane may go on as before."""
        fault.point("deliver.before_send")
        reply = await self._post(pool, row, signers)
        fault.point("deliver.after_send")
        return await self._written(Result(row, reply))

    async def _post(self, pool: Pool, row: Row, signers: list[Signer]) -> Reply:
        body, timestamp = row.body.encode(), int(clock.now().timestamp())
        headers = [
            ("Content-Type", "application/json"),
            ("User-Agent", "Your-App-Webhooks/1 (+https://www.standardwebhooks.com)"),
            ("Accept-Encoding", "identity"),
            ("webhook-id", row.event_id),
            ("webhook-timestamp", str(timestamp)),
            ("webhook-signature", signing.signature(signers, row.event_id, timestamp, body)),
            ("webhook-sequence", str(row.sequence)),
        ]
        return await self._egress.post(pool, row.url, headers, body)

    # ------------------------------------------------------------------------------------------ write

    async def _written(self, what: Result | Release) -> bool:
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._results.put_nowait((what, done))
        return await done

    async def _record(self) -> None:
        """Write what has come since the last time, all in one transaction."""
        while True:
            waiting = [await self._results.get()]
            while not self._results.empty():
                waiting.append(self._results.get_nowait())
            try:
                await self._write(waiting)
            except Exception as error:
                if len(waiting) == 1:
                    await self._write_without_its_answer(waiting[0], error)
                    continue
                # One of them may be what the database does not take: the others must not suffer for it.
                for each in waiting:
                    try:
                        await self._write([each])
                    except Exception as its:
                        await self._write_without_its_answer(each, its)

    async def _write_without_its_answer(self, each: Waiting, error: Exception) -> None:
        """An attempt that is not written is made again for ever: write it down without what the receiver sent."""
        what, done = each
        if not isinstance(what, Result) or not store.is_the_answer_s(error):
            _fail(each, error)
            return
        log.error("webhook_answer_not_kept", delivery_id=what.delivery.id, error=type(error).__name__)
        try:
            await self._write([(Result(what.delivery, what.reply.without_its_answer()), done)])
        except Exception as its:
            _fail(each, its)

    async def _write(self, waiting: list[Waiting]) -> None:
        results = [each for each, _ in waiting if isinstance(each, Result)]
        releases = [each for each, _ in waiting if isinstance(each, Release)]
        schedule = self._settings.webhook_retries
        goes_on = await self._in(self._writer, store.write, self._database, self._worker, results, releases, schedule)
        if results and time.monotonic() - self._told > FAR_SECONDS:
            # Whoever waits for a delivery looks again. Not each time: each who waits for anything does.
            self._told = time.monotonic()
            self._changes.bump()
        for each, done in waiting:
            webhook_id = each.delivery.webhook_id if isinstance(each, Result) else each.webhook_id
            if not done.done():
                done.set_result(goes_on.get(webhook_id, False))


def _fail(waiting: Waiting, error: Exception) -> None:
    _, done = waiting
    if not done.done():
        done.set_exception(error)
