"""Tells of a deployment: the events `deployment.*`, each in the transaction of the change."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Session

from server.deployments import views
from server.events.record import record
from server.kit.config import Settings
from server.kit.database import table_of
from server.models import Deployment, Project

_deployments = table_of(Deployment)
_projects = table_of(Project)

_as_it_is = (
    sa.select(
        *(_deployments.c[name] for name in ("id", "project_id", "status", "error_code", "error_message")),
        *(_deployments.c[name] for name in ("created_at", "completed_at")),
        _projects.c.slug,
        _projects.c.owner_id,
    )
    .select_from(_deployments.join(_projects, _projects.c.id == _deployments.c.project_id))
    .where(_deployments.c.id == sa.bindparam("id"))
)


def announce(session: Session, settings: Settings, deployment_id: str, event_type: str) -> None:
    """Record an event of a deployment, as it is now. Last in the transaction; see `record`."""
    row = session.connection().execute(_as_it_is, {"id": deployment_id}).one()
    record(session, row.owner_id, event_type, {"deployment": views.in_event(row, settings)}, project_id=row.project_id)
