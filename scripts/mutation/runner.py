"""Runs pytest's tests against each mutant: collected once, in a parent that never opens a database; a fork for each.

parent   imports everything, collects, makes one template database and one recorded scenario (each in a child)
child    gets the changed contract, runs the tests up to the first that fails, and says which one that was

The order decides how long it takes: what asks no server comes first (milliseconds), then the world (seconds); of each,
what has found changes of the same kind before. That order only says which test finds a change, not whether one does.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scripts.mutation.mutants import Mutant
from server.edge.contract import Contract

SERVING = {"world", "exchanges"}  # the fixtures that start a server
# Of the checks themselves, not of the contract that is given: they would only take time.
LEFT_OUT = ("TestTheCheckItself",)
UNCHANGED = Mutant("unchanged", ((("info", "version"), "1.0.0"),))


@dataclass(frozen=True)
class Result:
    """What became of a mutant."""

    name: str
    killed_by: str | None  # None: it survived
    seconds: float
    test: int | None = None  # the number of the test that failed


@dataclass
class _Running:
    mutant: Mutant
    pid: int
    pipe: int
    begun: float
    received: bytes = b""


class Forking:
    """A pytest plugin: instead of running the tests once, run them for each mutant."""

    def __init__(
        self,
        mutants: Sequence[Mutant],
        *,
        jobs: int,
        timeout_seconds: float,
        budget_seconds: float,
        folder: Path,
        report: Callable[[Result], None],
        quick: bool = False,
    ) -> None:
        self._mutants, self._jobs, self._timeout, self._quick = mutants, jobs, timeout_seconds, quick
        self._until = time.monotonic() + budget_seconds
        self._folder, self._report = folder, report
        self._failed: str | None = None
        self._serving: list[bool] = []  # of each test, whether it starts a server
        self._found: dict[str, Counter[int]] = defaultdict(Counter)  # kind of change → test → how many it found
        self.results: list[Result] = []
        self.unmutated: str | None = "pytest did not come to the tests"  # the one that fails without any change

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Those that ask no server; then, unless it is to be quick, the others."""
        items[:] = [each for each in items if not any(name in each.nodeid for name in LEFT_OUT)]
        serving = {id(each): bool(SERVING & set(getattr(each, "fixturenames", ()))) for each in items}
        items.sort(key=lambda each: serving[id(each)])
        if self._quick:
            items[:] = [each for each in items if not serving[id(each)]]
        self._serving = [serving[id(each)] for each in items]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the first failure; called in the child."""
        if report.failed and self._failed is None:
            self._failed = f"{report.nodeid.rpartition('/')[2]} ({report.when})"

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own."""
        from tests.contract.inside.conftest import GIVEN, make_template
        from tests.contract.inside.scenario import scenario
        from tests.contract.inside.world import World

        contract = Contract.load()
        GIVEN.template = self._folder / "template.db"
        in_child(make_template, GIVEN.template)

        def record() -> Any:
            with World(contract, GIVEN.template) as world:  # type: ignore[arg-type]  # set by now
                return scenario(world)

        GIVEN.recorded = in_child(record)
        # A collection would touch every object and so copy every page of memory that parent and child share.
        gc.collect()
        gc.freeze()
        gc.disable()
        unchanged = self._all([UNCHANGED], contract, session)
        self.unmutated = unchanged[0].killed_by if unchanged else "nothing: the time was over"
        if self.unmutated is None:
            self.results = self._all(self._mutants, contract, session)
        return True

    def _all(self, mutants: Sequence[Mutant], contract: Contract, session: pytest.Session) -> list[Result]:
        waiting, results = list(mutants)[::-1], list[Result]()
        running: list[_Running] = []
        while waiting or running:
            if time.monotonic() > self._until:
                waiting.clear()
            while waiting and len(running) < self._jobs:
                running.append(self._start(waiting.pop(), contract, session))
            ready = select.select([each.pipe for each in running], [], [], 0.5)[0]
            for each in list(running):
                done = False
                if each.pipe in ready:
                    part = os.read(each.pipe, 1 << 16)
                    each.received += part
                    done = not part
                late = time.monotonic() - each.begun > self._timeout
                if done or late:
                    running.remove(each)
                    results.append(self._end(each, late=late and not done))
        return results

    def _start(self, mutant: Mutant, contract: Contract, session: pytest.Session) -> _Running:
        reading, writing = os.pipe()
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                os.close(reading)
                os.write(writing, self._child(mutant, contract, session).encode())
                status = 0
            except BaseException:  # whatever it is, the parent must hear of it and this copy of it must end
                os.write(writing, b"?" + traceback.format_exc()[-300:].encode())
            finally:
                os._exit(status)
        os.close(writing)
        return _Running(mutant, pid, reading, time.monotonic())

    def _child(self, mutant: Mutant, contract: Contract, session: pytest.Session) -> str:
        from tests.contract.inside.conftest import GIVEN

        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        GIVEN.contract = mutant.apply(contract)
        found = self._found[mutant.kind]
        order = sorted(range(len(session.items)), key=lambda number: (self._serving[number], -found[number], number))
        for place, number in enumerate(order):
            item = session.items[number]
            following = session.items[order[place + 1]] if place + 1 < len(order) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed is not None:
                return f"{number}!{self._failed}"
        return "."

    def _end(self, running: _Running, *, late: bool) -> Result:
        if late:
            os.kill(running.pid, signal.SIGKILL)
        os.close(running.pipe)
        os.waitpid(running.pid, 0)
        said = running.received.decode(errors="replace")
        number, mark, failed = said.partition("!")
        test = int(number) if mark and number.isdigit() else None
        if said.startswith("?"):
            raise RuntimeError(f"{running.mutant.name} could not be tried, which is no failure of a test: {said}")
        why = failed if test is not None else said or "the process died"
        killed = None if said == "." else "the time was over" if late else why
        result = Result(running.mutant.name, killed, round(time.monotonic() - running.begun, 3), test)
        if running.mutant is not UNCHANGED:
            if test is not None:
                self._found[running.mutant.kind][test] += 1
            self._report(result)
        return result


def in_child(function: Callable[..., Any], *arguments: Any) -> Any:
    """What the function answers, called in a copy of this process, so that its threads and connections end with it."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(function(*arguments), pipe)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        received = pipe.read()
    os.waitpid(pid, 0)
    return pickle.loads(received)  # noqa: S301 (our own child wrote it)
