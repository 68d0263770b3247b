"""One build under way: what it is of, and the transactions of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.kit.database import table_of
from server.kit.services import Services
from server.models import Deployment, Project

_deployments = table_of(Deployment)
_projects = table_of(Project)

_is_building = sa.select(_deployments.c.id).where(
    _deployments.c.id == sa.bindparam("id"), _deployments.c.status == "building"
)
_hold = _is_building.with_for_update()
_hold_project = sa.select(_projects.c.id).where(_projects.c.id == sa.bindparam("id")).with_for_update()


class Stopped(Exception):
    """The deployment is not ours to build: it was cancelled, deleted with its project, or another is at it."""


@dataclass(frozen=True, slots=True)
class Build:
    """A deployment that is being built, as it stood when the job took it up."""

    services: Services
    deployment_id: str
    project_id: str
    owner_id: str
    number: int
    slug: str
    source: dict[str, Any]
    repeated: bool  # the job has been run before, and that run was killed

    @contextmanager
    def step(self, *, of_project: bool = False) -> Iterator[Session]:
        """A write transaction in which the deployment is certainly still building; Stopped if it is not.

        The row's lock is held to the end, so a cancel happens before this step or after it. A step `of_project`
        writes to the project too and locks that first: so does whoever deletes a project, and the other way round
        each would wait for the other.
        """
        with self.services.database.transaction(write=True) as session:
            connection = session.connection()
            if of_project and connection.execute(_hold_project, {"id": self.project_id}).first() is None:
                raise Stopped
            if connection.execute(_hold, {"id": self.deployment_id}).first() is None:
                raise Stopped
            yield session
        self.services.changes.bump()

    def is_over(self) -> bool:
        """Whether the deployment is not ours to build any more. Asked in the midst of a long step."""
        with self.services.database.transaction(write=False) as session:
            return session.connection().execute(_is_building, {"id": self.deployment_id}).first() is None
