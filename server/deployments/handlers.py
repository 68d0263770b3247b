"""The operations `deployments.*`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from server.auth.actor import Answer, Call, Upload
from server.deployments import create as creation
from server.deployments import service, sweep, views
from server.deployments.service import Sight
from server.deployments.sources import Ingested, IngestedFile, ingest_archive
from server.kit.blobs import BlobStore, chunks_of
from server.kit.errors import Detail, ValidationError
from server.kit.ids import new_id
from server.kit.negotiation import best
from server.kit.pagination import pagination
from server.kit.services import Services
from server.projects import service as projects

LOG_TYPES = ("application/json", "text/plain", "text/event-stream")
STREAM_SECONDS = 3600.0  # a stream ends then and the client connects again, as after any other break


def _shown(call: Call, sight: Sight) -> dict[str, Any]:
    return views.deployment(sight.row, call.services.settings, missing=sight.missing, denied=sight.denied)


def list(call: Call) -> dict[str, Any]:
    """GET /projects/{id}/deployments"""
    query = call.query
    sights, total = service.list_page(
        call.session,
        call.caller,
        call.path["id"],
        page=query["page"],
        limit=query["limit"],
        status=query.get("status"),
    )
    return {
        "data": [_shown(call, each) for each in sights],
        "pagination": pagination(query["page"], query["limit"], total),
    }


@dataclass(frozen=True, slots=True)
class Received:
    """An uploaded archive, its files in the blob store and not yet in the database."""

    deployment_id: str
    ingested: Ingested
    source: dict[str, Any]
    blobs: BlobStore

    def discard(self) -> None:
        """Nothing refers to the files: remove them."""
        self.blobs.delete_prefix(self.deployment_id)


def create_authorize(call: Call) -> None:
    """May the caller deploy here? Asked before an archive is read."""
    service.deployable(call.session, call.caller, call.path["id"])


def create_receive(services: Services, upload: Upload, _path: Mapping[str, str]) -> Received:
    """Check an archive and put its files into the blob store. A ValidationError leaves nothing behind."""
    deployment_id = new_id("deploy")
    ingested = ingest_archive(upload, deployment_id, services.blobs, services.settings.limits)
    source = {"type": "archive", "media_type": upload.media_type, "size_bytes": upload.size_bytes}
    return Received(deployment_id, ingested, source, services.blobs)


def create(call: Call) -> Answer:
    """POST /projects/{id}/deployments"""
    received: Received | None = call.received
    session, jobs = call.session, call.services.jobs
    if received is None:
        sight = creation.from_request(session, jobs, call.caller, call.path["id"], call.body, call.services.settings)
    else:
        sight, duplicates = creation.from_archive(
            session,
            jobs,
            call.caller,
            call.path["id"],
            deployment_id=received.deployment_id,
            source=received.source,
            ingested=received.ingested,
        )
        call.after_commit(partial(sweep.collect, call.services, duplicates))
    return _created(call, sight)


def create_again(call: Call) -> None:
    """May the caller still deploy here? If the project was archived since, what was deployed is told all the same."""
    projects.get(call.session, call.caller, call.path["id"], write=True)


def _created(call: Call, sight: Sight) -> Answer:
    call.after_commit(call.services.jobs.wake)
    return Answer({"data": _shown(call, sight)}, headers={"Location": f"/v1/deployments/{sight.row.id}"})


def dry_run(call: Call) -> dict[str, Any]:
    """POST /projects/{id}/deployments/dry-run"""
    limits = call.services.settings.limits
    result = creation.dry_run(call.session, call.caller, call.path["id"], call.body["source"], limits)
    return {
        "data": {
            "file_count": result.file_count,
            "missing": result.missing,
            "missing_bytes": result.missing_bytes,
        }
    }


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One uploaded file, in the blob store and not yet in the database."""

    prefix: str
    file: IngestedFile

    def discard(self) -> None:
        """Leave it: the same file may be coming by another request at this moment, under the same key.

        If it is never recorded it goes with the deployment's folder (sweep.sweep_orphans).
        """


