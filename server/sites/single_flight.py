"""Blocking work in threads, and only once where many ask for the same at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


class SingleFlight:
    """A few threads. Callers with an equal key share one run of the work, and its result or error."""

    def __init__(self, threads: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._under_way: dict[Hashable, asyncio.Future[Any]] = {}

    async def run(self, key: Hashable, work: Callable[[], T]) -> T:
        """What `work` returns. A caller who is cancelled leaves the others their result."""
        future: asyncio.Future[T] | None = self._under_way.get(key)
        if future is None:
            future = asyncio.get_running_loop().run_in_executor(self._pool, work)
            self._under_way[key] = future
            future.add_done_callback(lambda done: self._landed(key, done))
        return await asyncio.shield(future)

    def _landed(self, key: Hashable, future: asyncio.Future[Any]) -> None:
        del self._under_way[key]
        if not future.cancelled():
            future.exception()  # marks it as seen, in case that every caller has gone

    def close(self) -> None:
        """Let the threads end. Nothing more may be run."""
        self._pool.shutdown(wait=True, cancel_futures=True)
