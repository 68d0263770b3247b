"""The live pointer: which deployment a project's URL shows. Written here and nowhere else."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Session

from server.kit import clock
from server.kit.database import table_of
from server.models import Deployment, Project

_projects = table_of(Project)
_deployments = table_of(Deployment)

_newest_success = (
    sa.select(_deployments.c.id, _deployments.c.number)
    .where(_deployments.c.project_id == sa.bindparam("id"), _deployments.c.status == "success")
    .order_by(_deployments.c.number.desc())
    .limit(1)
)


def next_number(session: Session, project_id: str, deployment_id: str) -> int:
    """Count a new deployment and make it the project's latest. Answers its number: 1, 2, 3 …"""
    number: int = (
        session.connection()
        .execute(
            _projects.update()
            .where(_projects.c.id == project_id)
            .values(deployment_count=_projects.c.deployment_count + 1, latest_deployment_id=deployment_id)
            .returning(_projects.c.deployment_count)
        )
        .scalar_one()
    )
    return number


def go_live(session: Session, project_id: str, deployment_id: str, number: int) -> bool:
    """Show a deployment that has just succeeded, unless a newer one already was or the project is held.

    Compare-and-set on the number: of two deployments at once the newer one stays, whichever finishes last. Answers
    whether it is shown now.
    """
    result = session.connection().execute(
        _projects.update()
        .where(_projects.c.id == project_id, _projects.c.live_number < number, _projects.c.hold_since.is_(None))
        .values(live_deployment_id=deployment_id, live_number=number)
    )
    return result.rowcount == 1


def promote(session: Session, project_id: str, deployment_id: str, *, reason: str | None) -> None:
    """Show this deployment, older or newer, from now on; with a `reason`, until the project is released."""
    held = {} if reason is None else {"hold_reason": reason, "hold_since": clock.now()}
    session.connection().execute(
        _projects.update().where(_projects.c.id == project_id).values(live_deployment_id=deployment_id, **held)
    )


def held_for(session: Session, project_id: str) -> str | None:
    """Why no success goes live by itself; None when they do."""
    reason: str | None = (
        session.connection().execute(sa.select(_projects.c.hold_reason).where(_projects.c.id == project_id)).scalar()
    )
    return reason


def release(session: Session, project_id: str) -> bool:
    """End a hold and show the newest success, as if there had been none. Answers whether there was one."""
    connection = session.connection()
    released = connection.execute(
        _projects.update()
        .where(_projects.c.id == project_id, _projects.c.hold_since.is_not(None))
        .values(hold_reason=None, hold_since=None)
    ).rowcount
    if released:
        newest = connection.execute(_newest_success, {"id": project_id}).first()
        if newest is not None:
            connection.execute(
                _projects.update()
                .where(_projects.c.id == project_id)
                .values(live_deployment_id=newest.id, live_number=newest.number)
            )
    return released == 1
