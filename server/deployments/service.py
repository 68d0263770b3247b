"""Rules, queries and writes of deployments. Access is that of the project: `get` asks for both in one call."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from server.auth.actor import Actor
from server.deployments import logs, states, uploads
from server.deployments.announce import announce
from server.kit import clock
from server.kit.config import Settings
from server.kit.database import Row, table_of
from server.kit.errors import Conflict, Forbidden, NotFound
from server.kit.pagination import Pages
from server.models import Deployment, Project
from server.projects import live, rights
from server.projects import service as projects

WRITE = "deployments:write"
ARCHIVED = "This project is archived and takes no deployments. Set its status to active first."

_deployments = table_of(Deployment)
_projects = table_of(Project)

_rows = sa.select(
    *(_deployments.c[name] for name in Deployment.model_fields if name != "rules"),
    _projects.c.slug,
    _projects.c.owner_id,
    _projects.c.live_deployment_id,
    _projects.c.hold_reason,
    _projects.c.hold_since,
    _projects.c.status.label("project_status"),
    *rights.COLUMNS,
).select_from(rights.with_role(_deployments.join(_projects, _projects.c.id == _deployments.c.project_id)))
_by_id = _rows.where(_deployments.c.id == sa.bindparam("id"))


def _listing(*, status: bool) -> Pages:
    conditions = [_deployments.c.project_id == sa.bindparam("project_id")]
    if status:
        conditions.append(_deployments.c.status == sa.bindparam("status"))
    return Pages(_rows, _deployments, conditions, _deployments.c.number.desc())


_LISTINGS = {status: _listing(status=status) for status in (True, False)}


@dataclass(frozen=True, slots=True)
class Sight:
    """A deployment as one caller sees it."""

    row: Row
    missing: list[str]  # digests that it waits for
    denied: str | None  # why the caller may not change it; None if that is allowed
    belongs: bool = True  # whether the caller is its owner or in its team; False: it is only public


def list_page(
    session: Session, actor: Actor, project_id: str, *, page: int, limit: int, status: str | None
) -> tuple[list[Sight], int]:
    """One page of a project's deployments, newest first, and how many there are."""
    may = projects.access(session, actor, project_id)[1]
    values = {
        "project_id": project_id,
        "caller": actor.user_id,
        **({"status": status} if status is not None else {}),
    }
    rows, total = _LISTINGS[status is not None].read(session, values, page=page, limit=limit)
    missing = uploads.missing_by_deployment(session, [row.id for row in rows if row.status == "uploading"])
    denied = _denied(actor, may.denied)
    return [Sight(row, missing.get(row.id, []), denied, may.belongs) for row in rows], total


def get(session: Session, actor: Actor, deployment_id: str, *, write: bool = False) -> Sight:
    """The deployment, if the caller may see its project: NotFound otherwise. With `write`, if they may change it."""
    row = session.connection().execute(_by_id, {"id": deployment_id, "caller": actor.user_id}).first()
    if row is None:
        raise NotFound.of("deployment")
    may = rights.of(actor, row, row.project_id, "deployment")
    if write and may.denied is not None:
        raise Forbidden(may.denied)
    missing = uploads.missing(session, deployment_id) if row.status == "uploading" else []
    return Sight(row, missing, _denied(actor, may.denied), may.belongs)


def _denied(actor: Actor, reason: str | None) -> str | None:
    if reason is None and WRITE not in actor.permissions:
        return f"This credential lacks the permission {WRITE}."
    return reason


def deployable(session: Session, actor: Actor, project_id: str) -> Row:
    """The project, if the caller may deploy to it now; Conflict when it is archived."""
    project = projects.get(session, actor, project_id, write=True)
    if project.status == "archived":
        raise Conflict(ARCHIVED, code="project_archived")
    return project


def cancel(session: Session, actor: Actor, deployment_id: str, settings: Settings) -> Sight:
    """Stop a deployment that has not ended; Conflict for one that has."""
    get(session, actor, deployment_id, write=True)
    moved = states.move(session, deployment_id, to="cancelled", from_=states.OPEN, completed_at=clock.now())
    sight = get(session, actor, deployment_id)
    if not moved and sight.row.status != "cancelled":
        raise Conflict(
            f"This deployment has ended with the status {sight.row.status}; there is nothing to cancel.",
            code="deployment_ended",
        )
    if moved:
        announce(session, settings, deployment_id, "deployment.cancelled")
    return sight


def promote(session: Session, actor: Actor, deployment_id: str, settings: Settings, *, reason: str | None) -> Sight:
    """Make a successful deployment live, and with a `reason` hold the project there; Conflict for any other."""
    row = successful(session, actor, deployment_id)
    live.promote(session, row.project_id, deployment_id, reason=reason)
    announce(session, settings, deployment_id, "deployment.promoted")
    return get(session, actor, deployment_id)


def successful(session: Session, actor: Actor, deployment_id: str) -> Row:
    """A deployment that the caller may change and that is a success; Conflict for any other."""
    row = get(session, actor, deployment_id, write=True).row
    if row.status != "success":
        raise Conflict(
            f"This deployment's status is {row.status}; only a success can go live or be deployed again.",
            code="deployment_not_successful",
        )
    return row


@dataclass(frozen=True, slots=True)
class LogPage:
    """Lines of a log in their order."""

    rows: list[Row]
    more: bool  # whether there are lines after these already
    ended: str | None  # the deployment's status, if no line will ever follow these


def log_page(session: Session, actor: Actor, deployment_id: str, *, after: int, limit: int) -> LogPage:
    """Lines of the log with higher numbers than `after`.

    Forbidden for who sees the project only because it is public: a log tells how a site is made.
    """
    # The status is read before the lines: a line that is written between the two cannot be missed.
    sight = get(session, actor, deployment_id)
    if not sight.belongs:
        raise Forbidden("This project is public: you may see it and its deployments, and not their logs.")
    status = sight.row.status
    rows = list(logs.read(session, deployment_id, after=after, limit=limit + 1))
    more = len(rows) > limit
    return LogPage(rows[:limit], more, status if status in states.ENDED and not more else None)
