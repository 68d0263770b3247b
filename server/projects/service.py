"""Rules, queries and writes of projects.

`get` is the only way to a project: the check whether the caller may see it is part of the query, and a project that
is not the caller's to see is as missing as one that never was.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from server.auth.actor import Actor
from server.events.record import record
from server.kit import clock
from server.kit.config import Settings
from server.kit.database import Row, table_of
from server.kit.errors import Forbidden, NotFound
from server.kit.ids import new_id
from server.kit.pagination import Pages
from server.models import Deployment, Project, Team, TeamMember
from server.projects import live, rights, views
from server.projects.rights import Rights
from server.projects.slugs import RESERVED, slug, with_suffix
from server.teams import service as teams
from server.teams.roles import CHANGE_PROJECTS, TRANSFER_PROJECTS, denied

_projects = table_of(Project)
_teams = table_of(Team)
_deployments = table_of(Deployment)

# One statement for the list and for one project: columns, not entities, with the team and the latest deployment joined.
_columns = (
    *(_projects.c[name] for name in Project.model_fields),
    _teams.c.name.label("team_name"),
    _deployments.c.status.label("latest_status"),
    _deployments.c.created_at.label("latest_created_at"),
)
_joined = _projects.outerjoin(_teams, _teams.c.id == _projects.c.team_id).outerjoin(
    _deployments, _deployments.c.id == _projects.c.latest_deployment_id
)
_rows = sa.select(*_columns).select_from(_joined)
# Of one project, with the caller's place in its team.
_by_id = (
    sa.select(*_columns, *rights.COLUMNS)
    .select_from(rights.with_role(_joined))
    .where(_projects.c.id == sa.bindparam("id"))
)
# Those of some projects that belong to the caller or to one of the caller's teams.
_own = (
    sa.select(_projects.c.id)
    .select_from(rights.with_role(_projects))
    .where(
        _projects.c.id.in_(sa.bindparam("ids", expanding=True)),
        sa.or_(_projects.c.user_id == sa.bindparam("caller"), table_of(TeamMember).c.role.is_not(None)),
    )
)

# What is inserted as a row of `_by_id`: there is no deployment yet, and of a team it is not (then it is asked for).
_new = (
    *(_projects.c[name] for name in Project.model_fields),
    *(sa.null().label(name) for name in ("team_name", "latest_status", "latest_created_at")),
)
_insert = {
    name: dialect.insert(_projects).on_conflict_do_nothing(index_elements=["slug"]).returning(*_new)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}


def _listing(*, one_owner: bool, status: bool, restricted: bool) -> Pages:
    owned: Any = (
        _projects.c.owner_id == sa.bindparam("owner")
        if one_owner
        else _projects.c.owner_id.in_(sa.bindparam("owners", expanding=True))
    )
    conditions = [owned]
    if status:
        conditions.append(_projects.c.status == sa.bindparam("status"))
    if restricted:
        conditions.append(_projects.c.id.in_(sa.bindparam("reach", expanding=True)))
    return Pages(_rows, _projects, conditions, _projects.c.id.desc())


_LISTINGS = {
    flags: _listing(one_owner=flags[0], status=flags[1], restricted=flags[2])
    for flags in itertools.product((True, False), repeat=3)
}


def list_page(
    session: Session, actor: Actor, *, page: int, limit: int, status: str | None, team: str | None
) -> tuple[list[Row], int]:
    """One page of the projects that the caller owns or shares through a team, newest first, and how many there are.

    A credential that is restricted to projects lists none but these.
    """
    owners = [actor.user_id, *teams.roles(session, actor.user_id)]
    if team is not None:
        owners = [team] if team in owners[1:] else []
    if not owners:
        return [], 0
    values: dict[str, Any] = {"owner": owners[0]} if len(owners) == 1 else {"owners": owners}
    if status is not None:
        values["status"] = status
    if actor.project_ids is not None:
        values["reach"] = sorted(actor.project_ids)
    pages = _LISTINGS[len(owners) == 1, status is not None, actor.project_ids is not None]
    return pages.read(session, values, page=page, limit=limit)


def get(session: Session, actor: Actor, project_id: str, *, write: bool = False) -> Row:
    """The project, if the caller may see it: NotFound otherwise. With `write`, Forbidden for who may only see it."""
    row, may = access(session, actor, project_id)
    if write and may.denied is not None:
        raise Forbidden(may.denied)
    return row


def access(session: Session, actor: Actor, project_id: str) -> tuple[Row, Rights]:
    """The project, if the caller may see it, and what else the caller may do."""
    row = session.connection().execute(_by_id, {"id": project_id, "caller": actor.user_id}).first()
    if row is None:
        raise NotFound.of("project")
    return row, rights.of(actor, row, project_id)


def own(session: Session, actor: Actor, project_ids: Collection[str]) -> set[str]:
    """Those of some projects that are the caller's, or of a team of the caller's. Not those that are only public."""
    reached = [each for each in project_ids if actor.reaches(each)]
    if not reached:
        return set()
    return set(session.connection().execute(_own, {"ids": reached, "caller": actor.user_id}).scalars())


def may_create(session: Session, actor: Actor, team_id: str | None) -> None:
    """Raises what `create` does for who may not make a project of their own, or of this team."""
    if actor.project_ids is not None:
        raise Forbidden("This credential is restricted to projects that there are, and can't create others.")
    if team_id is not None:
        teams.entrusted(session, actor, team_id, CHANGE_PROJECTS)


def create(session: Session, actor: Actor, body: dict[str, Any], settings: Settings) -> Row:
    """A new project of the caller's, or of the team `team_id` where the caller may write.

    Forbidden for a credential that is restricted to projects: a new one is none of these.
    """
    team_id = body.get("team_id")
    may_create(session, actor, team_id)
    now = clock.now()
    project_id = new_id("proj")
    connection = session.connection()
    insert = _insert[connection.dialect.name]
    label = slug(body["name"])
    if label in RESERVED:
        label = with_suffix(label)
    # Whoever comes second gets another label, not an error. The insert itself finds out, so nobody can come between.
    while not (
        made := connection.execute(
            insert,
            {
                "id": project_id,
                "owner_id": team_id or actor.user_id,
                "user_id": None if team_id else actor.user_id,
                "team_id": team_id,
                "name": body["name"],
                "slug": label,
                "description": body.get("description"),
                "status": "active",
                "template": body["template"],
                "visibility": body["visibility"],
                "deployment_count": 0,
                "live_number": 0,
                "created_at": now,
                "updated_at": now,
            },
        ).first()
    ):
        label = with_suffix(slug(body["name"]))
    row = get(session, actor, project_id) if team_id else made
    return _told(session, row, "project.created", settings)


def update(session: Session, actor: Actor, project_id: str, body: dict[str, Any], settings: Settings) -> Row:
    """Change the fields of `body` and no others."""
    while not _changed(session, get(session, actor, project_id, write=True), body):
        pass  # it was transferred meanwhile: what the caller may do with it is to be asked again
    return _told(session, get(session, actor, project_id), "project.updated", settings)


def transfer(
    session: Session, actor: Actor, project_id: str, team_id: str | None, settings: Settings
) -> tuple[Row, str]:
    """Hand the project to a team where the caller may create projects, or with None to the caller.

    Answers the project, and the id of whose it was. Forbidden for who may not give it away. The site, its deployments
    and its files stay as they are.
    """
    owner = {"user_id": None, "team_id": team_id} if team_id else {"user_id": actor.user_id, "team_id": None}
    owner["owner_id"] = team_id or actor.user_id
    while True:
        before, may = access(session, actor, project_id)
        reason = may.denied or (denied(may.role, TRANSFER_PROJECTS) if may.role is not None else None)
        if reason is not None:
            raise Forbidden(reason)
        if team_id is not None and team_id != before.team_id:
            teams.entrusted(session, actor, team_id, CHANGE_PROJECTS)
        if _changed(session, before, owner):
            break
    return _told(session, get(session, actor, project_id), "project.updated", settings), before.owner_id


def _changed(session: Session, row: Row, values: dict[str, Any]) -> bool:
    """Write to a project, if it is still whose it was when the caller's rights were looked up with `row`."""
    statement = _projects.update().where(_still_theirs(row))
    return session.connection().execute(statement, {**values, "updated_at": clock.now()}).rowcount == 1


