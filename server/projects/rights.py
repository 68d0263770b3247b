"""What a caller may do with a project: credential ∩ place in its team ∩ restriction to projects, at this moment.

The place in the team comes with the project's own row, in one query; nothing is remembered between requests. A pure
function of that row, so that deployments, which join the project, ask the same question without another query.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from server.auth.actor import Actor
from server.kit.database import table_of
from server.kit.errors import NotFound
from server.models import Project, TeamMember
from server.teams.roles import CHANGE_PROJECTS, denied

_projects = table_of(Project)
_members = table_of(TeamMember)

# What a statement that joins projects needs, with the bind parameter `caller`.
COLUMNS = (
    _projects.c.user_id.label("its_user_id"),
    _projects.c.team_id.label("its_team_id"),
    _projects.c.visibility.label("its_visibility"),
    _members.c.role.label("its_role"),
)


def with_role(joined: Any) -> Any:
    """`joined`, which has projects in it, with the caller's membership in the project's team beside them."""
    mine = sa.and_(_members.c.team_id == _projects.c.team_id, _members.c.user_id == sa.bindparam("caller"))
    return joined.outerjoin(_members, mine)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the caller may do with a project that they may see."""

    belongs: bool  # owner or member; False: it is only public
    role: str | None  # in its team; None without one
    denied: str | None  # why the caller may not change it; None if that is allowed


def of(actor: Actor, row: Any, project_id: str, noun: str = "project") -> Rights:
    """The caller's rights by a row that has COLUMNS. NotFound, of a `noun`, for who may not see it."""
    if not actor.reaches(project_id):
        raise NotFound.of(noun)
    if row.its_user_id == actor.user_id:
        return Rights(True, None, None)
    if row.its_role is not None:
        return Rights(True, row.its_role, denied(row.its_role, CHANGE_PROJECTS))
    if row.its_visibility == "public":
        return Rights(False, None, "You may see this project and not change it.")
    raise NotFound.of(noun)
