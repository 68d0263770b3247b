"""What background work remembers: who is working, whose work was taken over, and what is still to be deleted."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from server.kit.database import UtcDateTime


class JobWorker(SQLModel, table=True):
    """A process that runs jobs. One that has not been seen for `job_lease_seconds` counts as dead."""

    __tablename__ = "job_workers"

    id: str = Field(primary_key=True, max_length=40)
    seen: float = Field(sa_type=sa.Double)  # seconds since 1970 on the database's clock: the workers' clocks differ


class JobTakeover(SQLModel, table=True):
    """How often a job was taken over from a dead worker; a job that keeps killing its workers is given up."""

    __tablename__ = "job_takeovers"

    job_id: str = Field(primary_key=True, max_length=40)
    count: int
    at: datetime = Field(sa_type=UtcDateTime)  # the last time


class DiscardedObject(SQLModel, table=True):
    """An object of the blob store that nothing refers to any more, from the commit that let go of it until it is gone.

    Written in that very transaction, so a process that dies before it deletes the object leaves a note behind.
    """

    __tablename__ = "discarded_objects"

    key: str = Field(primary_key=True, max_length=120)  # `<deployment id>/<digest>`; its variants go with it
    at: datetime = Field(sa_type=UtcDateTime)
