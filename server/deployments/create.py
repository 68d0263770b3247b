"""How deployments come to be: from a template, an archive, a repository, files by digest, or an earlier deployment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.auth.actor import Actor
from server.deployments import git_source, logs, manifest, service, states, sweep, uploads
from server.deployments.service import Sight
from server.deployments.sources import Ingested, IngestedFile
from server.kit import clock
from server.kit.config import Limits, Settings
from server.kit.database import Row, table_of
from server.kit.errors import Conflict, NotFound
from server.kit.ids import new_id
from server.kit.services import Jobs
from server.models import Blob, Deployment, DeploymentFile
from server.projects import live

_deployments = table_of(Deployment)
_files = table_of(DeploymentFile)
_blobs = table_of(Blob)


def from_request(session: Session, jobs: Jobs, actor: Actor, project_id: str, body: Any, settings: Settings) -> Sight:
    """A deployment of what a JSON body says; without a `source`, of the project's template."""
    project = service.deployable(session, actor, project_id)
    wanted: Mapping[str, Any] = (body or {}).get("source", {"type": "template"})
    deployment_id = new_id("deploy")
    match wanted["type"]:
        case "files":
            paths = uploads.checked(wanted, settings.limits)
            _insert(session, actor, project_id, deployment_id, {"type": "files"}, status="uploading")
            if uploads.begin(session, project.owner_id, deployment_id, paths):
                return service.get(session, actor, deployment_id)
            _all_there(session, jobs, project_id, deployment_id)
        case "git":
            git_source.parse(wanted["url"], wanted.get("ref"), wanted.get("folder"), settings)
            source = {
                "type": "git",
                "url": wanted["url"],
                "ref": wanted.get("ref"),
                "folder": wanted.get("folder"),
                "commit": None,
            }
            _insert(session, actor, project_id, deployment_id, source)
            jobs.enqueue(session, "deploy", deployment_id, partition=project_id)
        case _:
            source = {"type": "template", "template": wanted.get("template", project.template)}
            _insert(session, actor, project_id, deployment_id, source)
            jobs.enqueue(session, "deploy", deployment_id, partition=project_id)
    return service.get(session, actor, deployment_id)


def from_archive(
    session: Session,
    jobs: Jobs,
    actor: Actor,
    project_id: str,
    *,
    deployment_id: str,
    source: dict[str, Any],
    ingested: Ingested,
) -> tuple[Sight, list[str]]:
    """A deployment of an archive's files, which are in the blob store already.

    Also answers the keys of those that the owner had: pass them to `sweep.collect` after the commit.
    """
    project = service.deployable(session, actor, project_id)
    _insert(session, actor, project_id, deployment_id, source)
    duplicates = manifest.record(session, project.owner_id, deployment_id, ingested)
    sweep.discard(session, duplicates)
    size_bytes = sum(each.size_bytes for each in ingested.files)
    logs.append(session, deployment_id, "info", counted(len(ingested.files), size_bytes))
    jobs.enqueue(session, "deploy", deployment_id, partition=project_id)
    return service.get(session, actor, deployment_id), duplicates


def again(session: Session, jobs: Jobs, actor: Actor, deployment_id: str) -> Sight:
    """A new deployment with exactly the files of a successful one."""
    before = service.successful(session, actor, deployment_id)
    service.deployable(session, actor, before.project_id)
    new = new_id("deploy")
    _insert(session, actor, before.project_id, new, {"type": "deployment", "deployment_id": deployment_id})
    connection = session.connection()
    connection.execute(
        _files.insert().from_select(
            ["deployment_id", "path", "blob_id"],
            sa.select(sa.literal(new), _files.c.path, _files.c.blob_id).where(_files.c.deployment_id == deployment_id),
        )
    )
    connection.execute(
        _deployments.update()
        .where(_deployments.c.id == new)
        .values(file_count=before.file_count, size_bytes=before.size_bytes)
    )
    logs.append(session, new, "info", f"The files of deployment {before.number}: {before.file_count:,}.")
    jobs.enqueue(session, "deploy", new, partition=before.project_id)
    return service.get(session, actor, new)


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a deployment of files would send."""

    file_count: int
    missing: list[str]
    missing_bytes: int | None  # None: not all sizes are known


def dry_run(session: Session, actor: Actor, project_id: str, source: Mapping[str, Any], limits: Limits) -> DryRun:
    """Check a `files` source and tell what would have to be uploaded; nothing is created."""
    project = service.deployable(session, actor, project_id)
    paths = uploads.checked(source, limits)
    missing = uploads.missing_of(session, project.owner_id, list(paths.values()))
    sizes = source.get("sizes", {})
    known = all(each in sizes for each in missing)
    return DryRun(len(paths), missing, sum(sizes[each] for each in missing) if known else None)


def expects(session: Session, actor: Actor, deployment_id: str, digest: str) -> Row:
    """The deployment, if a file of this digest may be sent to it now.

    NotFound for a digest that it does not list; Conflict when it was cancelled or has failed.
    """
    row = service.get(session, actor, deployment_id, write=True).row
    if not uploads.lists(session, deployment_id, digest):
        raise NotFound("This deployment lists no file with that SHA-256.")
    if row.status in ("failed", "cancelled"):
        raise Conflict(f"This deployment is {row.status} and takes no more files.", code="deployment_ended")
    return row


def add_file(
    session: Session, jobs: Jobs, actor: Actor, deployment_id: str, *, prefix: str, file: IngestedFile, limits: Limits
) -> tuple[Row, int, list[str]]:
    """Record a file that has come, and start the build with the last one.

    Answers the deployment's row, how many files are still missing, and keys for `sweep.collect`.
    """
    uploads.lock(session, deployment_id)
    row = expects(session, actor, deployment_id, file.digest)
    ingested = Ingested(prefix, (file,))
    duplicates = manifest.record_blobs(session, row.owner_id, ingested)
    sweep.discard(session, duplicates)
    if row.status == "uploading":
        blob_id = (
            session.connection()
            .execute(sa.select(_blobs.c.id).where(_blobs.c.owner_id == row.owner_id, _blobs.c.digest == file.digest))
            .scalar_one()
        )
        missing = uploads.arrived(session, deployment_id, file.digest, blob_id, limits)
        if missing:
            return row, len(missing), duplicates
        _all_there(session, jobs, row.project_id, deployment_id)
    return service.get(session, actor, deployment_id).row, 0, duplicates


def counted(files: int, size_bytes: int) -> str:
    """`12 files, 181,004 bytes.`"""
    return f"{files:,} {'file' if files == 1 else 'files'}, {size_bytes:,} bytes."


def _insert(
    session: Session,
    actor: Actor,
    project_id: str,
    deployment_id: str,
    source: dict[str, Any],
    *,
    status: str = "queued",
) -> None:
    session.connection().execute(
        _deployments.insert(),
        {
            "id": deployment_id,
            "project_id": project_id,
            "number": live.next_number(session, project_id, deployment_id),
            "status": status,
            "source": source,
            "file_count": 0,
            "size_bytes": 0,
            "created_by": actor.user_id,
            "created_at": clock.now(),
        },
    )


def _all_there(session: Session, jobs: Jobs, project_id: str, deployment_id: str) -> None:
    files, size_bytes = uploads.complete(session, deployment_id)
    states.move(session, deployment_id, to="queued", from_=("uploading",))
    logs.append(session, deployment_id, "info", counted(files, size_bytes))
    jobs.enqueue(session, "deploy", deployment_id, partition=project_id)