def upload_file_authorize(call: Call) -> None:
    """May the caller send this file? Asked before it is read."""
    creation.expects(call.session, call.caller, call.path["id"], call.path["sha256"])


def upload_file_receive(services: Services, upload: Upload, path: Mapping[str, str]) -> ReceivedFile:
    """Check a file against its digest and put it into the blob store."""
    prefix, wanted = path["id"], path["sha256"]
    with upload.path.open("rb") as file, services.blobs.writer(prefix) as writer:
        digest, size_bytes = writer.add(chunks_of(file), services.settings.limits.file_bytes)
        if digest != wanted:
            message = f"Its SHA-256 is {digest}: {size_bytes:,} bytes came. Send the file whole and unchanged."
            raise ValidationError(details=[Detail("body", message)])
    return ReceivedFile(prefix, IngestedFile("", digest, size_bytes))


def upload_file(call: Call) -> dict[str, Any]:
    """PUT /deployments/{id}/files/{sha256}"""
    received: ReceivedFile = call.received
    row, missing, duplicates = creation.add_file(
        call.session,
        call.services.jobs,
        call.caller,
        call.path["id"],
        prefix=received.prefix,
        file=received.file,
        limits=call.services.settings.limits,
    )
    if not missing:
        call.after_commit(call.services.jobs.wake)
    call.after_commit(partial(sweep.collect, call.services, duplicates))
    return {
        "data": {
            "sha256": received.file.digest,
            "size_bytes": received.file.size_bytes,
            "missing_files": missing,
            "status": row.status,
        }
    }


def get(call: Call) -> Answer:
    """GET /deployments/{id}"""
    sight = service.get(call.session, call.caller, call.path["id"])
    waits = call.query["wait"] if sight.row.completed_at is None else 0
    return Answer({"data": _shown(call, sight)}, again_within_seconds=waits)


def cancel(call: Call) -> dict[str, Any]:
    """POST /deployments/{id}/cancel"""
    sight = service.cancel(call.session, call.caller, call.path["id"], call.services.settings)
    call.after_commit(partial(call.services.jobs.cancel, "deploy", sight.row.id))
    call.after_commit(call.services.changes.bump)
    return {"data": _shown(call, sight)}


def promote(call: Call) -> dict[str, Any]:
    """POST /deployments/{id}/promote"""
    reason = (call.body or {}).get("reason")
    sight = service.promote(call.session, call.caller, call.path["id"], call.services.settings, reason=reason)
    call.after_commit(call.services.live.bump)
    call.after_commit(call.services.changes.bump)
    return {"data": _shown(call, sight)}


def redeploy(call: Call) -> Answer:
    """POST /deployments/{id}/redeploy"""
    return _created(call, creation.again(call.session, call.services.jobs, call.caller, call.path["id"]))


def redeploy_again(call: Call) -> None:
    """May the caller still deploy it?"""
    service.get(call.session, call.caller, call.path["id"], write=True)


def logs(call: Call) -> Answer | dict[str, Any]:
    """GET /deployments/{id}/logs"""
    after = max(call.query["after"], call.headers.get("last-event-id", 0))
    page = service.log_page(call.session, call.caller, call.path["id"], after=after, limit=call.query["limit"])
    cursor = page.rows[-1].number if page.rows else after
    match best(call.accept, LOG_TYPES):
        case "text/plain":
            return Answer(views.log_text(page.rows, page.more), media_type="text/plain")
        case "text/event-stream":
            return Answer(
                views.log_events(page.rows, page.ended),
                media_type="text/event-stream",
                again_within_seconds=0 if page.ended else STREAM_SECONDS,
                again_with={"after": cursor},
            )
    return {
        "data": [views.log_line(row) for row in page.rows],
        "cursor": {"next": cursor, "complete": page.ended is not None},
    }
