"""Deployments whose files are named by their digests, and sent where the owner has not got them yet.

What is there already is known per owner (an account or a team): nobody learns from a digest whether somebody else has
a file. While files are missing, the manifest stands in `deployment_uploads`; with the last one it becomes the
deployment's own, in the same transaction that queues the build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from server.deployments.listing import MAX_DETAILS, Listing
from server.kit.config import Limits
from server.kit.database import Row, table_of
from server.kit.errors import Detail, ValidationError
from server.models import Blob, Deployment, DeploymentFile, DeploymentUpload

_blobs = table_of(Blob)
_files = table_of(DeploymentFile)
_uploads = table_of(DeploymentUpload)
_deployments = table_of(Deployment)

_EACH = {"sqlite": sa.func.json_each, "postgresql": sa.func.json_array_elements}


def _insert(dialect: str) -> Any:
    """The whole manifest as one JSON value, `rows`: [[path, digest], …]; see manifest.py for why."""
    each = _EACH[dialect]
    row = each(sa.bindparam("rows", type_=sa.JSON)).table_valued(sa.column("value", sa.JSON)).c.value
    path, digest = row[0].as_string(), row[1].as_string()
    lines = sa.select(path.label("path"), digest.label("digest")).subquery()
    found = sa.and_(_blobs.c.owner_id == sa.bindparam("owner_id"), _blobs.c.digest == lines.c.digest)
    return _uploads.insert().from_select(
        ["deployment_id", "path", "digest", "blob_id"],
        sa.select(
            sa.bindparam("deployment_id", type_=sa.String), lines.c.path, lines.c.digest, _blobs.c.id
        ).select_from(lines.outerjoin(_blobs, found)),
    )


def _known(each_text: Any) -> sa.Select[Any]:
    """Which of `rows`: [digest, …] the owner has."""
    digest = each_text(sa.bindparam("rows", type_=sa.JSON)).table_valued(sa.column("value", sa.String)).c.value
    return sa.select(_blobs.c.digest).where(
        _blobs.c.owner_id == sa.bindparam("owner_id"), _blobs.c.digest.in_(sa.select(digest))
    )


_knowns = {
    "sqlite": _known(sa.func.json_each),
    "postgresql": _known(sa.func.json_array_elements_text),
}
_inserts = {dialect: _insert(dialect) for dialect in _EACH}
_missing = (
    sa.select(_uploads.c.digest)
    .where(_uploads.c.deployment_id == sa.bindparam("id"), _uploads.c.blob_id.is_(None))
    .distinct()
    .order_by(_uploads.c.digest)
)
_totals = (
    sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(_blobs.c.size_bytes), 0))
    .select_from(_uploads.outerjoin(_blobs, _blobs.c.id == _uploads.c.blob_id))
    .where(_uploads.c.deployment_id == sa.bindparam("id"))
)


def checked(source: Mapping[str, Any], limits: Limits) -> dict[str, str]:
    """The manifest of a `files` source: path as it will be served → digest. ValidationError names every bad path."""
    files, sizes = source["files"], source.get("sizes", {})
    if len(files) > limits.files:
        message = f"There are more than {limits.files:,} files (YOUR_APP_MAX_FILES)."
        raise ValidationError(details=[Detail("source.files", message)])
    details = [
        Detail(f"source.sizes.{digest}", f"At most {limits.file_bytes:,} bytes (YOUR_APP_MAX_FILE_BYTES).")
        for digest, size in sizes.items()
        if size > limits.file_bytes
    ]
    total = sum(sizes.get(digest, 0) for digest in files.values())
    if total > limits.site_bytes:
        details.append(Detail("source.sizes", f"More than {limits.site_bytes:,} bytes (YOUR_APP_MAX_SITE_BYTES)."))
    if details:
        raise ValidationError(details=details[:MAX_DETAILS])
    listing = Listing(limits)
    manifest = {}
    for path, digest in files.items():
        admitted = listing.admit(path.removeprefix("/"), sizes.get(digest, 0), is_folder=False, problem=None)
        if admitted is not None:
            manifest[admitted] = digest
    listing.check()
    return manifest


def missing_of(session: Session, owner_id: str, digests: Sequence[str]) -> list[str]:
    """Those of these digests that the owner has no file of, in alphabetical order."""
    connection = session.connection()
    rows = sorted(set(digests))
    known = set(connection.execute(_knowns[connection.dialect.name], {"rows": rows, "owner_id": owner_id}).scalars())
    return [each for each in rows if each not in known]


def begin(session: Session, owner_id: str, deployment_id: str, manifest: Mapping[str, str]) -> list[str]:
    """Write the manifest of a deployment that waits for files. Answers what is missing."""
    connection = session.connection()
    connection.execute(
        _inserts[connection.dialect.name],
        {"deployment_id": deployment_id, "owner_id": owner_id, "rows": list(manifest.items())},
    )
    return missing(session, deployment_id)


def missing(session: Session, deployment_id: str) -> list[str]:
    """The digests that a deployment still waits for, in alphabetical order."""
    return list(session.connection().execute(_missing, {"id": deployment_id}).scalars())


def missing_by_deployment(session: Session, deployment_ids: Sequence[str]) -> dict[str, list[str]]:
    """The same for several deployments, in one query."""
    found: dict[str, list[str]] = {each: [] for each in deployment_ids}
    if deployment_ids:
        rows = session.connection().execute(
            sa.select(_uploads.c.deployment_id, _uploads.c.digest)
            .where(_uploads.c.deployment_id.in_(deployment_ids), _uploads.c.blob_id.is_(None))
            .distinct()
            .order_by(_uploads.c.digest)
        )
        for row in rows:
            found[row.deployment_id].append(row.digest)
    return found


def lock(session: Session, deployment_id: str) -> Row:
    """The deployment's row, held to the end of the transaction: two last files at once must not miss each other."""
    return (
        session.connection()
        .execute(
            sa.select(_deployments.c.id, _deployments.c.status)
            .where(_deployments.c.id == deployment_id)
            .with_for_update()
        )
        .one()
    )


