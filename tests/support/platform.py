"""The parts of a process without its HTTP: real database, blob store and job engine, and people's deployments in it."""

from __future__ import annotations

import hashlib
import io
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from server.auth import accounts
from server.auth.actor import Actor, Upload
from server.auth.permissions import PERMISSIONS
from server.deployments import create, service, sources, states, sweep
from server.jobs import JobEngine
from server.kit import clock
from server.kit.blobs import BlobStore
from server.kit.config import Settings
from server.kit.database import Database, table_of
from server.kit.generation import Generation
from server.kit.ids import new_id
from server.kit.mail import Post
from server.kit.services import Services
from server.models import Blob, Deployment, DeploymentFile, DeploymentLog, DiscardedObject, Project
from server.projects import service as projects

Files = Mapping[str, bytes]


def make_settings(data_dir: Path, database_url: str, **changes: Any) -> Settings:
    """Settings with which jobs start soon."""
    values: dict[str, Any] = {"job_poll_seconds": 0.05, "drain_seconds": 5, "sweep_seconds": 3600, **changes}
    part = values.pop("jobs", "embedded")
    settings = _read(data_dir=data_dir, database_url=database_url, **values)
    return settings.model_copy(update={"jobs": part})  # `worker` is what the command sets, not the environment


def _read(**values: Any) -> Settings:
    """Settings read the whole environment, in which pytest's own thread writes which test it runs, at any moment."""
    while True:
        try:
            return Settings(**values)
        except (KeyError, RuntimeError):  # it was changed under the reader
            continue