def _still_theirs(row: Row) -> sa.ColumnElement[bool]:
    return sa.and_(_projects.c.id == row.id, _projects.c.owner_id == row.owner_id)


def release(session: Session, actor: Actor, project_id: str, settings: Settings) -> Row:
    """End the hold on a project."""
    get(session, actor, project_id, write=True)
    released = live.release(session, project_id)
    row = get(session, actor, project_id)
    return _told(session, row, "project.updated", settings) if released else row


def delete(session: Session, actor: Actor, project_id: str, settings: Settings) -> tuple[Row, list[str]]:
    """Remove the project with its deployments. Answers it, and the ids of those that had not ended.

    Their files are removed by the sweep, once no deployment refers to them any more.
    """
    connection = session.connection()
    open_ids = sa.select(_deployments.c.id).where(
        _deployments.c.project_id == project_id, _deployments.c.status.in_(("uploading", "queued", "building"))
    )
    while True:
        row = get(session, actor, project_id, write=True)
        running = list(connection.execute(open_ids).scalars())
        if connection.execute(_projects.delete().where(_still_theirs(row))).rowcount:
            return _told(session, row, "project.deleted", settings), running


def _told(session: Session, row: Row, event_type: str, settings: Settings) -> Row:
    """The project, once an event of it is recorded; last in the transaction, see `record`."""
    record(session, row.owner_id, event_type, {"project": views.in_event(row, settings)}, project_id=row.id)
    return row
