"""The peer of `make bench`: FastAPI and SQLModel as their documentation teaches, on this project's own tables.

`sync` is what the tutorials show: plain `def` handlers, a session by dependency, entities, `response_model`. `rows` is
the fair framework-only row: `async def` handlers that call our own column selects. Both check the key in the database
and validate the request. Run by scripts/bench/api.py: `uvicorn scripts.bench.peer:create --factory`.
"""

# No postponed annotations here: FastAPI reads those of functions inside of functions as they are defined.

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
import yaml
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session, col, func, select

from server.auth.actor import Actor
from server.edge.contract import METHODS
from server.kit.config import Settings
from server.kit.database import table_of
from server.kit.ids import new_id
from server.models import ApiKey, Deployment, Project, Team
from server.projects import service, views

ROOT = Path(__file__).parents[2]


class Status(StrEnum):
    """Of a project."""

    active = "active"
    archived = "archived"


class Health(BaseModel):
    """Whether it works."""

    status: str


class TeamSummary(BaseModel):
    """The team of a project."""

    model_config = ConfigDict(from_attributes=True)
    id: str
    name: str


class DeploymentSummary(BaseModel):
    """The latest deployment of a project."""

    model_config = ConfigDict(from_attributes=True)
    id: str
    status: str
    created_at: datetime


class Deployments(BaseModel):
    """The deployments of a project in short."""

    total: int
    latest: DeploymentSummary | None
    live_id: str | None
    hold: None = None


class ProjectOut(BaseModel):
    """A project."""

    id: str
    name: str
    slug: str
    description: str | None
    status: str
    visibility: str
    template: str
    url: str
    created_at: datetime
    updated_at: datetime
    team: TeamSummary | None
    deployments: Deployments


class ProjectResponse(BaseModel):
    """One project."""

    data: ProjectOut


class Pagination(BaseModel):
    """Which page."""

    page: int
    limit: int
    total: int
    pages: int


class ProjectPage(BaseModel):
    """A page of projects."""

    data: list[ProjectOut]
    pagination: Pagination


