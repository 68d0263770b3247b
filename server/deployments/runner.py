"""The job of a deployment: from `queued` to live, or to `failed`.

    begin        queued → building
    materialise  the files of a template or a repository into the blob store, and the manifest that names them
    check        what the site says about its own serving: /_redirects and /_headers
    compress     gzip and Brotli variants
    publish      building → success, and the live pointer

Each step is its own transaction and leaves a mark by which a second run knows that it was done. So the job may be
killed at any moment and run again from its start, by any process. The row's status, moved by compare-and-set, says
who may go on; a cancel is noticed by the next step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from server.deployments import git, logs, manifest, rules, sources, states, sweep
from server.deployments.announce import announce
from server.deployments.build import Build, Stopped
from server.deployments.compress import compress
from server.kit import clock, fault
from server.kit.database import Row, table_of
from server.kit.errors import AppError
from server.kit.ids import new_id
from server.kit.log import get_logger
from server.kit.services import Services
from server.models import Blob, Deployment, DeploymentFile, Project
from server.projects import live

log = get_logger(__name__)

MAX_ERROR_CHARACTERS = 1000
# Stored where a site has no rules: a null says that nobody has looked yet.
_NO_RULES: dict[str, Any] = {"version": rules.VERSION, "redirects": [], "headers": []}

_deployments = table_of(Deployment)
_projects = table_of(Project)
_files = table_of(DeploymentFile)
_blobs = table_of(Blob)

_by_id = (
    sa.select(
        _deployments.c.project_id,
        _deployments.c.number,
        _deployments.c.status,
        _deployments.c.source,
        _projects.c.owner_id,
        _projects.c.slug,
    )
    .select_from(_deployments.join(_projects, _projects.c.id == _deployments.c.project_id))
    .where(_deployments.c.id == sa.bindparam("id"))
)
_any_file = sa.select(_files.c.path).where(_files.c.deployment_id == sa.bindparam("id")).limit(1)
_special = (
    sa.select(_files.c.path, _blobs.c.key, _blobs.c.size_bytes)
    .select_from(_files.join(_blobs, _blobs.c.id == _files.c.blob_id))
    .where(_files.c.deployment_id == sa.bindparam("id"), _files.c.path.in_(("/index.html", "/_redirects", "/_headers")))
)


def run(services: Services, deployment_id: str) -> None:
    """Build the deployment. Returns when it has ended, whoever ended it; raises only what nobody foresaw."""
    try:
        build = _begin(services, deployment_id)
        _materialise(build)
        _check(build)
        compress(build)
        _publish(build)
    except Stopped:
        log.info("deployment_stopped", deployment_id=deployment_id)
    except AppError as error:
        fail(services, deployment_id, error.code, _explained(error))
    except Exception:
        fail(services, deployment_id, "internal_error", "Something went wrong on our side. Deploy again.")
        raise


def fail(services: Services, deployment_id: str, code: str, message: str) -> bool:
    """End an open deployment as failed, with a line in its log. Answers whether it was open."""
    with services.database.transaction(write=True) as session:
        failed = states.move(
            session,
            deployment_id,
            to="failed",
            from_=states.OPEN,
            completed_at=clock.now(),
            error_code=code,
            error_message=message[:MAX_ERROR_CHARACTERS],
        )
        if failed:
            logs.append(session, deployment_id, "error", message)
            announce(session, services.settings, deployment_id, "deployment.failed")
        fault.point("fail.before_commit")
    fault.point("fail.after_commit")
    services.changes.bump()
    if failed:
        log.warning("deployment_failed", deployment_id=deployment_id, code=code)
    return failed


def _begin(services: Services, deployment_id: str) -> Build:
    with services.database.transaction(write=True) as session:
        began = states.move(session, deployment_id, to="building", from_=("queued",), started_at=clock.now())
        row = session.connection().execute(_by_id, {"id": deployment_id}).first()
        if row is None or row.status != "building":
            raise Stopped
        if began:
            logs.append(session, deployment_id, "info", "The build has started.")
            announce(session, services.settings, deployment_id, "deployment.started")
        else:
            logs.append(session, deployment_id, "warning", "The build was interrupted and goes on.")
        fault.point("begin.before_commit")
    fault.point("begin.after_commit")
    services.changes.bump()
    return Build(
        services=services,
        deployment_id=deployment_id,
        project_id=row.project_id,
        owner_id=row.owner_id,
        number=row.number,
        slug=row.slug,
        source=row.source,
        repeated=not began,
    )


def _materialise(build: Build) -> None:
    """Store the files of a template or a repository. Those of the other sources came with a request."""
    if build.source["type"] not in ("template", "git"):
        return
    with build.services.database.transaction(write=False) as session:
        if session.connection().execute(_any_file, {"id": build.deployment_id}).first() is not None:
            return
    # Each run stores under a prefix of its own: a worker that is only held for dead may be about to refer to the
    # files of the run before.
    prefix = new_id("deploy") if build.repeated else build.deployment_id
    brought = _bring(build, prefix)
    fault.point("materialise.after_ingest")
    try:
        with build.step() as session:
            if session.connection().execute(_any_file, {"id": build.deployment_id}).first() is not None:
                raise Stopped  # another worker does the same, and was faster
            duplicates = manifest.record(session, build.owner_id, build.deployment_id, brought.ingested)
            sweep.discard(session, duplicates)
            logs.append(session, build.deployment_id, "info", brought.told)
            session.connection().execute(
                sa.update(_deployments)
                .where(_deployments.c.id == build.deployment_id)
                .values(source={**build.source, **brought.learnt})
            )
            fault.point("materialise.before_commit")
    except Stopped:
        build.services.blobs.delete_prefix(prefix)
        raise
    fault.point("materialise.after_commit")
    sweep.collect(build.services, duplicates)
    fault.point("materialise.after_collect")
    if build.repeated:
        # Now that there is a manifest, nobody can write another one: what the first run stored is of no use.
        build.services.blobs.delete_prefix(build.deployment_id)


@dataclass(frozen=True, slots=True)
class _Brought:
    """Files in the blob store, and what there is to say about them."""

    ingested: sources.Ingested
    told: str  # for the log
    learnt: dict[str, Any]  # for the row's `source`


def _bring(build: Build, prefix: str) -> _Brought:
    """Put the files of the source into the blob store below `prefix`. ValidationError if they cannot be published."""
    source, blobs, settings = build.source, build.services.blobs, build.services.settings
    if source["type"] == "template":
        ingested = sources.ingest_template(source["template"], prefix, blobs, settings.limits)
        return _Brought(ingested, f"{_counted(ingested)} of the template {source['template']}.", {})
    fetched = git.fetch(
        source["url"],
        source["ref"],
        source["folder"],
        prefix=prefix,
        blobs=blobs,
        settings=settings,
        cancelled=build.is_over,
    )
    told = f"{_counted(fetched.ingested)} of commit {fetched.commit}."
    return _Brought(fetched.ingested, told, {"commit": fetched.commit})


def _counted(ingested: sources.Ingested) -> str:
    count = len(ingested.files)
    size = sum(file.size_bytes for file in ingested.files)
    return f"{count:,} {'file' if count == 1 else 'files'}, {size:,} bytes,"


def _check(build: Build) -> None:
    """Parse the site's own rules and warn about what its visitors would stumble over."""
    with build.services.database.transaction(write=False) as session:
        found = {row.path: row for row in session.connection().execute(_special, {"id": build.deployment_id})}
    parsed = rules.parse(_content(build, found.get("/_redirects")), _content(build, found.get("/_headers")))
    lines: list[logs.Line] = [("warning", str(warning)) for warning in parsed.warnings]
    if "/index.html" not in found:
        lines.insert(0, ("warning", "There is no index.html at the top, so the site's address shows a 404 page."))
    with build.step() as session:
        changed = session.connection().execute(
            sa.update(_deployments)
            .where(_deployments.c.id == build.deployment_id, _deployments.c.rules.is_(None))
            .values(rules=parsed.rules or _NO_RULES)
        )
        if changed.rowcount:
            logs.extend(session, build.deployment_id, lines)
        fault.point("check.before_commit")
    fault.point("check.after_commit")


