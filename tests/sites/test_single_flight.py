"""Work in threads that many callers share."""

from __future__ import annotations

import asyncio
import threading

import pytest

from server.sites.single_flight import SingleFlight


class TestRun:
    def test_callers_with_one_key_share_one_run_and_others_do_not(self) -> None:
        runs: list[str] = []
        threads = SingleFlight(2, "test")

        async def crowd() -> list[str]:
            def work(key: str) -> str:
                runs.append(key)
                return key

            return await asyncio.gather(*(threads.run(key, lambda key=key: work(key)) for key in "aabab"))  # type: ignore[misc]

        assert asyncio.run(crowd()) == list("aabab")
        assert sorted(runs) == ["a", "b"]
        threads.close()

    def test_an_error_reaches_everybody_and_is_not_kept(self) -> None:
        threads = SingleFlight(1, "test")

        def fail() -> int:
            raise OSError("away")

        async def crowd() -> None:
            results = await asyncio.gather(*(threads.run("x", fail) for _ in range(3)), return_exceptions=True)
            assert [type(result) for result in results] == [OSError] * 3
            assert await threads.run("x", lambda: 7) == 7

        asyncio.run(crowd())
        threads.close()

    def test_a_caller_who_is_cancelled_leaves_the_others_their_result(self) -> None:
        threads = SingleFlight(1, "test")
        go = threading.Event()

        async def crowd() -> int:
            first = asyncio.create_task(threads.run("x", lambda: go.wait(5) and 7))
            second = asyncio.create_task(threads.run("x", lambda: 8))
            await asyncio.sleep(0.01)
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            go.set()
            return await second

        assert asyncio.run(crowd()) == 7
        threads.close()
