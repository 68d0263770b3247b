"""Where the rows and the job engine disagree, the row is the truth: what the engine lost is failed, never stuck."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from server.deployments import runner
from server.kit.database import table_of
from server.kit.services import Services
from server.models import Deployment

LIMIT = 1000  # the oldest first: those behind them are looked at when these have ended

_deployments = table_of(Deployment)

_waiting_for_a_job = (
    sa.select(_deployments.c.id)
    .where(_deployments.c.status.in_(("queued", "building")))
    .order_by(_deployments.c.id)
    .limit(LIMIT)
)


def open_ids(services: Services) -> list[str]:
    """Deployments that have a job which has not ended."""
    with services.database.transaction(write=False) as session:
        return list(session.connection().execute(_waiting_for_a_job).scalars())


def obsolete(services: Services, deployment_ids: Sequence[str]) -> list[str]:
    """Those of these that need no job: cancelled, ended in another way, or deleted with their project."""
    with services.database.transaction(write=False) as session:
        needed = set(
            session.connection()
            .execute(
                sa.select(_deployments.c.id).where(
                    _deployments.c.id.in_(deployment_ids), _deployments.c.status.in_(("queued", "building"))
                )
            )
            .scalars()
        )
    return [each for each in deployment_ids if each not in needed]


def lost(services: Services, deployment_id: str) -> bool:
    """End a deployment whose job is gone. Answers False if it had ended by then, and its job with it."""
    return runner.fail(
        services,
        deployment_id,
        "job_lost",
        "The build was interrupted and could not be taken up again. Deploy again.",
    )


def poisonous(services: Services, deployment_id: str) -> bool:
    """End a deployment whose job has brought down every process that tried it."""
    return runner.fail(
        services,
        deployment_id,
        "build_crashed",
        "The build brought its process down again and again. Deploy again, or something smaller.",
    )
