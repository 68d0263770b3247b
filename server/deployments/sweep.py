"""Removes what no deployment refers to any more: rows of `blobs`, then their objects in the blob store.

An object is deleted in two moves. The transaction that lets go of it notes its key in `discarded_objects`; after the
commit the object goes, and the note last. Killed between any two of these, the next sweep finds the note and ends the
work. A key is never used again, so nobody can be about to write what is being deleted.

Any number of processes may sweep at once: each move is harmless to repeat.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session

from server.deployments import states
from server.kit import clock, fault
from server.kit.database import Database, table_of
from server.kit.ids import made_at
from server.kit.log import get_logger
from server.kit.services import Services
from server.models import Blob, Deployment, DeploymentFile, DeploymentUpload, DiscardedObject

log = get_logger(__name__)

# Thousands at once made creating a deployment ten times slower: the disk is shared with those who wait for an answer.
BATCH = 200
PAUSE_SECONDS = 0.1
# An upload has no row until all of its files are stored, and none takes that long.
ORPHAN_AGE = timedelta(hours=1)
VARIANTS = ("", ".gz", ".br")
UPLOAD_AGE = timedelta(hours=24)  # how long a deployment waits for its files
LOCK_TIMEOUT_MS = 500

_blobs = table_of(Blob)
_files = table_of(DeploymentFile)
_deployments = table_of(Deployment)
_uploads = table_of(DeploymentUpload)
_discarded = table_of(DiscardedObject)

_PREFIX_LENGTH = len("deploy_") + 26

_unreferenced = sa.and_(
    ~sa.exists().where(_files.c.blob_id == _blobs.c.id), ~sa.exists().where(_uploads.c.blob_id == _blobs.c.id)
)
_abandoned = (
    sa.select(_files.c.deployment_id, _files.c.path)
    .select_from(_files.join(_deployments, _deployments.c.id == _files.c.deployment_id))
    .where(_deployments.c.status.in_(("failed", "cancelled")))
    .limit(BATCH * 10)
)
_open = sa.select(_deployments.c.id).where(_deployments.c.status.in_(states.OPEN))
_used_prefixes = sa.select(sa.func.substr(_blobs.c.key, 1, _PREFIX_LENGTH)).distinct()
_abandoned_uploads = (
    sa.select(_uploads.c.deployment_id)
    .select_from(_uploads.join(_deployments, _deployments.c.id == _uploads.c.deployment_id))
    .where(_deployments.c.status.in_(("failed", "cancelled")))
    .distinct()
    .limit(BATCH)
)


@dataclass
class Swept:
    """What one pass removed."""

    files: int = 0  # lines of manifests of deployments that failed or were cancelled
    blobs: int = 0  # rows
    objects: int = 0  # keys; each stands for the object and its compressed variants
    prefixes: int = 0  # folders without any row


def discard(session: Session, keys: Iterable[str]) -> None:
    """Note objects that must go if this transaction commits; `collect` them after the commit."""
    rows = [{"key": key, "at": clock.now()} for key in keys]
    if rows:
        session.connection().execute(_discarded.insert(), rows)


def collect(services: Services, keys: Sequence[str]) -> None:
    """Delete discarded objects with their variants, then the notes about them."""
    if not keys:
        return
    services.blobs.delete(key + variant for key in keys for variant in VARIANTS)
    fault.point("collect.after_delete")
    with services.database.transaction(write=True) as session:
        session.connection().execute(_discarded.delete().where(_discarded.c.key.in_(keys)))


def sweep(services: Services, stopping: threading.Event) -> Swept:
    """One pass over everything, in paced batches; ends early when `stopping` is set."""
    swept = Swept()
    for remove in (_expire_uploads, _release_uploads, _release_manifests, _delete_blobs, _collect_discarded):
        while remove(services, swept) and not stopping.wait(PAUSE_SECONDS):
            pass
    if swept != Swept():
        log.info("swept", files=swept.files, blobs=swept.blobs, objects=swept.objects)
    return swept


def sweep_orphans(services: Services, stopping: threading.Event, made_before: datetime) -> Swept:
    """Remove the folders of deployments of which the database knows no file: an upload that was killed half-way.

    Only those whose id was made before a moment at which no upload can have begun that is still under way. The store
    is listed before the database is read: what appears in between is not in the list.
    """
    swept = Swept()
    services.blobs.delete_unfinished(made_before)
    prefixes = set(services.blobs.prefixes())
    if not prefixes:
        return swept
    with services.database.transaction(write=False) as session:
        connection = session.connection()
        prefixes.difference_update(connection.execute(_open).scalars())
        # After those that are open: one that has ended since has its rows by now.
        prefixes.difference_update(connection.execute(_used_prefixes).scalars())
    for prefix in prefixes:
        made = made_at(prefix)
        if made is not None and made < made_before:
            services.blobs.delete_prefix(prefix)
            swept.prefixes += 1
            if stopping.wait(PAUSE_SECONDS):
                break
    if swept.prefixes:
        log.info("orphans_swept", prefixes=swept.prefixes)
    return swept


def _expire_uploads(services: Services, swept: Swept) -> bool:
    """End deployments whose files never came. Answers whether there may be more."""
    with services.database.transaction(write=True) as session:
        ids = (
            session.connection()
            .execute(
                sa.select(_deployments.c.id)
                .where(_deployments.c.status == "uploading", _deployments.c.created_at < clock.now() - UPLOAD_AGE)
                .limit(BATCH)
            )
            .scalars()
            .all()
        )
        states.expire(session, services.settings, ids)
    if ids:
        services.changes.bump()
    return len(ids) == BATCH


def _release_uploads(services: Services, swept: Swept) -> bool:
    """Let go of the files of deployments that ended while they waited for others. Answers whether there may be more."""
    with services.database.transaction(write=True) as session:
        connection = session.connection()
        ids = connection.execute(_abandoned_uploads).scalars().all()
        swept.files += connection.execute(_uploads.delete().where(_uploads.c.deployment_id.in_(ids))).rowcount
    return len(ids) == BATCH


def _release_manifests(services: Services, swept: Swept) -> bool:
    """Let go of the files of deployments that can never go live. Answers whether there may be more."""
    with services.database.transaction(write=False) as session:
        found = [tuple(row) for row in session.connection().execute(_abandoned)]
    if not found:
        return False
    with services.database.transaction(write=True) as session:
        key = sa.tuple_(_files.c.deployment_id, _files.c.path)
        for start in range(0, len(found), BATCH):  # a statement takes a limited number of values
            session.connection().execute(_files.delete().where(key.in_(found[start : start + BATCH])))
    swept.files += len(found)
    return True


def _delete_blobs(services: Services, swept: Swept) -> bool:
    """Remove a batch of unreferenced blobs. Answers whether there may be more."""
    with services.database.transaction(write=False) as session:
        found = session.connection().execute(sa.select(_blobs.c.id).where(_unreferenced).limit(BATCH)).scalars().all()
    if not found:
        return False
    with services.database.transaction(write=True) as session:
        if not _lock_blobs(services.database, session):
            return False
        keys = (
            session.connection()
            .execute(_blobs.delete().where(_blobs.c.id.in_(found), _unreferenced).returning(_blobs.c.key))
            .scalars()
            .all()
        )
        discard(session, keys)
        fault.point("sweep.before_commit")
    fault.point("sweep.after_commit")
    collect(services, keys)
    swept.blobs += len(keys)
    swept.objects += len(keys)
    return len(found) == BATCH


def _collect_discarded(services: Services, swept: Swept) -> bool:
    """Finish what a killed process left noted. Answers whether there may be more."""
    with services.database.transaction(write=False) as session:
        keys = session.connection().execute(sa.select(_discarded.c.key).limit(BATCH)).scalars().all()
    collect(services, keys)
    swept.objects += len(keys)
    return len(keys) == BATCH


def _lock_blobs(database: Database, session: Session) -> bool:
    """Keep everybody from inserting blobs until the end of the transaction. False: others are at it, try later.

    On PostgreSQL a manifest being recorded could otherwise find a blob that it can share and, before it refers to
    it, see it deleted. SQLite has one writer at a time.
    """
    if database.is_sqlite:
        return True
    session.connection().exec_driver_sql(f"SET LOCAL lock_timeout = {LOCK_TIMEOUT_MS}")
    try:
        with session.begin_nested():
            session.connection().exec_driver_sql("LOCK TABLE blobs IN SHARE ROW EXCLUSIVE MODE")
    except sa.exc.OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != "55P03":  # lock_not_available
            raise
        return False
    return True