class ProjectCreate(BaseModel):
    """What a new project is like."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=100)
    description: str | None = Field(default=None, max_length=500)
    template: str = Field(default="blank", pattern="^(blank|landing|docs)$")
    visibility: str = Field(default="private", pattern="^(private|public)$")


bearer = HTTPBearer()
settings = Settings()
engine = sa.create_engine(settings.database, pool_size=40)


@sa.event.listens_for(engine, "connect")
def _as_durable_as_we_are(connection: Any, _record: object) -> None:
    if engine.dialect.name == "sqlite":
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "mmap_size=268435456"):
            connection.execute(f"PRAGMA {pragma}")


def session() -> Iterator[Session]:
    """A session for each request, as in the tutorial."""
    with Session(engine) as each:
        yield each


SessionDep = Annotated[Session, Depends(session)]
Credential = Annotated[HTTPAuthorizationCredentials, Depends(bearer)]


def checked_key(credential: HTTPAuthorizationCredentials, session: Session) -> ApiKey:
    """The key, if it is in force and permits reading projects."""
    digest = hashlib.sha256(credential.credentials.encode()).hexdigest()
    key = session.exec(select(ApiKey).where(ApiKey.digest == digest)).first()
    if key is None or key.revoked_at is not None or (key.expires_at and key.expires_at <= datetime.now(UTC)):
        raise HTTPException(401)
    if "projects:read" not in key.permissions:
        raise HTTPException(403)
    return key


def shown(project: Project, team: Team | None, latest: Deployment | None) -> ProjectOut:
    """A project of the API from its entities."""
    return ProjectOut(
        id=project.id,
        name=project.name,
        slug=project.slug,
        description=project.description,
        status=project.status,
        visibility=project.visibility,
        template=project.template,
        url=settings.site_url(project.slug),
        created_at=project.created_at,
        updated_at=project.updated_at,
        team=TeamSummary.model_validate(team) if team else None,
        deployments=Deployments(
            total=project.deployment_count,
            latest=DeploymentSummary.model_validate(latest) if latest else None,
            live_id=project.live_deployment_id,
        ),
    )


def create() -> FastAPI:
    """The application of the kind that `PEER` names: sync or rows.

    It has as many routes as this API, in the same order: a router that looks through them all pays for each.
    """
    app = FastAPI()
    add = _sync if os.environ.get("PEER", "sync") == "sync" else _rows
    paths = yaml.safe_load((ROOT / "openapi" / "openapi.yaml").read_text())["paths"]
    measured = False
    for path, item in paths.items():
        if path in ("/health", "/projects"):
            if not measured:
                add(app)
            measured = True
            continue
        for method in item:
            if method in METHODS:
                app.add_api_route(f"/v1{path}", nothing, methods=[method.upper()])
    return app


def nothing() -> dict[str, str]:
    """The handler of a route that is only there."""
    return {}


Page = Annotated[int, Query(ge=1, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=100)]


def _sync(app: FastAPI) -> None:
    def current_key(credential: Credential, session: SessionDep) -> ApiKey:
        return checked_key(credential, session)

    key_dep = Annotated[ApiKey, Depends(current_key)]

    @app.get("/v1/health", response_model=Health)
    def health(session: SessionDep) -> Any:
        session.exec(select(1)).one()
        return {"status": "ok"}

    @app.get("/v1/projects", response_model=ProjectPage)
    def list_projects(
        session: SessionDep, key: key_dep, page: Page = 1, limit: Limit = 20, status: Status | None = None
    ) -> Any:
        mine = [Project.user_id == key.user_id, *([Project.status == status.value] if status else [])]
        total = session.exec(select(func.count()).select_from(Project).where(*mine)).one()
        found = session.exec(
            select(Project, Team, Deployment)
            .join(Team, col(Team.id) == col(Project.team_id), isouter=True)
            .join(Deployment, col(Deployment.id) == col(Project.latest_deployment_id), isouter=True)
            .where(*mine)
            .order_by(col(Project.id).desc())
            .offset((page - 1) * limit)
            .limit(limit)
        ).all()
        return ProjectPage(
            data=[shown(*each) for each in found],
            pagination=Pagination(page=page, limit=limit, total=total, pages=-(-total // limit)),
        )

    @app.post("/v1/projects", response_model=ProjectResponse, status_code=201)
    def create_project(body: ProjectCreate, session: SessionDep, key: key_dep) -> Any:
        now = datetime.now(UTC)
        identity = new_id("proj")
        project = Project(
            id=identity,
            owner_id=key.user_id,
            user_id=key.user_id,
            slug=identity[5:],
            created_at=now,
            updated_at=now,
            **body.model_dump(),
        )
        session.add(project)
        session.commit()
        session.refresh(project)
        return ProjectResponse(data=shown(project, None, None))


def _rows(app: FastAPI) -> None:
    async def async_session() -> Any:
        with Session(engine) as each:
            yield each

    session_dep = Annotated[Session, Depends(async_session)]
    keys = table_of(ApiKey)
    by_digest = sa.select(keys.c.id, keys.c.user_id, keys.c.permissions, keys.c.revoked_at).where(
        keys.c.digest == sa.bindparam("digest")
    )

    async def current_actor(credential: Credential, session: session_dep) -> Actor:
        digest = hashlib.sha256(credential.credentials.encode()).hexdigest()
        row = session.connection().execute(by_digest, {"digest": digest}).first()
        if row is None or row.revoked_at is not None:
            raise HTTPException(401)
        now = datetime.now(UTC)
        return Actor(row.user_id, row.id, "api_key", "", "live", frozenset(row.permissions), now, None)

    actor_dep = Annotated[Actor, Depends(current_actor)]

    @app.get("/v1/health", response_model=Health)
    async def health(session: session_dep) -> Any:
        session.connection().execute(sa.select(1)).one()
        return {"status": "ok"}

    @app.get("/v1/projects", response_model=ProjectPage)
    async def list_projects(
        session: session_dep, actor: actor_dep, page: Page = 1, limit: Limit = 20, status: Status | None = None
    ) -> Any:
        rows, total = service.list_page(
            session, actor, page=page, limit=limit, status=status.value if status else None, team=None
        )
        return {
            "data": [views.project(row, settings) for row in rows],
            "pagination": {"page": page, "limit": limit, "total": total, "pages": -(-total // limit)},
        }