def make_services(settings: Settings, *, connections: int = 6) -> Services:
    """The parts of a process, not started."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return Services(
        settings=settings,
        database=Database(settings.database, pool_size=connections),
        blobs=BlobStore(settings.blobs, settings.data_dir / "incoming"),
        jobs=JobEngine(settings),
        live=Generation(settings.data_dir / "live.generation"),
        changes=Generation(settings.data_dir / "changes.generation"),
        post=Post(settings),
    )


class Platform:
    """An installation, seen from a process that does not serve HTTP. Its job engine starts with `start`."""

    def __init__(self, data_dir: Path, database_url: str, **changes: Any) -> None:
        self.settings = make_settings(data_dir, database_url, **changes)
        self.services = make_services(self.settings)
        self.database, self.blobs = self.services.database, self.services.blobs
        assert isinstance(self.services.jobs, JobEngine)
        self.jobs = self.services.jobs
        SQLModel.metadata.create_all(self.database.engine)

    def start(self) -> Platform:
        """Let the job engine play the part that `settings.jobs` gives it."""
        self.jobs.start(self.services)
        return self

    def stop(self) -> None:
        """Stop the job engine and close the database."""
        self.jobs.stop()
        self.database.dispose()

    # ------------------------------------------------------------------------------------------- people

    def user(self) -> Actor:
        """Somebody with an account."""
        with self.database.transaction(write=True) as session:
            made = accounts.create(session, email=f"{new_id('mail')}@example.com", name="Ada", plan="free")
            return Actor(made.id, "key_test", "api_key", "Test", "live", frozenset(PERMISSIONS), clock.now(), None)

    def project(self, actor: Actor, template: str = "blank") -> str:
        """A new project of theirs."""
        body = {"name": "My Website", "template": template, "visibility": "private"}
        with self.database.transaction(write=True) as session:
            return str(projects.create(session, actor, body, self.settings).id)

    def delete_project(self, actor: Actor, project_id: str) -> None:
        """Remove a project with all that belongs to it."""
        with self.database.transaction(write=True) as session:
            projects.delete(session, actor, project_id, self.settings)

    def deploy(self, actor: Actor, project_id: str, files: Files | None = None, template: str = "blank") -> str:
        """A new deployment, of the template or of an archive with these files, as the API's handlers make it."""
        if files is None:
            return self.deploy_source(actor, project_id, {"type": "template", "template": template})
        deployment_id = new_id("deploy")
        path = self.settings.data_dir / f"{deployment_id}.zip"
        path.write_bytes(zipped(files))
        try:
            upload = Upload(path, "application/zip", path.stat().st_size)
            ingested = sources.ingest_archive(upload, deployment_id, self.blobs, self.settings.limits)
        finally:
            path.unlink()
        source = {"type": "archive", "media_type": "application/zip", "size_bytes": upload.size_bytes}
        with self.database.transaction(write=True) as session:
            _, duplicates = create.from_archive(
                session, self.jobs, actor, project_id, deployment_id=deployment_id, source=source, ingested=ingested
            )
        sweep.collect(self.services, duplicates)
        return deployment_id

    def deploy_source(self, actor: Actor, project_id: str, source: dict[str, Any]) -> str:
        """A new deployment of a `source` in JSON."""
        with self.database.transaction(write=True) as session:
            sight = create.from_request(session, self.jobs, actor, project_id, {"source": source}, self.settings)
        return str(sight.row.id)

    def cancel(self, actor: Actor, deployment_id: str) -> None:
        """Cancel a deployment as the API's handler does."""
        with self.database.transaction(write=True) as session:
            service.cancel(session, actor, deployment_id, self.settings)
        self.jobs.cancel("deploy", deployment_id)

    # ------------------------------------------------------------------------------------------- reading

    def row(self, deployment_id: str) -> Deployment:
        """The deployment's row."""
        with self.database.transaction(write=False) as session:
            row = session.get(Deployment, deployment_id)
            assert row is not None
            return row

    def project_row(self, project_id: str) -> Project:
        """The project's row."""
        with self.database.transaction(write=False) as session:
            row = session.get(Project, project_id)
            assert row is not None
            return row

    def log(self, deployment_id: str) -> list[tuple[str, str]]:
        """Level and message of each line of the log."""
        with self.database.transaction(write=False) as session:
            lines = _log_lines(session, deployment_id)
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        return [(line.level, line.message) for line in lines]

    def ended(self, deployment_id: str, timeout_seconds: float = 30) -> Deployment:
        """The deployment's row, once it has ended."""
        deadline = time.monotonic() + timeout_seconds
        while (row := self.row(deployment_id)).status in states.OPEN:
            assert time.monotonic() < deadline, f"{deployment_id} is still {row.status}"
            time.sleep(0.01)
        return row

    def stored(self) -> set[str]:
        """Every file of the blob store, as its key; unfinished ones too."""
        root = Path(self.settings.blobs.removeprefix("file://"))
        return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}

    # ---------------------------------------------------------------------------------------- invariants

    def assert_consistent(self) -> None:
        """Nothing is stuck, half-published, missing or left over. For a moment at which no job runs."""
        with self.database.transaction(write=False) as session:
            deployments = session.connection().execute(sa.select(table_of(Deployment))).all()
            blobs = session.connection().execute(sa.select(table_of(Blob))).all()
            files = session.connection().execute(sa.select(table_of(DeploymentFile))).all()
            notes = session.connection().execute(sa.select(table_of(DiscardedObject).c.key)).scalars().all()
            live = session.connection().execute(sa.select(table_of(Project))).all()
            logs = {each.id: _log_lines(session, each.id) for each in deployments}
        assert {each.status for each in deployments} <= {"success", "failed", "cancelled"}, "some are still open"
        assert notes == [], f"still to be deleted: {notes}"

        expected = set()
        for blob in blobs:
            content = self.blobs.read(blob.key)
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (blob.digest, blob.size_bytes)
            expected.add(blob.key)
            for suffix, size in ((".gz", blob.gzip_bytes), (".br", blob.brotli_bytes)):
                if size is not None:
                    assert self.blobs.size(blob.key + suffix) == size
                    expected.add(blob.key + suffix)
        stored = self.stored()
        assert stored == expected, f"left over: {sorted(stored - expected)}, missing: {sorted(expected - stored)}"

        per_deployment: dict[str, int] = {each.id: 0 for each in deployments}
        for file in files:
            per_deployment[file.deployment_id] += 1
        for each in deployments:
            numbers = [line.number for line in logs[each.id]]
            assert numbers == list(range(1, len(numbers) + 1))
            once = [line.message for line in logs[each.id] if "interrupted" not in line.message]
            assert len(once) == len(set(once)), f"a step was told twice: {once}"
            assert each.completed_at is not None
            if each.status == "success":
                assert per_deployment[each.id] == each.file_count > 0
                assert each.rules is not None
                last = logs[each.id][-1].message
                assert last.startswith(("Live at", "A newer deployment is live")), last
        for project in live:
            successes = [each for each in deployments if each.project_id == project.id and each.status == "success"]
            newest = max(successes, key=lambda each: each.number, default=None)
            assert project.live_deployment_id == (newest.id if newest else None)
            assert project.live_number == (newest.number if newest else 0)


def zipped(files: Files) -> bytes:
    """A zip archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path.removeprefix("/"), content)
    return buffer.getvalue()


def _log_lines(session: Session, deployment_id: str) -> list[Any]:
    table = table_of(DeploymentLog)
    query = sa.select(table).where(table.c.deployment_id == deployment_id).order_by(table.c.number)
    return list(session.connection().execute(query))