def lists(session: Session, deployment_id: str, digest: str) -> bool:
    """Whether the deployment has a file of this digest, missing or not."""
    connection = session.connection()
    waiting = sa.select(_uploads.c.path).where(_uploads.c.deployment_id == deployment_id, _uploads.c.digest == digest)
    if connection.execute(waiting.limit(1)).first() is not None:
        return True
    there = (
        sa.select(_files.c.path)
        .select_from(_files.join(_blobs, _blobs.c.id == _files.c.blob_id))
        .where(_files.c.deployment_id == deployment_id, _blobs.c.digest == digest)
    )
    return connection.execute(there.limit(1)).first() is not None


def arrived(session: Session, deployment_id: str, digest: str, blob_id: int, limits: Limits) -> list[str]:
    """Note that a file has come. Answers what is still missing. ValidationError if the site has become too large."""
    connection = session.connection()
    connection.execute(
        _uploads.update()
        .where(_uploads.c.deployment_id == deployment_id, _uploads.c.digest == digest)
        .values(blob_id=blob_id)
    )
    _, size_bytes = connection.execute(_totals, {"id": deployment_id}).one()
    if size_bytes > limits.site_bytes:
        message = f"The site has more than {limits.site_bytes:,} bytes with this file (YOUR_APP_MAX_SITE_BYTES)."
        raise ValidationError(details=[Detail("body", message)])
    return missing(session, deployment_id)


def complete(session: Session, deployment_id: str) -> tuple[int, int]:
    """Make the manifest the deployment's own, now that nothing is missing. Answers its files and bytes."""
    connection = session.connection()
    count, size_bytes = connection.execute(_totals, {"id": deployment_id}).one()
    connection.execute(
        _files.insert().from_select(
            ["deployment_id", "path", "blob_id"],
            sa.select(_uploads.c.deployment_id, _uploads.c.path, _uploads.c.blob_id).where(
                _uploads.c.deployment_id == deployment_id
            ),
        )
    )
    connection.execute(_uploads.delete().where(_uploads.c.deployment_id == deployment_id))
    connection.execute(
        _deployments.update()
        .where(_deployments.c.id == deployment_id)
        .values(file_count=count, size_bytes=int(size_bytes))
    )
    return count, int(size_bytes)
