"""The states of a deployment. Every move is a compare-and-set, so that two who act at once cannot both win."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.deployments import logs
from server.deployments.announce import announce
from server.kit import clock
from server.kit.config import Settings
from server.kit.database import table_of
from server.models import Deployment

OPEN = ("uploading", "queued", "building")
ENDED = ("success", "failed", "cancelled")

_deployments = table_of(Deployment)


def move(session: Session, deployment_id: str, *, to: str, from_: tuple[str, ...], **values: Any) -> bool:
    """Set the status, and the other `values`, if the status is one of `from_`. Answers whether it was."""
    result = session.connection().execute(
        sa.update(_deployments)
        .where(_deployments.c.id == deployment_id, _deployments.c.status.in_(from_))
        .values(status=to, **values)
    )
    return result.rowcount == 1


def expire(session: Session, settings: Settings, deployment_ids: Sequence[str]) -> None:
    """End deployments whose files never came."""
    expired = []
    message = "Its files did not come within a day. Deploy again."
    for deployment_id in deployment_ids:
        ended = move(
            session,
            deployment_id,
            to="failed",
            from_=("uploading",),
            completed_at=clock.now(),
            error_code="upload_expired",
            error_message=message,
        )
        if ended:
            logs.append(session, deployment_id, "error", message)
            expired.append(deployment_id)
    for deployment_id in expired:
        announce(session, settings, deployment_id, "deployment.failed")
