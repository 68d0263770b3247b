"""A process to be killed: it runs jobs on a real installation, and deploys to it if told to.

Started through multiprocessing's fork server, which has imported everything once, so that a start costs 0.2 s and
not 3 s: a test of a kill is two starts.
"""

from __future__ import annotations

import itertools
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Mapping
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from server.auth.actor import Actor
from server.kit import log
from tests.support.platform import Platform

TEXT = b"<p>The quick brown fox jumps over the lazy dog.</p>\n" * 60
STARTED = "started"  # a file in the data folder, with the id of each process that has got so far


def context() -> ForkServerContext:
    """Where processes are started from."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([__name__])
    return found


def start(
    data_dir: Path,
    database_url: str,
    settings: Mapping[str, Any],
    *,
    deploy_as: tuple[Actor, list[str]] | None = None,
) -> BaseProcess:
    """Start a process that runs jobs until it gets SIGTERM; `deploy_as`: somebody, and projects to deploy to."""
    process = context().Process(target=_run, args=(data_dir, database_url, dict(settings), deploy_as))
    process.start()
    return process


def _run(
    data_dir: Path, database_url: str, settings: dict[str, Any], deploy_as: tuple[Actor, list[str]] | None
) -> None:
    log.configure(json=True, level="warning")
    logging.getLogger().handlers[:] = [logging.FileHandler(data_dir / "child.log")]
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    platform = Platform(data_dir, database_url, **settings).start()
    with (data_dir / STARTED).open("a") as started:
        started.write(f"{os.getpid()}\n")
    if deploy_as is not None:
        for number in range(2):
            threading.Thread(target=_deploy, args=(platform, *deploy_as, number, stopping), daemon=True).start()
    stopping.wait()
    platform.jobs.stop()
    os._exit(0)


def _deploy(platform: Platform, actor: Actor, projects: list[str], number: int, stopping: threading.Event) -> None:
    """Deploy as fast as it goes, and note each deployment once it is acknowledged."""
    acknowledged = os.open(platform.settings.data_dir / "acknowledged", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for turn in itertools.count():
        if stopping.wait(0.02):
            return
        files = None
        if (turn + number) % 2:
            files = {"/index.html": TEXT, "/turn.txt": b"%d %d\n" % (os.getpid(), turn) * 200}
        deployment_id = platform.deploy(actor, projects[turn % len(projects)], files, template="landing")
        os.write(acknowledged, f"{deployment_id}\n".encode())
