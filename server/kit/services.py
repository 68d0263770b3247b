"""What a process is made of, built once at start and handed to every request and job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sqlmodel import Session

from server.kit.blobs import BlobStore
from server.kit.config import Settings
from server.kit.database import Database
from server.kit.generation import Generation
from server.kit.mail import Post


class Jobs(Protocol):
    """The job engine, as seen from the rooms. `server/jobs.py` is the only file that knows which one it is."""

    def enqueue(self, session: Session, workflow: str, job_id: str, *, partition: str) -> None:
        """Run `workflow` with `job_id` soon, if and only if the session's transaction commits.

        Enqueueing an id twice is harmless. Jobs of one `partition` (a project's id) start in order, one at a time.
        """

    def wake(self) -> None:
        """Look for jobs at once. Call it after the commit of an `enqueue`; without it they are found a little later."""

    def cancel(self, workflow: str, job_id: str) -> None:
        """Stop a job that has not ended, as soon as it next looks up. Call it after the commit."""


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of a running process."""

    settings: Settings
    database: Database
    blobs: BlobStore
    jobs: Jobs
    live: Generation  # bumped when a site's URL shows something else
    changes: Generation  # bumped when a deployment has got on
    post: Post  # sends mail, if this server sends any