def _content(build: Build, row: Row | None) -> bytes | None:
    """The first bytes of a file of rules, one more than count."""
    if row is None:
        return None
    limit = rules.MAX_FILE_BYTES[row.path.removeprefix("/")] + 1
    content: bytes = build.services.blobs.read(row.key, 0, min(limit, row.size_bytes))
    return content


def _publish(build: Build) -> None:
    settings = build.services.settings
    with build.step(of_project=True) as session:
        states.move(session, build.deployment_id, to="success", from_=("building",), completed_at=clock.now())
        if live.go_live(session, build.project_id, build.deployment_id, build.number):
            message = f"Live at {settings.site_url(build.slug)}"
        else:
            label = f"{build.deployment_id.removeprefix('deploy_')}--{build.slug}"
            reason = live.held_for(session, build.project_id)
            why = f"The project is held ({reason})" if reason else "A newer deployment is live already"
            message = f"{why}. This one stays at {settings.site_url(label)}"
        logs.append(session, build.deployment_id, "info", message)
        announce(session, settings, build.deployment_id, "deployment.completed")
        fault.point("publish.before_commit")
    fault.point("publish.after_commit")
    build.services.live.bump()
    log.info("deployment_published", deployment_id=build.deployment_id, project_id=build.project_id)


def _explained(error: AppError) -> str:
    """The message with its details, for a place that shows text only."""
    return "\n".join([error.message, *(f"{detail.field}: {detail.message}" for detail in error.details)])
